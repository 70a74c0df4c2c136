import type { JsonValue } from '@bufbuild/protobuf';
import { isComplete, missingIn } from '../snapshot/holes.ts';
import type { OrganizationRole, SnapshotInfo } from '../snapshot/model.ts';
import { allGrants, allOrganizationRoles, allOrganizations, allUsers } from '../snapshot/read/all.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { entitlementId } from './ids.ts';
import {
  entitlementEntry,
  grantEntry,
  organizationEntry,
  resourceTypeEntry,
  userEntry,
} from './jsonEntries.ts';
import { RESOURCE_TYPES } from './resourceTypes.ts';
import type { ExportCounts, Tally } from './tally.ts';

/**
 * The C1 snapshot JSON v1 of a snapshot, row by row, a line each. Its arrays `users`, `resources`, `entitlements` and
 * `grants` are what C1's baton-file reads. Rows are sorted by id, so the same snapshot always gives the same text and
 * two snapshots differ only where their tenants do.
 */
export function* c1Json(snapshot: Snapshot, tally: Tally): Generator<string> {
  const roles = [...allOrganizationRoles(snapshot)].filter(({ type }) => type === 'User');
  const announced = countsFor(snapshot.info, roles.length);
  yield `{\n"snapshot": ${JSON.stringify(heading(snapshot.info, announced))}`;
  yield* list('resource_types', RESOURCE_TYPES.map(resourceTypeEntry));
  yield* list('users', userEntries(snapshot, tally));
  yield* list('resources', organizationEntries(snapshot, tally));
  yield* list('entitlements', entitlementEntries(snapshot, [null, ...roles], tally));
  yield* list('grants', grantEntries(snapshot, tally));
  yield '\n}\n';
  tally.mustBe(announced);
}

function countsFor({ counts }: SnapshotInfo, roles: number): ExportCounts {
  return {
    users: counts.users,
    resources: counts.organizations,
    entitlements: counts.organizations * (1 + roles),
    grants: counts.memberships + counts.roleAssignments,
  };
}

const wellFormed = (text: string): string => text.toWellFormed();

/**
 * What the sync was, as `baton stats -o json` says it: 64-bit counts are strings, users are resources too. The format
 * lets this object have more keys: an incomplete snapshot says in `missing` what it lacks.
 */
function heading(info: SnapshotInfo, { users, resources, entitlements, grants }: ExportCounts): JsonValue {
  const [startedAt, endedAt] = [info.startedAt, info.endedAt].map((ms) => new Date(ms).toISOString());
  return {
    format: 'c1-snapshot',
    version: 1,
    sync: { id: info.id, startedAt: startedAt ?? '', endedAt: endedAt ?? '', syncType: 'full' },
    source: { product: 'logto', baseUrl: info.baseUrl },
    stats: {
      resourceTypes: String(RESOURCE_TYPES.length),
      resources: String(users + resources),
      entitlements: String(entitlements),
      grants: String(grants),
    },
    ...(!isComplete(info) && { missing: missingIn(info).map(wellFormed) }),
  };
}

function* list(key: string, rows: Iterable<JsonValue>): Generator<string> {
  yield `,\n"${key}": [`;
  let separator = '\n';
  for (const row of rows) {
    yield separator + JSON.stringify(row);
    separator = ',\n';
  }
  yield '\n]';
}

function* userEntries(snapshot: Snapshot, tally: Tally): Generator<JsonValue> {
  for (const user of allUsers(snapshot)) {
    tally.addUser(user.id);
    yield userEntry(user);
  }
}

function* organizationEntries(snapshot: Snapshot, tally: Tally): Generator<JsonValue> {
  for (const organization of allOrganizations(snapshot)) {
    tally.addResource();
    yield organizationEntry(organization);
  }
}

/** One for membership and one for each role in each organization, held by somebody or not. */
function* entitlementEntries(
  snapshot: Snapshot,
  roles: readonly (OrganizationRole | null)[],
  tally: Tally,
): Generator<JsonValue> {
  for (const organization of allOrganizations(snapshot)) {
    for (const role of roles) {
      tally.addEntitlement(entitlementId({ organizationId: organization.id, roleId: role?.id ?? null }));
      yield entitlementEntry(organization, role);
    }
  }
}

function* grantEntries(snapshot: Snapshot, tally: Tally): Generator<JsonValue> {
  for (const access of allGrants(snapshot)) {
    tally.addGrant(access);
    yield grantEntry(access);
  }
}
