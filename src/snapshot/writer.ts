import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type {
  Application,
  GlobalRole,
  Invitation,
  Organization,
  OrganizationRole,
  Resource,
  Scope,
  SnapshotCounts,
  SnapshotInfo,
  User,
} from './model.ts';
import { userLabel } from './model.ts';
import { sortKey } from './sortKey.ts';
import { countRows } from './counts.ts';
import { APPLICATION_ID, FORMAT_VERSION, INDEXES, REFERENCES, TABLES } from './schema.ts';

/** A member of an organization, with the organization roles they hold there. */
export interface Member {
  readonly userId: string;
  readonly roleIds: readonly string[];
}

/** Rows come in the order of random ids: with SQLite's own 2 MB of cache a large tenant took a third longer. */
const CACHE_KB = 32 * 1024;

/**
 * Writes one snapshot. Rows go to `<file>.partial`; only {@link finish} renames it to `file`, so that half a
 * tenant can never be taken for a whole one. Putting a row twice keeps the newer.
 */
export class SnapshotWriter {
  readonly #file: string;
  readonly #partial: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#file = file;
    this.#partial = `${file}.partial`;
    mkdirSync(dirname(file), { recursive: true });
    rmSync(this.#partial, { force: true });
    this.#database = new DatabaseSync(this.#partial);
    // No journal on disk: a crash leaves a .partial file, which is never read. (Node forbids having none at all.)
    this.#database
      .exec(`pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -${CACHE_KB};
      pragma application_id = ${APPLICATION_ID}; pragma user_version = ${FORMAT_VERSION};`);
    this.#database.exec(TABLES);
    this.#database.exec('begin');
  }

  putUsers(users: readonly User[]): void {
    for (const user of users) this.#put('replace', 'users', userRow(user));
  }

  /** Adds users that only a membership or role answer showed; those already there stay as they are. */
  addMissingUsers(users: readonly User[]): void {
    for (const user of users) this.#put('ignore', 'users', userRow(user));
  }

  /** Forgets all users, for when their list has to be read anew. */
  clearUsers(): void {
    this.#database.exec('delete from users');
  }

