import type { Place } from '../snapshot/lacks/missing.ts';
import type { HoleIn } from '../snapshot/model.ts';
import { nameOf } from '../snapshot/read/names.ts';
import { findOrganization } from '../snapshot/read/organizations.ts';
import { findUser } from '../snapshot/read/users.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** How a thing that others name is looked up in a snapshot. */
const FIND: Partial<Record<HoleIn, (snapshot: Snapshot, id: string) => unknown>> = {
  users: findUser,
  organizations: findOrganization,
  organizationRoles: (snapshot, id) => nameOf(snapshot, 'organizationRole', id),
  globalRoles: (snapshot, id) => nameOf(snapshot, 'globalRole', id),
  applications: (snapshot, id) => nameOf(snapshot, 'application', id),
};

/** Whether a snapshot may lack what lies at a place: the list there has a hole, and the thing was not read. */
export function mayLack(snapshot: Snapshot, [list, of]: Place): boolean {
  const isHole = snapshot.info.holes.some(
    (hole) => hole.in === list && (hole.of === undefined || of === undefined || hole.of === of),
  );
  return isHole && (of === undefined || FIND[list]?.(snapshot, of) === undefined);
}
