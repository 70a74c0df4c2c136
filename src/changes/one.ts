import { allGlobalRoleUsers, allRoleAssignments } from '../snapshot/read/all.ts';
import type { HoleIn } from '../snapshot/model.ts';
import type { Only } from '../snapshot/read/only.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Pair } from './merge.ts';
import type { Subject } from './model.ts';
import type { SubjectRules } from './subjects.ts';

/** A thing to which a comparison is narrowed, and the roles that it holds: whoever holds one gains what it gains. */
export interface One extends Only {
  readonly roleIds: ReadonlySet<string>;
}

const LISTS: Readonly<Record<Only['kind'], HoleIn>> = {
  ...{ user: 'users', organization: 'organizations' },
  ...{ organizationRole: 'organizationRoles', globalRole: 'globalRoles' },
};

const ROLES: ReadonlySet<Subject> = new Set(['organizationRole', 'globalRole']);

/** A thing with the roles that it holds in some snapshots. */
export function oneIn(only: Only, ...snapshots: readonly Snapshot[]): One {
  const roleIds = new Set<string>();
  if (only.kind === 'user')
    for (const snapshot of snapshots)
      for (const rows of [allRoleAssignments(snapshot, only), allGlobalRoleUsers(snapshot, only)])
        for (const { roleId } of rows) roleIds.add(roleId);
  return { ...only, roleIds };
}

/** Whether a difference tells of a thing: it names it, before or after, or is about a role that it holds. */
export function concerns<T>(
  { subject, places, fieldPlaces }: SubjectRules<T>,
  { before, after }: Pair<T>,
  { kind, id, roleIds }: One,
): boolean {
  return [before, after]
    .filter((row) => row !== undefined)
    .flatMap((row) => [...places(row), ...Object.values(fieldPlaces?.(row) ?? {}).flat()])
    .some(
      (place) =>
        (place?.[0] === LISTS[kind] && place[1] === id) ||
        (ROLES.has(subject) && roleIds.has(place?.[1] ?? '')),
    );
}