  putOrganizations(organizations: readonly Organization[]): void {
    for (const { id, name, description, createdAt, mfaRequired } of organizations) {
      this.#put('replace', 'organizations', [
        id,
        sortKey(name),
        name,
        description,
        createdAt,
        Number(mfaRequired),
      ]);
    }
  }

  /** Forgets an organization that turned out to be deleted; {@link dropDangling} drops what hung on it. */
  removeOrganization(organizationId: string): void {
    this.#run('delete from organizations where id = ?', [organizationId]);
  }

  putMembers(organizationId: string, members: readonly Member[]): void {
    for (const { userId, roleIds } of members) {
      this.#put('replace', 'memberships', [organizationId, userId]);
      for (const roleId of roleIds) this.#put('replace', 'member_roles', [organizationId, userId, roleId]);
    }
  }

  /** Forgets an organization's members, for when their list has to be read anew. */
  clearMembers(organizationId: string): void {
    this.#run('delete from memberships where organization_id = ?', [organizationId]);
    this.#run('delete from member_roles where organization_id = ?', [organizationId]);
  }

  /** Puts a role with exactly these permissions: it may have lost some since it was read before. */
  putOrganizationRole(role: OrganizationRole, scopeIds: readonly string[]): void {
    this.#put('replace', 'organization_roles', [role.id, role.name, role.description, role.type]);
    this.#run('delete from organization_role_scopes where role_id = ?', [role.id]);
    for (const scopeId of scopeIds) this.#put('replace', 'organization_role_scopes', [role.id, scopeId]);
  }

  /** Forgets all organization roles, for when their list has to be read anew. */
  clearOrganizationRoles(): void {
    this.#database.exec('delete from organization_roles; delete from organization_role_scopes');
  }

  putGlobalRole(role: GlobalRole): void {
    this.#put('replace', 'roles', [role.id, role.name, role.description, role.type, Number(role.isDefault)]);
  }

  putRoleScopes(roleId: string, scopeIds: readonly string[]): void {
    for (const scopeId of scopeIds) this.#put('replace', 'role_scopes', [roleId, scopeId]);
  }

  putRoleUsers(roleId: string, userIds: readonly string[]): void {
    for (const userId of userIds) this.#put('replace', 'role_users', [roleId, userId]);
  }

  /** Says that every user but these holds the role (the cheap way to read a role nearly everybody has). */
  putRoleUsersExcept(roleId: string, userIds: readonly string[]): void {
    this.#run(
      'insert or replace into role_users select ?, id from users where id not in (select value from json_each(?))',
      [roleId, JSON.stringify(userIds)],
    );
  }

  putRoleApplications(roleId: string, applicationIds: readonly string[]): void {
    for (const id of applicationIds) this.#put('replace', 'role_applications', [roleId, id]);
  }

  putResources(resources: readonly Resource[]): void {
    for (const { id, name, indicator } of resources) this.#put('replace', 'resources', [id, name, indicator]);
  }

  putScopes(scopes: readonly Scope[]): void {
    for (const { id, name, description, resourceId } of scopes) {
      this.#put('replace', 'scopes', [id, name, description, resourceId]);
    }
  }

  putApplications(applications: readonly Application[]): void {
    for (const { id, name, description, type, createdAt } of applications) {
      this.#put('replace', 'applications', [id, name, description, type, createdAt]);
    }
  }

  putApplicationInOrganization(
    organizationId: string,
    applicationId: string,
    roleIds: readonly string[],
  ): void {
    this.#put('replace', 'application_organizations', [organizationId, applicationId]);
    for (const roleId of roleIds) {
      this.#put('replace', 'application_organization_roles', [organizationId, applicationId, roleId]);
    }
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
      this.#put('replace', 'invitations', [
        id,
        organizationId,
        invitee,
        inviterId,
        status,
        createdAt,
        expiresAt,
      ]);
      for (const roleId of roleIds) this.#put('replace', 'invitation_roles', [id, roleId]);
    }
  }

  /** Ids that memberships or global roles name and the user list does not have. */
  missingUserIds(): string[] {
    const rows = this.#prepare(
      `select user_id as id from memberships where user_id not in (select id from users)
      union select user_id from role_users where user_id not in (select id from users)`,
    ).all();
    return rows.map((row) => String(row.id));
  }

  /** Whether a member, an application or an invitation names an organization role that the role list does not have. */
  namesUnknownRoles(): boolean {
    const known = 'role_id not in (select id from organization_roles)';
    const tables = ['member_roles', 'application_organization_roles', 'invitation_roles'];
    return tables.some(
      (table) => this.#prepare(`select 1 from ${table} where ${known} limit 1`).get() !== undefined,
    );
  }

  /** Drops rows that name something deleted while the sync ran, so that every name in the snapshot leads somewhere. */
  dropDangling(): void {
    for (const [table, column, owner] of REFERENCES) {
      this.#database.exec(`delete from ${table} where ${column} not in (select id from ${owner})`);
    }
  }

  counts(): SnapshotCounts {
    return countRows(this.#database);
  }

  /** Writes what the snapshot says about itself, makes the indexes, and renames the file into place. */
  finish(info: SnapshotInfo): void {
    for (const [key, value] of Object.entries(info))
      this.#put('replace', 'info', [key, JSON.stringify(value)]);
    this.#database.exec('commit');
    this.#database.exec(INDEXES);
    this.#database.exec('pragma optimize');
    this.#statements.clear();
    this.#database.close();
    renameSync(this.#partial, this.#file);
  }

  /** Gives up: closes and removes the partial file. */
  abandon(): void {
    if (this.#database.isOpen) this.#database.close();
    rmSync(this.#partial, { force: true });
  }

  #put(onConflict: 'replace' | 'ignore', table: string, row: readonly SQLInputValue[]): void {
    this.#run(`insert or ${onConflict} into ${table} values (${row.map(() => '?').join(', ')})`, row);
  }

  #run(sql: string, parameters: readonly SQLInputValue[]): void {
    this.#prepare(sql).run(...parameters);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
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
    ],
  ];
}
