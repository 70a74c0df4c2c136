/**
 * The rows of a snapshot, as everything above src/snapshot sees them. Times are milliseconds since 1970 (UTC),
 * as Logto gives them; `null` means Logto has no value, and for `hasPassword` that the answer did not say.
 */

/** Whom a role is for: people or machine-to-machine applications. */
export type RoleType = 'User' | 'MachineToMachine';

export interface User {
  readonly id: string;
  readonly name: string | null;
  readonly username: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly suspended: boolean;
  readonly createdAt: number;
  readonly updatedAt: number | null;
  readonly lastSignInAt: number | null;
  /** The application the user signed up with. */
  readonly applicationId: string | null;
  readonly hasPassword: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly middleName: string | null;
  /** Names of linked social connectors (`github`), never what they know of the person. */
  readonly connectors: readonly string[];
  /** Kinds of MFA factors (`Totp`, `WebAuthn`, `BackupCode`, …); null where nobody asked or it was in vain, which is not "none". */
  readonly mfaFactors: readonly string[] | null;
  /** Issuers of linked enterprise identities; null where nobody asked or it was in vain. */
  readonly ssoIdentities: readonly string[] | null;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: number;
  readonly mfaRequired: boolean;
}

/** A permission: of the organization template where `resourceId` is null, else of an API resource. */
export interface Scope {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly resourceId: string | null;
}

export interface Resource {
  readonly id: string;
  readonly name: string;
  readonly indicator: string;
}

export interface OrganizationRole {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: RoleType;
}

/** A tenant-wide role, held without any organization. */
export interface GlobalRole extends OrganizationRole {
  /** Given to every new user. */
  readonly isDefault: boolean;
}

export interface Application {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** `MachineToMachine`, `SPA`, `Traditional`, `Native`, … as Logto says. */
  readonly type: string;
  readonly createdAt: number;
}

export interface Invitation {
  readonly id: string;
  readonly organizationId: string;
  readonly invitee: string;
  readonly inviterId: string | null;
  /** `Pending`, `Accepted`, `Revoked` or `Expired`, as Logto says. */
  readonly status: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly roleIds: readonly string[];
}

/** How people join an organization by themselves: by e-mail domain or enterprise connector, and with which roles. */
export type JustInTimeKind = 'emailDomain' | 'role' | 'ssoConnector';

/** How many rows a snapshot holds. */
export interface SnapshotCounts {
  readonly users: number;
  readonly organizations: number;
  readonly memberships: number;
  /** Organization roles held by members. */
  readonly roleAssignments: number;
  readonly organizationRoles: number;
  readonly globalRoles: number;
  readonly applications: number;
  readonly invitations: number;
}

/** Which list a hole is in, or of whom what is read one by one is unknown, although it was asked for. */
export type HoleIn =
  | 'users'
  | 'organizations'
  | 'members'
  | 'organizationRoles'
  | 'globalRoles'
  | 'roleUsers'
  | 'roleApplications'
  | 'roleScopes'
  | 'scopes'
  | 'resources'
  | 'applications'
  | 'applicationOrganizations'
  | 'invitations'
  | 'userDetails'
  | 'justInTime';

/** Something that is in the tenant and could not be read. */
export interface Hole {
  readonly in: HoleIn;
  /** Id of the organization, role or application whose rows are not all there; of the user where it is known. */
  readonly of?: string;
  /** What that is called, where the snapshot has it. */
  readonly name?: string;
  /** How many rows it hides, or of how many users or organizations details are unknown; undefined where even that is not known. */
  readonly rows?: number;
  /** What the server said, as a sentence. */
  readonly reason: string;
}

/** How many of what the tenant's last snapshot had are gone; only where that is more than half of one of them. */
export interface Vanished {
  readonly since: string;
  readonly users: number;
  readonly organizations: number;
  readonly memberships: number;
}

/** What a snapshot says about itself. */
export interface SnapshotInfo {
  /** A KSUID: 27 characters that sort by time. */
  readonly id: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly baseUrl: string;
  /** When the sync started and ended, ms. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The version of Logto Access that wrote it. */
  readonly writtenBy: string;
  /** How long it worked, in all its runs, without the time between them; ms. */
  readonly workedMs: number;
  /** Requests the sync made in all its runs, the token's among them. A killed run's last half second is not counted. */
  readonly requests: number;
  /** How completeness was checked, as a sentence. */
  readonly verified: string;
  readonly counts: SnapshotCounts;
  /** What could not be read. A snapshot with any is incomplete. */
  readonly holes: readonly Hole[];
  /** The fewest requests that could have read a tenant of this size, and those spent on mending. */
  readonly plannedRequests: number;
  readonly repairRequests: number;
  /** Whose MFA factors and enterprise identities were asked for. */
  readonly userDetails: UserDetails;
  /** Whether the organizations' just-in-time rules were asked for. */
  readonly justInTime: boolean;
  readonly vanished?: Vanished;
  /** Where the snapshot was not synced but read from a C1 file. */
  readonly c1?: C1Origin;
}

/** What a C1 file may not carry, so that it is unknown: a kind of rows, or a field of users, organizations or roles. */
export type Unknown =
  | 'organization roles'
  | 'permissions'
  | 'global roles'
  | 'applications'
  | 'invitations'
  | 'username'
  | 'phone'
  | 'social connectors'
  | 'description'
  | 'MFA required';

/** The C1 file that a snapshot was read from. */
export interface C1Origin {
  readonly format: 'C1 snapshot JSON' | 'C1Z';
  /** The id of the sync in the file; the snapshot's own differs from it, since it holds less than the synced one. */
  readonly syncId: string;
  /** Older finished syncs in the file, which were not read. */
  readonly olderSyncs: number;
  readonly unknown: readonly Unknown[];
  /** Whether another connector made it: no export of a Logto tenant has all of its ids and no others. */
  readonly foreign: boolean;
}

/** Stands for MFA factors or enterprise identities of which a C1 file says only that there are some. */
export const SOME = 'yes';

/** A time that is not known, which no calendar has. */
export const UNKNOWN_TIME = -1e15;

/** Whose details a sync asks for, one user at a time: nobody's, those of people with privileges, everybody's. */
export const USER_DETAILS = ['none', 'privileged', 'all'] as const;
export type UserDetails = (typeof USER_DETAILS)[number];

/** What to call a user: the first of name, username, e-mail, phone and id that is not empty. */
export function userLabel(user: Pick<User, 'id' | 'name' | 'username' | 'email' | 'phone'>): string {
  return user.name?.trim() || user.username?.trim() || user.email?.trim() || user.phone?.trim() || user.id;
}
