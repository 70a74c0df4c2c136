import type { Place } from '../snapshot/lacks/missing.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { mayLack } from './holes.ts';

type RoleSubject = 'organizationRole' | 'globalRole';

/** Whether a hole in a snapshot may hide somebody who holds a role. */
export function mayLackHolders(snapshot: Snapshot, subject: RoleSubject, roleId: string): boolean {
  const places: readonly Place[] =
    subject === 'organizationRole'
      ? [['organizations'], ['users'], ['members'], ['applications'], ['applicationOrganizations']]
      : [['users'], ['applications'], ...holderPlaces(roleId)];
  return mayLackAny(snapshot, places);
}

/**
 * Whether a hole in a snapshot may hide that somebody who was read has a permission: that a role gives it, or that
 * they hold one of those that are known to. Organization roles are read with whoever holds them.
 */
export function mayLackRolesWith(
  snapshot: Snapshot,
  subject: RoleSubject,
  roleIds: readonly string[],
): boolean {
  const places: readonly Place[] =
    subject === 'organizationRole'
      ? [['organizationRoles']]
      : [['globalRoles'], ['roleScopes'], ...roleIds.flatMap(holderPlaces)];
  return mayLackAny(snapshot, places);
}

function holderPlaces(roleId: string): Place[] {
  return [
    ['roleUsers', roleId],
    ['roleApplications', roleId],
  ];
}

function mayLackAny(snapshot: Snapshot, places: readonly Place[]): boolean {
  return places.some((place) => mayLack(snapshot, place));
}
