import type { Application, GlobalRole, OrganizationRole, Resource, Scope } from '../model.ts';
import type { Holding } from '../read/holdings.ts';
import { after, RowWriter } from './rowWriter.ts';

/** A global role, and how many Logto says hold it. */
export interface RoleCounts {
  readonly id: string;
  readonly name: string;
  readonly usersCount: number;
  readonly applicationsCount: number;
}

/** Users who hold a role, or those who do not where nearly everybody does. */
export type Holds = 'role_users' | 'role_users_except';

/** Tables that are read in few requests. */
const SHORT = [
  ...['applications', 'application_organizations', 'application_organization_roles', 'role_applications'],
  ...['resources', 'scopes', 'role_scopes', 'invitations', 'invitation_roles'],
];

/** Writes what gives access: roles with their permissions and holders, API resources, and applications. */
export abstract class AccessWriter extends RowWriter {
  /** Puts a role with exactly these permissions: it may have lost some since it was read before. */
  putOrganizationRole(role: OrganizationRole, scopeIds: readonly string[]): void {
    this.put('organization_roles', [role.id, role.name, role.description, role.type]);
    this.run('delete from organization_role_scopes where role_id = ?', [role.id]);
    for (const scopeId of scopeIds) this.put('organization_role_scopes', [role.id, scopeId]);
  }

  organizationRoleIds(): string[] {
    return this.ids('select id from organization_roles');
  }

  removeOrganizationRole(roleId: string): void {
    this.run('delete from organization_roles where id = ?', [roleId]);
    this.run('delete from organization_role_scopes where role_id = ?', [roleId]);
  }

  putGlobalRole(role: GlobalRole, { usersCount = 0, applicationsCount = 0 }: Partial<RoleCounts> = {}): void {
    this.put('roles', [role.id, role.name, role.description, role.type, Number(role.isDefault)]);
    this.put('role_counts', [role.id, usersCount, applicationsCount]);
  }

  /** The global roles, with how many Logto says hold them. */
  roleCounts(): RoleCounts[] {
    const sql =
      'select r.id, r.name, c.users, c.applications from roles r join role_counts c on c.role_id = r.id';
    return this.partial.all(sql).map((row) => ({
      ...{ id: String(row.id), name: String(row.name) },
      ...{ usersCount: Number(row.users), applicationsCount: Number(row.applications) },
    }));
  }

  countRoleScopes(roleId: string): number {
    return this.count('select count(*) as n from role_scopes where role_id = ?', roleId);
  }

  putRoleScopes(roleId: string, scopeIds: readonly string[]): void {
    for (const scopeId of scopeIds) this.put('role_scopes', [roleId, scopeId]);
  }

  removeGlobalRole(roleId: string): void {
    this.run('delete from roles where id = ?', [roleId]);
    for (const table of [
      'role_counts',
      'role_scopes',
      'role_users',
      'role_users_except',
      'role_applications',
    ])
      this.run(`delete from ${table} where role_id = ?`, [roleId]);
  }

  /** Puts users who hold the role, or who do not where `holds` says so. */
  putRoleUsers(roleId: string, userIds: readonly string[], holds: Holds = 'role_users'): void {
    this.putNew(holds, [roleId], userIds);
  }

  /** Users put so whose id begins with `prefix`. */
  countRoleUsers(roleId: string, holds: Holds = 'role_users', prefix = ''): number {
    return this.count(
      `select count(*) as n from ${holds} where role_id = ? and user_id >= ? and user_id < ?`,
      ...[roleId, prefix, after(prefix)],
    );
  }

  /** Those who hold the role and are not among these. */
  roleUserIdsBut(roleId: string, userIds: ReadonlySet<string>): string[] {
    return this.ids(
      `select user_id as id from role_users
       where role_id = ? and user_id not in (select value from json_each(?))`,
      ...[roleId, JSON.stringify([...userIds])],
    );
  }

  keepOnlyRoleUsers(roleId: string, userIds: ReadonlySet<string>, holds: Holds, prefix: string): void {
    this.run(
      `delete from ${holds} where role_id = ? and user_id >= ? and user_id < ?
       and user_id not in (select value from json_each(?))`,
      [roleId, prefix, after(prefix), JSON.stringify([...userIds])],
    );
  }

  /** Users who are not known to lack the role. */
  mayHoldRole(roleId: string): string[] {
    return this.ids(
      'select id from users where id not in (select user_id from role_users_except where role_id = ?)',
      roleId,
    );
  }

