import type {
  Application,
  GlobalRole,
  Invitation,
  JustInTimeKind,
  Organization,
  OrganizationRole,
  Resource,
  Scope,
  SnapshotInfo,
  User,
} from '../../../../src/snapshot/model.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';

/** Owner id → id of what belongs to it → ids of the roles it has there. */
type Belonging = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a hand-made snapshot holds. */
export interface Rows {
  readonly users?: readonly User[];
  readonly organizations?: readonly Organization[];
  readonly members?: Belonging;
  readonly organizationRoles?: readonly (OrganizationRole & { readonly scopeIds?: readonly string[] })[];
  readonly globalRoles?: readonly (GlobalRole & {
    readonly scopeIds?: readonly string[];
    readonly userIds?: readonly string[];
    readonly applicationIds?: readonly string[];
  })[];
  readonly scopes?: readonly Scope[];
  readonly resources?: readonly Resource[];
  readonly applications?: readonly Application[];
  readonly applicationMembers?: Belonging;
  readonly invitations?: readonly Invitation[];
  /** Organization id → its just-in-time rules. */
  readonly justInTime?: Readonly<Record<string, Readonly<Record<JustInTimeKind, readonly string[]>>>>;
}

const CREATED = Date.UTC(2026, 0, 1);

export function user(id: string, parts: Partial<User> = {}): User {
  return {
    ...{ id, name: id, username: null, email: null, phone: null, suspended: false, createdAt: CREATED },
    ...{ updatedAt: null, lastSignInAt: null, applicationId: null, hasPassword: true, givenName: null },
    ...{ familyName: null, middleName: null, connectors: [], mfaFactors: null, ssoIdentities: null },
    ...parts,
  };
}

export function organization(id: string, parts: Partial<Organization> = {}): Organization {
  return { id, name: id, description: null, createdAt: CREATED, mfaRequired: false, ...parts };
}

export function organizationRole(
  id: string,
  parts: Partial<NonNullable<Rows['organizationRoles']>[number]> = {},
): NonNullable<Rows['organizationRoles']>[number] {
  return { id, name: id, description: null, type: 'User', ...parts };
}

export function globalRole(
  id: string,
  parts: Partial<NonNullable<Rows['globalRoles']>[number]> = {},
): NonNullable<Rows['globalRoles']>[number] {
  return { id, name: id, description: null, type: 'User', isDefault: false, ...parts };
}

export function scope(id: string, parts: Partial<Scope> = {}): Scope {
  return { id, name: id, description: null, resourceId: null, ...parts };
}

export function application(id: string, parts: Partial<Application> = {}): Application {
  return { id, name: id, description: null, type: 'MachineToMachine', createdAt: CREATED, ...parts };
}

export function invitation(id: string, organizationId: string, parts: Partial<Invitation> = {}): Invitation {
  return {
    ...{ id, organizationId, invitee: `${id}@example.com`, inviterId: null, status: 'Pending' },
    ...{ createdAt: CREATED, expiresAt: CREATED + 7 * 24 * 3600 * 1000, roleIds: [] },
    ...parts,
  };
}

/** Puts rows as a sync does. */
export function put(writer: SnapshotWriter, rows: Rows): void {
  writer.putUsers(rows.users ?? []);
  writer.putOrganizations(rows.organizations ?? []);
  for (const [id, members] of Object.entries(rows.members ?? {}))
    writer.putMembers(
      id,
      Object.entries(members).map(([userId, roleIds]) => ({ userId, roleIds })),
    );
  for (const role of rows.organizationRoles ?? []) writer.putOrganizationRole(role, role.scopeIds ?? []);
  for (const role of rows.globalRoles ?? []) {
    writer.putGlobalRole(role);
    writer.putRoleScopes(role.id, role.scopeIds ?? []);
    writer.putRoleUsers(role.id, role.userIds ?? []);
    writer.putRoleApplications(role.id, role.applicationIds ?? []);
  }
  writer.putScopes(rows.scopes ?? []);
  writer.putResources(rows.resources ?? []);
  writer.putApplications(rows.applications ?? []);
  for (const [id, applications] of Object.entries(rows.applicationMembers ?? {}))
    for (const [applicationId, roleIds] of Object.entries(applications))
      writer.putApplicationInOrganization(id, applicationId, roleIds);
  writer.putInvitations(rows.invitations ?? []);
  for (const [id, rules] of Object.entries(rows.justInTime ?? {})) writer.putJustInTime(id, rules);
}

/** What a snapshot says about itself from which nothing is missing. */
export const WHOLE = {
  ...{ holes: [], plannedRequests: 1, repairRequests: 0, workedMs: 60_000 },
  ...{ userDetails: 'none', justInTime: false },
} as const satisfies Partial<SnapshotInfo>;

/** What a hand-made snapshot says about itself. */
export function infoOf(writer: SnapshotWriter, parts: Partial<SnapshotInfo> = {}): SnapshotInfo {
  return {
    ...{ id: '0ujtsYcgvSTl8PAuAdqWYSMnLOv', tenantId: 'test', tenantName: 'Test tenant' },
    ...{ baseUrl: 'https://test.example', startedAt: CREATED, endedAt: CREATED + 60_000 },
    ...{ writtenBy: '0.0.0', requests: 1, verified: 'Made by hand.', counts: writer.counts() },
    ...WHOLE,
    ...parts,
  };
}

/** Writes a snapshot by hand. */
export function writeSnapshot(file: string, rows: Rows, info: Partial<SnapshotInfo> = {}): void {
  const writer = new SnapshotWriter(file);
  put(writer, rows);
  writer.finish(infoOf(writer, { justInTime: rows.justInTime !== undefined, ...info }));
}
