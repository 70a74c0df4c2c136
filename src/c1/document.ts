import {
  createRegistry,
  toJson,
  type DescMessage,
  type JsonValue,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { Organization, OrganizationRole, SnapshotInfo, User } from '../snapshot/model.ts';
import {
  allGrants,
  allOrganizationRoles,
  allOrganizations,
  allUsers,
  type AccessGrant,
} from '../snapshot/read/all.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import {
  EntitlementSchema,
  GroupTraitSchema,
  RawIdSchema,
  ResourceSchema,
  ResourceTypeSchema,
  SkipEntitlementsAndGrantsSchema,
  UserTraitSchema,
} from './gen/connector_pb.js';
import { entitlementName, grantId } from './ids.ts';
import { entitlement, organizationName, organizationResource } from './organizationMessages.ts';
import { ORGANIZATION_RESOURCE_TYPE, USER_RESOURCE_TYPE } from './resourceTypes.ts';
import { userDisplayName, userEmail, userProfile, userResource } from './userMessages.ts';

/** How many rows of each kind a document holds. */
export interface ExportCounts {
  readonly users: number;
  /** Organizations. */
  readonly resources: number;
  readonly entitlements: number;
  readonly grants: number;
}

const registry = createRegistry(
  UserTraitSchema,
  GroupTraitSchema,
  RawIdSchema,
  SkipEntitlementsAndGrantsSchema,
);

/**
 * The C1 snapshot JSON v1 of a snapshot, piece by piece and a row a line. Its arrays `users`, `resources`,
 * `entitlements` and `grants` are what C1's `baton-file` reads; `c1` beside them is the protojson of the lossless
 * c1.connector.v2 message. The same snapshot always gives the same text.
 */
export function* c1Document(snapshot: Snapshot): Generator<string> {
  const roles = [...allOrganizationRoles(snapshot)].filter(({ type }) => type === 'User');
  const { info } = snapshot;
  yield `{\n"snapshot": ${JSON.stringify(describe(info, countRows(info, roles.length)))},\n`;
  yield* array(
    'resource_types',
    [USER_RESOURCE_TYPE, ORGANIZATION_RESOURCE_TYPE].map((type) => protojson(ResourceTypeSchema, type)),
  );
  yield ',\n';
  yield* array('users', map(allUsers(snapshot), userEntry));
  yield ',\n';
  yield* array('resources', map(allOrganizations(snapshot), organizationEntry));
  yield ',\n';
  yield* array('entitlements', entitlementEntries(allOrganizations(snapshot), roles));
  yield ',\n';
  yield* array('grants', map(allGrants(snapshot), grantEntry));
  yield '\n}\n';
}

/** The counts of the document of a snapshot whose tenant has `roles` organization roles for people. */
function countRows({ counts }: SnapshotInfo, roles: number): ExportCounts {
  return {
    users: counts.users,
    resources: counts.organizations,
    entitlements: counts.organizations * (1 + roles),
    grants: counts.memberships + counts.roleAssignments,
  };
}

export function countsOf(snapshot: Snapshot): ExportCounts {
  const roles = [...allOrganizationRoles(snapshot)].filter(({ type }) => type === 'User');
  return countRows(snapshot.info, roles.length);
}

function describe(info: SnapshotInfo, counts: ExportCounts): JsonValue {
  const { id, startedAt, endedAt, baseUrl } = info;
  return {
    format: 'c1-snapshot',
    version: 1,
    sync: {
      id,
      startedAt: new Date(startedAt).toISOString(),
      endedAt: new Date(endedAt).toISOString(),
      syncType: 'full',
    },
    source: { product: 'logto', baseUrl },
    stats: {
      resourceTypes: '2',
      resources: String(counts.users + counts.resources),
      entitlements: String(counts.entitlements),
      grants: String(counts.grants),
    },
  };
}

function userEntry(user: User): JsonValue {
  return {
    name: user.id,
    display_name: userDisplayName(user),
    email: userEmail(user),
    status: user.suspended ? 'suspended' : 'enabled',
    last_login: user.lastSignInAt === null ? '' : usDate(user.lastSignInAt),
    type: 'human',
    profile: userProfile(user),
    c1: protojson(ResourceSchema, userResource(user)),
  };
}

function organizationEntry(organization: Organization): JsonValue {
  const message = organizationResource(organization);
  return {
    resource_type: 'organization',
    resource_function: 'group',
    name: organization.id,
    display_name: organizationName(organization),
    description: message.description,
    parent_resource: '',
    c1: protojson(ResourceSchema, message),
  };
}

function* entitlementEntries(
  organizations: Iterable<Organization>,
  roles: readonly OrganizationRole[],
): Generator<JsonValue> {
  for (const organization of organizations) {
    yield entitlementEntry(organization);
    for (const role of roles) yield entitlementEntry(organization, role);
  }
}

function entitlementEntry(organization: Organization, role?: OrganizationRole): JsonValue {
  const message = entitlement(organization, role);
  const { displayName, description } = message;
  return {
    resource_name: organization.id,
    entitlement: entitlementName(role?.id ?? null),
    display_name: displayName,
    description,
    c1: protojson(EntitlementSchema, message),
  };
}

function grantEntry({ organizationId, roleId, userId }: AccessGrant): JsonValue {
  return {
    principal: userId,
    entitlement_id: `${organizationId}:${entitlementName(roleId)}`,
    id: grantId(organizationId, roleId, userId),
  };
}

function protojson<S extends DescMessage>(schema: S, message: MessageShape<S>): JsonValue {
  return toJson(schema, message, { registry });
}

/** `MM/DD/YYYY` in UTC, the form baton-file takes. */
function usDate(ms: number): string {
  const [year, month, day] = new Date(ms).toISOString().slice(0, 10).split('-');
  return `${month ?? ''}/${day ?? ''}/${year ?? ''}`;
}

function* array(name: string, rows: Iterable<JsonValue>): Generator<string> {
  yield `"${name}": [`;
  let separator = '\n';
  for (const row of rows) {
    yield separator + JSON.stringify(row);
    separator = ',\n';
  }
  yield '\n]';
}

function* map<T>(rows: Iterable<T>, toEntry: (row: T) => JsonValue): Generator<JsonValue> {
  for (const row of rows) yield toEntry(row);
}
