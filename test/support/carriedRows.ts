import assert from 'node:assert/strict';
import {
  allApplicationMemberships,
  allApplications,
  allGlobalRoleApplications,
  allGlobalRoles,
  allGlobalRoleUsers,
  allMemberships,
  allOrganizationRoles,
  allOrganizations,
  allRoleAssignments,
  allUsers,
} from '../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';

/** A row as an export carries it; undefined where it carries none. */
type Carried<Row> = (row: Row, extended: boolean) => Row | undefined;
type Rows = Generator<object, undefined>;

interface List {
  readonly all: (snapshot: Snapshot) => Rows;
  readonly carried: (snapshot: Snapshot, extended: boolean) => Rows;
}

/** All lists of which a C1 file carries something. */
const LISTS: Readonly<Record<string, List>> = {
  users: list(allUsers, (user) => ({ ...user, updatedAt: null })),
  organizations: list(allOrganizations, (organization) => organization),
  organizationRoles: list(allOrganizationRoles, (role, extended) =>
    extended || role.type === 'User' ? { ...role, scopes: [] } : undefined,
  ),
  memberships: list(allMemberships, (membership) => membership),
  roleAssignments: list(allRoleAssignments, (assignment) => assignment),
  globalRoles: list(
    allGlobalRoles,
    inExtended((role) => ({ ...role, scopes: [] })),
  ),
  globalRoleUsers: list(allGlobalRoleUsers, inExtended()),
  globalRoleApplications: list(allGlobalRoleApplications, inExtended()),
  applications: list(
    allApplications,
    inExtended((one) => (one.type === 'MachineToMachine' ? one : undefined)),
  ),
  applicationMemberships: list(allApplicationMemberships, inExtended()),
};

function list<Row extends object>(all: (snapshot: Snapshot) => Iterable<Row>, carried: Carried<Row>): List {
  function* mapped(snapshot: Snapshot, map: (row: Row) => Row | undefined): Rows {
    for (const row of all(snapshot)) {
      const kept = map(row);
      if (kept !== undefined) yield kept;
    }
    return undefined;
  }
  return {
    all: (snapshot) => mapped(snapshot, (row) => row),
    carried: (snapshot, extended) => mapped(snapshot, (row) => carried(row, extended)),
  };
}

function inExtended<Row>(carried: (row: Row) => Row | undefined = (row) => row): Carried<Row> {
  return (row, extended) => (extended ? carried(row) : undefined);
}

/**
 * Asserts that a snapshot that was read from an export of another one has all that the export carries, and nothing
 * else. It goes row by row, for tenants of any size; gives how many rows there are.
 */
export function assertNothingLost(read: Snapshot, exported: Snapshot, extended = false): number {
  let rows = 0;
  for (const [name, { all, carried }] of Object.entries(LISTS))
    rows += assertSameRows(all(read), carried(exported, extended), name);
  return rows;
}

function assertSameRows(found: Rows, wanted: Rows, name: string): number {
  for (let row = 0; ; row++) {
    const [one, other] = [found.next(), wanted.next()];
    assert.deepEqual(one, other, `${name}[${row}] differs`);
    if (one.done === true) return row;
  }
}
