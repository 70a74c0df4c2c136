import { byName } from '../data/tenant.ts';
import type { TenantData } from '../data/tenant.ts';
import type { ApplicationRow, UserRow } from '../data/rows.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Organization roles as they appear beside a member: id and name, by name. */
export function roleNames(data: TenantData, ids: Iterable<string> = []): readonly Named[] {
  return rowsOf(data.organizationRoles, ids)
    .map(({ id, name }) => ({ id, name }))
    .sort(byName);
}

/** The rows of some ids, without those that are gone. */
export function rowsOf<Row>(
  table: { get(id: string): Row | undefined },
  ids: Iterable<string>,
): readonly Row[] {
  return [...ids].flatMap((id) => table.get(id) ?? []);
}

/** A user as an organization shows its member: whole, but not whether there is a password. */
export function memberView(data: TenantData, organizationId: string, user: UserRow): unknown {
  const organizationRoles = roleNames(data, data.members.rolesOf(organizationId, user.id));
  return { ...user, hasPassword: undefined, organizationRoles };
}

export function featuredUser({ id, avatar, name }: UserRow): Pick<UserRow, 'id' | 'avatar' | 'name'> {
  return { id, avatar, name };
}

export function featuredApplication({
  id,
  name,
  type,
}: ApplicationRow): Pick<ApplicationRow, 'id' | 'name' | 'type'> {
  return { id, name, type };
}
