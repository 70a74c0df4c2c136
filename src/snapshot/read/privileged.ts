import type { Snapshot } from '../snapshot.ts';
import { allGlobalRoles, allOrganizationRoles } from './all.ts';

/**
 * Ids of the roles whose holders a reviewer looks at first: organization roles with permissions, and global roles that
 * not every new user gets; in any of the snapshots.
 */
export function privilegedRoleIds(...snapshots: readonly Snapshot[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const snapshot of snapshots) {
    for (const id of privilegedOrganizationRoleIds(snapshot)) ids.add(id);
    for (const { id, isDefault } of allGlobalRoles(snapshot)) if (!isDefault) ids.add(id);
  }
  return ids;
}

/** Only the organization roles among them. */
export function privilegedOrganizationRoleIds(snapshot: Snapshot): string[] {
  const roles = [...allOrganizationRoles(snapshot)];
  return roles.filter(({ scopes }) => scopes.length > 0).map(({ id }) => id);
}

/** Whether a user holds one of some roles: organization roles in any organization, or global roles. */
export function holdsAny(snapshot: Snapshot, userId: string, roleIds: Iterable<string>): boolean {
  const sql = `select exists (select 1 from memberships m cross join json_each(?1) r cross join member_roles h
      on h.organization_id = m.organization_id and h.role_id = r.value and h.user_id = m.user_id where m.user_id = ?2)
    or exists (select 1 from role_users where user_id = ?2 and role_id in (select value from json_each(?1))) as held`;
  return snapshot.get(sql, JSON.stringify([...roleIds]), userId)?.held === 1;
}