  /** Users who are put neither as holders of the role nor as users without it. */
  userIdsOfNeither(roleId: string): string[] {
    return this.ids(
      `select id from users except select user_id from role_users where role_id = ?1
       except select user_id from role_users_except where role_id = ?1`,
      roleId,
    );
  }

  /** Says that every user holds the role but those put as `role_users_except`. */
  completeRoleUsers(roleId: string): void {
    this.run('delete from role_users where role_id = ?', [roleId]);
    this.run(
      `insert into role_users select ?, id from users
       where id not in (select user_id from role_users_except where role_id = ?)`,
      [roleId, roleId],
    );
  }

  putRoleApplications(roleId: string, applicationIds: readonly string[]): void {
    for (const id of applicationIds) this.put('role_applications', [roleId, id]);
  }

  countRoleApplications(roleId: string): number {
    return this.count('select count(*) as n from role_applications where role_id = ?', roleId);
  }

  keepOnlyRoleApplications(roleId: string, ids: ReadonlySet<string>): void {
    this.run(
      'delete from role_applications where role_id = ? and application_id not in (select value from json_each(?))',
      [roleId, JSON.stringify([...ids])],
    );
  }

  /** Forgets the rows of lists that have no way to forget those that are gone. */
  forgetShortLists(): void {
    for (const table of SHORT) this.run(`delete from ${table}`, []);
  }

  putResources(resources: readonly Resource[]): void {
    for (const { id, name, indicator } of resources) this.put('resources', [id, name, indicator]);
  }

  countResources(): number {
    return this.count('select count(*) as n from resources');
  }

  countScopesOfTemplate(): number {
    return this.count('select count(*) as n from scopes where resource_id is null');
  }

  putScopes(scopes: readonly Scope[]): void {
    for (const { id, name, description, resourceId } of scopes) {
      this.put('scopes', [id, name, description, resourceId]);
    }
  }

  putApplications(applications: readonly Application[]): void {
    for (const { id, name, description, type, createdAt } of applications) {
      this.put('applications', [id, name, description, type, createdAt]);
    }
  }

  /** Forgets an application that turned out to be deleted; rows that name it are dropped at the end. */
  removeApplication(id: string): void {
    this.run('delete from applications where id = ?', [id]);
  }

  /** Ids of the machine-to-machine applications. */
  machineIds(): string[] {
    return this.ids("select id from applications where type = 'MachineToMachine'");
  }

  countOrganizationsOf(applicationId: string): number {
    return this.count(
      'select count(*) as n from application_organizations where application_id = ?',
      applicationId,
    );
  }

  putApplicationInOrganization(
    organizationId: string,
    applicationId: string,
    roleIds: readonly string[],
  ): void {
    this.put('application_organizations', [organizationId, applicationId]);
    for (const roleId of roleIds) {
      this.put('application_organization_roles', [organizationId, applicationId, roleId]);
    }
  }

  /** Puts something that a user or an application has; gives whether it was new. */
  putHolding({ organizationId, roleId, holder, holderId }: Holding): boolean {
    const isUser = holder === 'user';
    const id = { [isUser ? 'user_id' : 'application_id']: holderId };
    if (roleId === null)
      return this.#putOnce(isUser ? 'memberships' : 'application_organizations', {
        organization_id: organizationId,
        ...id,
      });
    if (organizationId === '')
      return this.#putOnce(isUser ? 'role_users' : 'role_applications', { role_id: roleId, ...id });
    const table = isUser ? 'member_roles' : 'application_organization_roles';
    return this.#putOnce(table, { organization_id: organizationId, role_id: roleId, ...id });
  }

  #putOnce(table: string, row: Readonly<Record<string, string>>): boolean {
    const columns = Object.keys(row);
    const places = columns.map(() => '?').join(', ');
    return (
      this.run(
        `insert or ignore into ${table} (${columns.join(', ')}) values (${places})`,
        Object.values(row),
      ) > 0
    );
  }

  /** Makes everybody with a role in an organization a member of it. */
  completeMemberships(): void {
    for (const [members, roles, holder] of [
      ['memberships', 'member_roles', 'user_id'],
      ['application_organizations', 'application_organization_roles', 'application_id'],
    ] as const)
      this.run(
        `insert or ignore into ${members} (organization_id, ${holder}) select organization_id, ${holder} from ${roles}`,
        [],
      );
  }
}
