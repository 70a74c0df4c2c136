import type { Application, GlobalRole, Organization, OrganizationRole, Scope, User } from '../model.ts';
import { keep } from '../kept.ts';
import { ALL, type Page, type Snapshot } from '../snapshot.ts';
import {
  textOrNull,
  toApplication,
  toGlobalRole,
  toOrganization,
  toOrganizationRole,
  toScope,
  toUser,
  USER_COLUMNS,
} from './rows.ts';

export interface OrganizationRoleSummary extends OrganizationRole {
  /** Members, or machine-to-machine applications, who hold it: counted once an organization. */
  readonly holderCount: number;
  readonly scopeCount: number;
}

/** Organization roles by name. Kept, since their holders are counted over all organizations. */
export function listOrganizationRoles(snapshot: Snapshot): readonly OrganizationRoleSummary[] {
  return keep(snapshot, 'organization roles', () => readOrganizationRoles(snapshot));
}

function readOrganizationRoles(snapshot: Snapshot): OrganizationRoleSummary[] {
  const rows = snapshot.all(
    `select r.*, (select count(*) from organizations o cross join member_roles h
         on h.organization_id = o.id and h.role_id = r.id)
         + (select count(*) from application_organization_roles h where h.role_id = r.id) as holder_count,
       (select count(*) from organization_role_scopes s where s.role_id = r.id) as scope_count
     from organization_roles r order by r.name collate nocase, r.id`,
  );
  return rows.map((row) => ({
    ...toOrganizationRole(row),
    holderCount: Number(row.holder_count),
    scopeCount: Number(row.scope_count),
  }));
}

export interface ScopeWithResource extends Scope {
  /** Name of the API resource the permission is of; null for a permission of the organization template. */
  readonly resourceName: string | null;
}

/** `read:shipments`, or of an API resource `Orders API: read:orders`. */
export function permissionLabel({ name, resourceName }: ScopeWithResource): string {
  return resourceName === null ? name : `${resourceName}: ${name}`;
}

function scopesOf(snapshot: Snapshot, table: string, roleId: string): ScopeWithResource[] {
  const rows = snapshot.all(
    `select s.*, a.name as resource_name from ${table} g join scopes s on s.id = g.scope_id
     left join resources a on a.id = s.resource_id where g.role_id = ?
     order by a.name is not null, a.name collate nocase, s.name collate nocase, s.id`,
    roleId,
  );
  return rows.map((row) => ({ ...toScope(row), resourceName: textOrNull(row.resource_name) }));
}

/** Permissions of an organization role: those of the organization first, then by API resource. */
export function scopesOfOrganizationRole(snapshot: Snapshot, roleId: string): ScopeWithResource[] {
  return scopesOf(snapshot, 'organization_role_scopes', roleId);
}

export interface HoldersInOrganization {
  readonly organization: Organization;
  readonly holderCount: number;
}

/** An organization role, as far as it tells where its holders are. */
type HeldRole = Pick<OrganizationRole, 'id' | 'type'>;

/** Who holds a role: members, or machine-to-machine applications. */
function holding({ type }: HeldRole): 'application_organization_roles' | 'member_roles' {
  return type === 'MachineToMachine' ? 'application_organization_roles' : 'member_roles';
}

/** Where an organization role is held, and by how many; by organization name. */
export function holdersByOrganization(
  snapshot: Snapshot,
  role: HeldRole,
  { limit, offset = 0 }: Page,
): HoldersInOrganization[] {
  const rows = snapshot.all(
    `select * from (select o.*,
       (select count(*) from ${holding(role)} h where h.organization_id = o.id and h.role_id = ?) as holder_count
     from organizations o) where holder_count > 0 order by sort_key, id limit ? offset ?`,
    ...[role.id, limit, offset],
  );
  return rows.map((row) => ({ organization: toOrganization(row), holderCount: Number(row.holder_count) }));
}

/** In how many organizations somebody holds the role. */
export function countOrganizationsWithHolders(snapshot: Snapshot, role: HeldRole): number {
  const sql = `select count(*) as n from organizations o
    where exists (select 1 from ${holding(role)} h where h.organization_id = o.id and h.role_id = ?)`;
  return Number(snapshot.get(sql, role.id)?.n ?? 0);
}

export interface GlobalRoleSummary extends GlobalRole {
  readonly userCount: number;
  readonly applicationCount: number;
}

/** Global roles by name. Kept, since their holders are counted. */
export function listGlobalRoles(snapshot: Snapshot): readonly GlobalRoleSummary[] {
  return keep(snapshot, 'global roles', () => readGlobalRoles(snapshot));
}

function readGlobalRoles(snapshot: Snapshot): GlobalRoleSummary[] {
  const rows = snapshot.all(
    `select r.*, (select count(*) from role_users h where h.role_id = r.id) as user_count,
       (select count(*) from role_applications h where h.role_id = r.id) as application_count
     from roles r order by r.name collate nocase, r.id`,
  );
  return rows.map((row) => ({
    ...toGlobalRole(row),
    userCount: Number(row.user_count),
    applicationCount: Number(row.application_count),
  }));
}

export function scopesOfGlobalRole(snapshot: Snapshot, roleId: string): ScopeWithResource[] {
  return scopesOf(snapshot, 'role_scopes', roleId);
}

/**
 * Users who hold a global role, by what they are called, one by one. Of a role that most users hold, nobody has to be
 * sorted: then each user is asked whether they hold it.
 */
export function* eachUserOfGlobalRole(
  snapshot: Snapshot,
  { id, userCount }: Pick<GlobalRoleSummary, 'id' | 'userCount'>,
  { limit, offset = 0 }: Page = ALL,
): Generator<User> {
  const from =
    userCount * 10 > snapshot.info.counts.users
      ? 'users u cross join role_users h'
      : 'role_users h cross join users u';
  const rows = snapshot.iterate(
    `select ${USER_COLUMNS} from ${from} on u.id = h.user_id where h.role_id = ?
     order by u.sort_key, u.id limit ? offset ?`,
    ...[id, limit, offset],
  );
  for (const row of rows) yield toUser(row);
}

/** Applications that hold a global role, by name. */
export function applicationsOfGlobalRole(
  snapshot: Snapshot,
  roleId: string,
  { limit, offset = 0 }: Page = ALL,
): Application[] {
  const rows = snapshot.all(
    `select a.* from role_applications h join applications a on a.id = h.application_id where h.role_id = ?
     order by a.name collate nocase, a.id limit ? offset ?`,
    ...[roleId, limit, offset],
  );
  return rows.map(toApplication);
}
