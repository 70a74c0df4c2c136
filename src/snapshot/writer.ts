import type { SQLInputValue } from 'node:sqlite';
import type {
  JustInTimeKind,
  Invitation,
  Organization,
  SnapshotCounts,
  SnapshotInfo,
  User,
} from './model.ts';
import { AccessWriter } from './accessWriter.ts';
import { userLabel } from './model.ts';
import { after } from './rowWriter.ts';
import { sortKey } from './sortKey.ts';
import { countRows } from './counts.ts';
import { PartialFile, partialOf, type SyncStart } from './partialFile.ts';
import { INDEXES, JUST_IN_TIME_READ, REFERENCES } from './schema.ts';
import { SyncWork } from './syncWork.ts';

/** A member of an organization, with the organization roles they hold there. */
export interface Member {
  readonly userId: string;
  readonly roleIds: readonly string[];
}

/** Whose row another row may name. */
export type Owner = (typeof REFERENCES)[number][2];

/** How much there is in a tenant. */
export interface TenantTotals {
  readonly users: number;
  readonly organizations: number;
  /** Members of each organization. */
  readonly members: readonly number[];
  readonly organizationRoles: number;
  readonly globalRoles: readonly { readonly users: number; readonly applications: number }[];
  readonly machines: number;
}

const NO_START: SyncStart = { startedAt: 0, baseUrl: '', wishes: '' };

/**
 * Writes the rows of one snapshot into the file of an unfinished sync. Putting a row twice keeps the newer. Memory
 * does not grow with the tenant.
 */
export class SnapshotWriter extends AccessWriter {
  readonly #file: string;
  /** Which pages and lists are in already, and what the sync noticed. */
  readonly work: SyncWork;

  /**
   * Begins anew, or goes on with the unfinished sync in `partial` where `goesOn` says so. `partial` lies beside `file`,
   * since it is renamed to it.
   */
  constructor(
    file: string,
    start = NO_START,
    goesOn: (earlier: SyncStart) => boolean = () => false,
    partial = partialOf(file),
  ) {
    super(new PartialFile(partial, start, goesOn));
    this.#file = file;
    this.work = new SyncWork(this.partial);
  }

  /** How the sync that fills it started, perhaps an earlier one. */
  get start(): SyncStart {
    return this.partial.start;
  }

  /** Whether it goes on with the work of an earlier sync. */
  get resumed(): boolean {
    return this.partial.resumed;
  }

  putUsers(users: readonly User[]): void {
    this.putAll('users', users.map(userRow));
  }

  /** Users whose id begins with `prefix`. */
  countUsers(prefix = ''): number {
    if (prefix === '') return this.count('select count(*) as n from users');
    return this.count('select count(*) as n from users where id >= ? and id < ?', prefix, after(prefix));
  }

  /** Forgets users whose id begins with `prefix` and is not among these. */
  keepOnlyUsers(prefix: string, ids: ReadonlySet<string>): void {
    this.run('delete from users where id >= ? and id < ? and id not in (select value from json_each(?))', [
      prefix,
      after(prefix),
      JSON.stringify([...ids]),
    ]);
  }

  putOrganizations(organizations: readonly Organization[]): void {
    for (const { id, name, description, createdAt, mfaRequired } of organizations) {
      this.put('organizations', [id, sortKey(name), name, description, createdAt, Number(mfaRequired)]);
    }
  }

  organizationIds(): string[] {
    return this.ids('select id from organizations');
  }

  /** Forgets an organization that turned out to be deleted, with its members. */
  removeOrganization(organizationId: string): void {
    this.run('delete from organizations where id = ?', [organizationId]);
    this.run('delete from memberships where organization_id = ?', [organizationId]);
    this.run('delete from member_roles where organization_id = ?', [organizationId]);
  }

  /** Puts members with their roles; `again` says that they may be there already, with roles they have lost since. */
  putMembers(organizationId: string, members: readonly Member[], { again = false } = {}): void {
    if (again) for (const { userId } of members) this.#forgetRoles(organizationId, userId);
    this.putNew(
      'memberships',
      members.map(({ userId }) => [organizationId, userId]),
    );
    this.putNew(
      'member_roles',
      members.flatMap(({ userId, roleIds }) => roleIds.map((roleId) => [organizationId, userId, roleId])),
    );
  }

