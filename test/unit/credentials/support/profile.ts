import type { TenantProfile } from '../../../../src/credentials/tenants.ts';

/** A tenant in Logto Cloud, except for what is given. */
export function profile(given: Partial<TenantProfile> = {}): TenantProfile {
  return {
    ...{ id: 'acme.logto.app-00000000', name: 'Acme', kind: 'cloud', secretStore: 'keychain' },
    ...{ baseUrl: 'https://acme.logto.app', tokenUrl: 'https://acme.logto.app/oidc/token' },
    ...{ resource: 'https://acme.logto.app/api', clientId: 'm2m-app' },
    ...given,
  };
}
