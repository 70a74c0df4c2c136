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
  return roles.filter(({ scopeNames }) => scopeNames.length > 0).map(({ id }) => id);
}
