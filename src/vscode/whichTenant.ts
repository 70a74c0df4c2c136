import type { TenantProfile } from '../credentials/tenants.ts';

type Told = Pick<TenantProfile, 'id' | 'name' | 'baseUrl' | 'clientId'>;

/** Where a tenant is, in as few letters as tell it. */
export function addressOf({ baseUrl }: Pick<TenantProfile, 'baseUrl'>): string {
  return baseUrl.replace(/^https:\/\//, '');
}

/** What tells a tenant from others of its name: its address, and its application where they share that; else nothing. */
export function whichOf(tenant: Told, all: readonly Told[]): string {
  const twins = all.filter(({ id, name }) => id !== tenant.id && name === tenant.name);
  if (twins.length === 0) return '';
  const isShared = twins.some(({ baseUrl }) => baseUrl === tenant.baseUrl);
  return isShared ? `${addressOf(tenant)} ${tenant.clientId}` : addressOf(tenant);
}
