import { allGlobalRoles, allOrganizationRoles } from '../snapshot/read/all.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/**
 * Ids of the roles whose holders a reviewer looks at first: organization roles with permissions, and global roles that
 * not every new user gets; in either snapshot.
 */
export function privilegedRoleIds(...snapshots: readonly Snapshot[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const snapshot of snapshots) {
    for (const { id, scopeNames } of allOrganizationRoles(snapshot)) if (scopeNames.length > 0) ids.add(id);
    for (const { id, isDefault } of allGlobalRoles(snapshot)) if (!isDefault) ids.add(id);
  }
  return ids;
}
