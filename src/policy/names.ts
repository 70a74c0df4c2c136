import { rolesWithScopes, type RoleWithScopes } from '../snapshot/read/judging/roles.ts';
import { allOrganizations } from '../snapshot/read/all.ts';
import type { Organization } from '../snapshot/model.ts';
import { scopesNamed } from '../snapshot/read/judging/policy.ts';
import type { ScopeWithResource } from '../snapshot/read/roles.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** What a policy names, by name or by id, as a snapshot has it; empty where nothing is called so. */

export function rolesNamed(snapshot: Snapshot, name: string): RoleWithScopes[] {
  return (['organizationRole', 'globalRole'] as const)
    .flatMap((kind) => rolesWithScopes(snapshot, kind))
    .filter((role) => role.name === name || role.id === name);
}

export function organizationsNamed(snapshot: Snapshot, name: string): Organization[] {
  return [...allOrganizations(snapshot)].filter((one) => one.name === name || one.id === name);
}

/** A permission of an API resource may be named with it, `Orders API: read:orders`. */
export function permissionsNamed(snapshot: Snapshot, name: string): ScopeWithResource[] {
  return scopesNamed(snapshot, name);
}
