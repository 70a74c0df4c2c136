import type { TenantData } from '../../src/demo/data/tenant.ts';
import { generateTenant } from '../../src/demo/generate/generate.ts';
import { Random } from '../../src/demo/random.ts';

type UserRow = Parameters<TenantData['users']['insert']>[0];

/** How a tenant is uneven: in its ids, or by a crowd of users who are in no organization. */
export interface Unevenness {
  readonly seed: number;
  readonly users: number;
  readonly organizations: number;
  /** So many users share a creation time. */
  readonly tied: number;
  /** More users, with just these ids. */
  readonly ids: readonly string[];
  readonly crowd: number;
  /** How the ids of the crowd begin, and how many of it have no role. */
  readonly prefix: string;
  readonly roleless: number;
  /** So many users lack a role that all others hold; nobody does where it is 0. */
  readonly lacking: number;
}

/** Makes up a tenant with users whom Logto would not make itself, and enough of them to be read by id. */
export function unevenTenant({ seed, users, organizations, tied, ...more }: Unevenness): TenantData {
  const data = generateTenant({ seed, users, organizations, tiedUsers: Math.min(tied, users) });
  const like = data.users.list()[0];
  if (like === undefined) return data;
  for (const [i, id] of more.ids.entries())
    if (!data.users.has(id)) addMember(data, { ...like, id, createdAt: like.createdAt - i }, i);
  const random = new Random(seed);
  for (let i = 0; i < more.crowd; i++) {
    const id = more.prefix + random.id(12).slice(more.prefix.length);
    const user = { ...like, id, createdAt: like.createdAt + Math.floor(i / (1 + tied)) };
    if (i < more.roleless) data.users.insert(user);
    else signUp(data, user);
  }
  if (more.lacking > 0) giveToMost(data, more.lacking);
  return data;
}

function giveToMost({ users, roles, userRoles }: TenantData, lacking: number): void {
  const role = roles.list().find(({ type, isDefault }) => type === 'User' && !isDefault);
  if (role === undefined) return;
  for (const [i, { id }] of users.list().entries())
    if (i < lacking) userRoles.delete(id, role.id);
    else userRoles.add(id, role.id);
}

/** Adds a user with the roles that every new user gets. */
export function signUp(data: TenantData, user: UserRow): void {
  data.users.insert(user);
  for (const { id, isDefault } of data.roles.list()) if (isDefault) data.userRoles.add(user.id, id);
}

/** Some organization roles, by the bits of a number. */
export function someRoles({ organizationRoles }: TenantData, at: number): string[] {
  const roles = organizationRoles.list().filter(({ type }) => type === 'User');
  return roles.filter((_, i) => (at >> i) % 2 > 0).map(({ id }) => id);
}

function addMember(data: TenantData, user: UserRow, at: number): void {
  signUp(data, user);
  const organizations = data.organizations.list();
  const organization = organizations[at % organizations.length];
  if (organization !== undefined) data.members.set(organization.id, user.id, someRoles(data, at));
}
