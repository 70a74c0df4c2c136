import type {
  Application,
  GlobalRole,
  Hole,
  Organization,
  OrganizationRole,
  SnapshotCounts,
  User,
} from '../../../../src/snapshot/model.ts';
import { WHOLE } from '../../snapshot/support/rows.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';

export interface MemberRow {
  readonly organizationId: string;
  readonly userId: string;
  readonly roleIds: readonly string[];
}

/** A global role, and who holds it. */
export interface GlobalRoleRow extends GlobalRole {
  readonly userIds: readonly string[];
  readonly applicationIds: readonly string[];
}

/** An application in an organization. */
export interface MachineRow {
  readonly organizationId: string;
  readonly applicationId: string;
  readonly roleIds: readonly string[];
}

/** What an export takes from a tenant; the last three are for an extended one. */
export interface Tenant {
  readonly users: readonly User[];
  readonly organizations: readonly Organization[];
  readonly roles: readonly OrganizationRole[];
  readonly members: readonly MemberRow[];
  readonly applications?: readonly Application[];
  readonly machines?: readonly MachineRow[];
  readonly globalRoles?: readonly GlobalRoleRow[];
  /** What the snapshot says of its counts, where that is wrong. */
  readonly wrongCounts?: Partial<SnapshotCounts>;
}

export interface Sync {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly holes?: readonly Hole[];
}

export const SYNC: Sync = {
  id: '3MVFoDxopetrVj7kzZcSglmgbjm',
  startedAt: Date.parse('2026-11-23T10:00:00Z'),
  endedAt: Date.parse('2026-11-23T10:00:02.500Z'),
};

/** Writes a snapshot of a tenant; rows may name what is not there, as in a snapshot that was tampered with. */
export function writeSnapshot(file: string, tenant: Tenant, sync: Sync = SYNC): void {
  const writer = new SnapshotWriter(file);
  writer.putUsers(tenant.users);
  writer.putOrganizations(tenant.organizations);
  for (const role of tenant.roles) writer.putOrganizationRole(role, []);
  for (const { organizationId, ...member } of tenant.members) writer.putMembers(organizationId, [member]);
  putExtended(writer, tenant);
  writer.finish({
    ...WHOLE,
    ...sync,
    tenantId: 'acme',
    tenantName: 'Acme',
    baseUrl: 'https://acme.logto.app',
    writtenBy: '0.0.0',
    requests: 1,
    verified: 'Not at all.',
    counts: { ...writer.counts(), ...tenant.wrongCounts },
  });
}

function putExtended(writer: SnapshotWriter, { applications, machines, globalRoles }: Tenant): void {
  writer.putApplications(applications ?? []);
  for (const { organizationId, applicationId, roleIds } of machines ?? [])
    writer.putApplicationInOrganization(organizationId, applicationId, roleIds);
  for (const { userIds, applicationIds, ...role } of globalRoles ?? []) {
    writer.putGlobalRole(role);
    writer.putRoleUsers(role.id, userIds);
    writer.putRoleApplications(role.id, applicationIds);
  }
}

/** A user about whom Logto knows as little as it can. */
export function user(facts: Partial<User> & Pick<User, 'id'>): User {
  return {
    ...{ name: null, username: null, email: null, phone: null },
    ...{ suspended: false, createdAt: 0, updatedAt: null, lastSignInAt: null },
    ...{ applicationId: null, hasPassword: null, givenName: null, familyName: null, middleName: null },
    ...{ connectors: [], mfaFactors: null, ssoIdentities: null },
    ...facts,
  };
}

export function organization(facts: Partial<Organization> & Pick<Organization, 'id'>): Organization {
  return { name: facts.id, description: null, createdAt: 0, mfaRequired: false, ...facts };
}

export function role(facts: Partial<OrganizationRole> & Pick<OrganizationRole, 'id'>): OrganizationRole {
  return { name: facts.id, description: null, type: 'User', ...facts };
}

export function member(organizationId: string, userId: string, ...roleIds: string[]): MemberRow {
  return { organizationId, userId, roleIds };
}
