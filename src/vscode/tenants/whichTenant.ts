import type { TenantProfile } from '../../credentials/tenants.ts';

type Told = Pick<TenantProfile, 'id' | 'name' | 'baseUrl' | 'clientId'>;

/** Where a tenant is, in as few letters as tell it. */
function addressOf({ baseUrl }: Pick<TenantProfile, 'baseUrl'>): string {
  return baseUrl.replace(/^https:\/\//, '');
}

/** The address of a tenant where one chooses among several, with all that tells it from others of its name. */
export function addressAmong(tenant: Told, all: readonly Told[]): string {
  return whichOf(tenant, all) || addressOf(tenant);
}

/** What is said of a tenant beside its name, after what tells it from others of that name. */
export function besideName(tenant: Told, all: readonly Told[], said: string): string {
  const which = whichOf(tenant, all);
  return which === '' ? said : `${which} · ${said}`;
}

/** What tells a tenant from others of its name: its address, and its application where they share that; else nothing. */
export function whichOf(tenant: Told, all: readonly Told[]): string {
  const twins = all.filter(({ id, name }) => id !== tenant.id && name === tenant.name);
  if (twins.length === 0) return '';
  const isShared = twins.some(({ baseUrl }) => baseUrl === tenant.baseUrl);
  return isShared ? `${addressOf(tenant)} ${tenant.clientId}` : addressOf(tenant);
}
