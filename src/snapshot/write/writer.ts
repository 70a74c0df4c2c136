import type {
  Hole,
  JustInTimeKind,
  Invitation,
  Organization,
  SnapshotCounts,
  SnapshotInfo,
  User,
  UserDetails,
} from '../model.ts';
import { AccessWriter } from './accessWriter.ts';
import { after } from './rowWriter.ts';
import { sortKey } from '../sortKey.ts';
import { countRows } from '../counts.ts';
import { countGone, type Gone } from '../lacks/gone.ts';
import { nameHoles } from '../lacks/nameHoles.ts';
import { PartialFile } from './partialFile.ts';
import { INDEXES, JUST_IN_TIME_READ, REFERENCES } from '../schema.ts';
import { SyncWork } from './syncWork.ts';
import { KEEPING_DETAILS, userRow } from './userRow.ts';
import { WHOSE } from '../whose.ts';
import { partialOf, type SyncStart } from './workFile.ts';

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
  /** Users whose details, and organizations whose just-in-time rules were asked for. */
  readonly detailedUsers: number;
  readonly justInTimeOrganizations: number;
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
  /** Roles that members were put with: few, where the rows that name them are many. */
  readonly #heldRoles: Set<string>;

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
    this.#heldRoles = new Set(
      this.resumed ? this.ids('select distinct role_id as id from member_roles') : [],
    );
  }

  /** How the sync that fills it started, perhaps an earlier one. */
  get start(): SyncStart {
    return this.partial.start;
  }

  /** Whether it goes on with the work of an earlier sync. */
  get resumed(): boolean {
    return this.partial.resumed;
  }

  /** Puts users; where an earlier run has put them, what it has asked about them stays. */
  putUsers(users: readonly User[]): void {
    if (this.resumed) for (const user of users) this.run(KEEPING_DETAILS, userRow(user));
    else this.putAll('users', users.map(userRow));
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
    for (const table of ['memberships', 'member_roles', 'organization_just_in_time'])
      this.run(`delete from ${table} where organization_id = ?`, [organizationId]);
  }

  /** Puts members with their roles; `again` says that they may be there already, with roles they have lost since. */
  putMembers(organizationId: string, members: readonly Member[], { again = false } = {}): void {
    if (again) this.#forgetRoles(organizationId, members);
    this.putNew(
      'memberships',
      [organizationId],
      members.map(({ userId }) => userId),
    );
    for (const [roleId, userIds] of holdersByRole(members)) {
      this.#heldRoles.add(roleId);
      this.putNew('member_roles', [organizationId, roleId], userIds);
    }
  }

  #forgetRoles(organizationId: string, members: readonly Member[]): void {
    this.run(
      'delete from member_roles where organization_id = ? and user_id in (select value from json_each(?))',
      [organizationId, JSON.stringify(members.map(({ userId }) => userId))],
    );
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

  /** Ids of those users whose details nobody has asked for yet. */
  userIdsWithoutDetails(whose: UserDetails): string[] {
    return this.ids(`select id from users where mfa_factors is null and ${WHOSE[whose]}`);
  }

  putUserDetails(
    id: string,
    { mfaFactors, ssoIdentities }: Pick<User, 'mfaFactors' | 'ssoIdentities'>,
  ): void {
    const details = [mfaFactors, ssoIdentities].map((values) => values && JSON.stringify(values));
    this.run('update users set mfa_factors = ?, sso_identities = ? where id = ?', [...details, id]);
    this.partial.pageWritten();
  }

  /** How many users' answers did not tell enterprise identities. */
  countUntoldIdentities(): number {
    return this.count(
      'select count(*) as n from users where mfa_factors is not null and sso_identities is null',
    );
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
    // In the order of ids SQLite walks along both sides, which takes a third of the time of looking each one up.
    return this.ids(
      `select user_id as id from memberships except select id from users
       union select user_id from role_users except select id from users order by id`,
    );
  }

  /** Forgets what a user who turned out to be deleted is named in. */
  removeUser(userId: string): void {
    for (const table of ['memberships', 'member_roles', 'role_users'])
      this.run(`delete from ${table} where user_id = ?`, [userId]);
  }

  /** Different ids that rows name in a table that does not have them, by {@link REFERENCES}. */
  unknown(owner: Owner): string[] {
    const named = REFERENCES.filter(([table, , of]) => of === owner && table !== 'member_roles').map(
      ([table, column]) => `select distinct ${column} as id from ${table}`,
    );
    const held = owner === 'organization_roles' ? [...this.#heldRoles] : [];
    return this.ids(
      `select id from (select value as id from json_each(?) union ${named.join(' union ')})
       where id not in (select id from ${owner})`,
      JSON.stringify(held),
    );
  }

  /** Drops rows that name something which is not there, so that every name leads somewhere; gives how many. */
  dropUnknown(owner: Owner): number {
    return REFERENCES.filter(([, , of]) => of === owner).reduce(
      (sum, [table, column]) =>
        sum + this.run(`delete from ${table} where ${column} not in (select id from ${owner})`, []),
      0,
    );
  }

  /** How much there is of everything that costs requests, where it was asked for. */
  totals(
    counts: SnapshotCounts,
    { userDetails, justInTime }: Pick<SnapshotInfo, 'userDetails' | 'justInTime'>,
  ): TenantTotals {
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
      detailedUsers: this.count(`select count(*) as n from users where ${WHOSE[userDetails]}`),
      justInTimeOrganizations: justInTime ? counts.organizations : 0,
    };
  }

  /** How much of another snapshot is gone in this one, besides what may lie in a hole of this one. */
  goneSince(file: string): Gone {
    return this.partial.compareWith(file, () => countGone(this.partial.database, this.work.holes()));
  }

  /** What could not be read, and of whom by name. */
  holes(): Hole[] {
    return nameHoles(this.partial.database, this.work.holes());
  }

  counts(): SnapshotCounts {
    return countRows(this.partial.database);
  }

  /** Makes the indexes over rows that are all there. */
  index(rows: keyof typeof INDEXES): void {
    this.partial.exec(INDEXES[rows]);
  }

  /** Lets the disk have what is written so far, while more is being read. */
  flushAhead(): void {
    this.partial.flushAhead();
  }

  /** What the snapshot says about itself, where it is finished and lacks only its name. */
  get finished(): SnapshotInfo | undefined {
    return this.partial.finished;
  }

  /** Writes what the snapshot says about itself, makes the indexes, and renames the file into place. */
  finish(info: SnapshotInfo, file = this.#file): void {
    this.partial.finish(info);
    this.giveName(file);
  }

  /** Renames the finished file into place, which is in the same folder. */
  giveName(file = this.#file): void {
    this.partial.giveName(file);
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

function holdersByRole(members: readonly Member[]): ReadonlyMap<string, string[]> {
  const holders = new Map<string, string[]>();
  for (const { userId, roleIds } of members)
    for (const roleId of roleIds) {
      const others = holders.get(roleId);
      if (others === undefined) holders.set(roleId, [userId]);
      else others.push(userId);
    }
  return holders;
}