  #forgetRoles(organizationId: string, userId: string): void {
    this.run('delete from member_roles where organization_id = ? and user_id = ?', [organizationId, userId]);
  }

  countMembers(organizationId: string): number {
    return this.count('select count(*) as n from memberships where organization_id = ?', organizationId);
  }

  /** Forgets members of an organization who are not among these. */
  keepOnlyMembers(organizationId: string, userIds: ReadonlySet<string>): void {
    const ids = JSON.stringify([...userIds]);
    for (const table of ['memberships', 'member_roles']) {
      this.run(
        `delete from ${table} where organization_id = ? and user_id not in (select value from json_each(?))`,
        [organizationId, ids],
      );
    }
  }

  /** Ids of users whose details nobody has asked for: all, or those with privileges. */
  userIdsWithoutDetails(whose: 'privileged' | 'all'): string[] {
    const privileged = `and (id in (select h.user_id from role_users h join roles r on r.id = h.role_id where r.is_default = 0)
      or id in (select h.user_id from member_roles h where h.role_id in (select role_id from organization_role_scopes)))`;
    return this.ids(`select id from users where mfa_factors is null ${whose === 'all' ? '' : privileged}`);
  }

  putUserDetails(
    id: string,
    { mfaFactors, ssoIdentities }: Pick<User, 'mfaFactors' | 'ssoIdentities'>,
  ): void {
    const details = [JSON.stringify(mfaFactors), JSON.stringify(ssoIdentities)];
    this.run('update users set mfa_factors = ?, sso_identities = ? where id = ?', [...details, id]);
    this.partial.pageWritten();
  }

  /** Ids of organizations whose just-in-time rules nobody has read. */
  organizationIdsWithoutJustInTime(): string[] {
    return this.ids(
      `select id from organizations
       where id not in (select organization_id from organization_just_in_time where kind = '${JUST_IN_TIME_READ}')`,
    );
  }

  putJustInTime(organizationId: string, rules: Readonly<Record<JustInTimeKind, readonly string[]>>): void {
    this.put('organization_just_in_time', [organizationId, JUST_IN_TIME_READ, '']);
    for (const [kind, values] of Object.entries(rules))
      for (const value of values) this.put('organization_just_in_time', [organizationId, kind, value]);
    this.partial.pageWritten();
  }

  putInvitations(invitations: readonly Invitation[]): void {
    for (const {
      id,
      organizationId,
      invitee,
      inviterId,
      status,
      createdAt,
      expiresAt,
      roleIds,
    } of invitations) {
      this.put('invitations', [id, organizationId, invitee, inviterId, status, createdAt, expiresAt]);
      for (const roleId of roleIds) this.put('invitation_roles', [id, roleId]);
    }
  }

  /** Ids that memberships or global roles name and the user list does not have. */
  missingUserIds(): string[] {
    return this.ids(
      `select user_id as id from (select distinct user_id from memberships) where user_id not in (select id from users)
      union select user_id from role_users where user_id not in (select id from users)`,
    );
  }

  /** Forgets what a user who turned out to be deleted is named in. */
  removeUser(userId: string): void {
    for (const table of ['memberships', 'member_roles', 'role_users'])
      this.run(`delete from ${table} where user_id = ?`, [userId]);
  }

  /** Different ids that rows name in a table that does not have them, by {@link REFERENCES}. */
  unknown(owner: Owner): string[] {
    const named = REFERENCES.filter(([, , of]) => of === owner).map(
      ([table, column]) => `select distinct ${column} as id from ${table}`,
    );
    return this.ids(`select id from (${named.join(' union ')}) where id not in (select id from ${owner})`);
  }

  /** Drops rows that name something which is not there, so that every name leads somewhere; gives how many. */
  dropUnknown(owner: Owner): number {
    return REFERENCES.filter(([, , of]) => of === owner).reduce(
      (sum, [table, column]) =>
        sum + this.run(`delete from ${table} where ${column} not in (select id from ${owner})`, []),
      0,
    );
  }

  /** How much there is of everything that costs requests. */
  totals(counts: SnapshotCounts): TenantTotals {
    const members = this.partial.all(
      `select (select count(*) from memberships m where m.organization_id = o.id) as n from organizations o`,
    );
    return {
      ...{
        users: counts.users,
        organizations: counts.organizations,
        organizationRoles: counts.organizationRoles,
      },
      members: members.map(({ n }) => Number(n)),
      globalRoles: this.roleCounts().map((role) => ({
        users: role.usersCount,
        applications: role.applicationsCount,
      })),
      machines: this.machineIds().length,
    };
  }

  /** How many rows of another snapshot are not in this one. */
  missingFrom(file: string): Pick<SnapshotCounts, 'users' | 'organizations' | 'memberships'> {
    return this.partial.compareWith(file, () => ({
      users: this.count('select count(*) as n from other.users where id not in (select id from users)'),
      organizations: this.count(
        'select count(*) as n from other.organizations where id not in (select id from organizations)',
      ),
      memberships: this.count(
        `select count(*) as n from other.memberships o where not exists (select 1 from memberships m
         where m.organization_id = o.organization_id and m.user_id = o.user_id)`,
      ),
    }));
  }

  counts(): SnapshotCounts {
    return countRows(this.partial.database);
  }

  /** Makes the indexes over rows that are all there. */
  index(rows: keyof typeof INDEXES): void {
    this.partial.exec(INDEXES[rows]);
  }

  /** Writes what the snapshot says about itself, makes the indexes, and renames the file into place. */
  finish(info: SnapshotInfo): void {
    this.partial.finish(this.#file, info);
  }

  /** Closes, and keeps what was written for the next sync to go on with. */
  keep(): void {
    this.partial.keep();
  }

  /** Gives up: closes and removes the partial file. */
  abandon(): void {
    this.partial.abandon();
  }
}

function userRow(user: User): SQLInputValue[] {
  const { id, name, username, email, phone, createdAt, updatedAt, lastSignInAt, applicationId } = user;
  const hasPassword = user.hasPassword === null ? null : Number(user.hasPassword);
  return [
    ...[
      id,
      sortKey(userLabel(user)),
      name,
      username,
      email,
      phone,
      Number(user.suspended),
      createdAt,
      updatedAt,
      lastSignInAt,
    ],
    ...[
      applicationId,
      hasPassword,
      user.givenName,
      user.familyName,
      user.middleName,
      JSON.stringify(user.connectors),
      user.mfaFactors === null ? null : JSON.stringify(user.mfaFactors),
      user.ssoIdentities === null ? null : JSON.stringify(user.ssoIdentities),
    ],
  ];
}
