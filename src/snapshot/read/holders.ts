import type { Application, GlobalRole, Organization, OrganizationRole, User } from '../model.ts';
import type { Snapshot } from '../snapshot.ts';
import type { After } from './findable.ts';
import {
  text,
  textList,
  toApplication,
  toGlobalRole,
  toOrganization,
  toOrganizationRole,
  toUser,
  USER_COLUMNS,
} from './rows.ts';

/** Roles of which somebody holds one: organization roles in one organization, or global roles. */
export interface Holding {
  /** Null for global roles. */
  readonly organizationId: string | null;
  readonly roleIds: readonly string[];
}

export interface UserHolding {
  readonly user: User;
  /** Which of the roles. */
  readonly roleIds: readonly string[];
  readonly place: After;
}

export interface ApplicationHolding {
  readonly application: Application;
  readonly roleIds: readonly string[];
  readonly place: After;
}

/** Organization roles that give a permission, by name. */
export function organizationRolesWith(snapshot: Snapshot, scopeId: string): OrganizationRole[] {
  const rows = snapshot.all(
    `select r.* from organization_role_scopes g join organization_roles r on r.id = g.role_id
     where g.scope_id = ? order by r.name collate nocase, r.id`,
    scopeId,
  );
  return rows.map(toOrganizationRole);
}

/** Global roles that give a permission, by name. */
export function globalRolesWith(snapshot: Snapshot, scopeId: string): GlobalRole[] {
  const rows = snapshot.all(
    `select r.* from role_scopes g join roles r on r.id = g.role_id
     where g.scope_id = ? order by r.name collate nocase, r.id`,
    scopeId,
  );
  return rows.map(toGlobalRole);
}

/** Users who hold one of the roles, by name, after one of them. */
export function usersHolding(
  snapshot: Snapshot,
  holding: Holding,
  after: After,
  limit: number,
): UserHolding[] {
  const rows = snapshot.all(
    `select ${USER_COLUMNS}, u.sort_key as sort, held.role_ids from (
       select u.sort_key, u.id, json_group_array(h.role_id) as role_ids from ${holdersOf(snapshot, holding, limit)}
       where (u.sort_key, u.id) > (?2, ?3) group by u.sort_key, u.id order by u.sort_key, u.id limit ?4
     ) held cross join users u on u.id = held.id order by held.sort_key, held.id`,
    ...[JSON.stringify(holding.roleIds), after.sort, after.id, limit],
    ...(holding.organizationId === null ? [] : [holding.organizationId]),
  );
  return rows.map((row) => ({
    user: toUser(row),
    roleIds: textList(row.role_ids),
    place: { sort: text(row.sort), id: text(row.id) },
  }));
}

/** Few are to be sorted by name; many are met soon by going through all users by name. */
function holdersOf(snapshot: Snapshot, { organizationId, roleIds }: Holding, limit: number): string {
  const held = organizationId === null ? 'role_users h on' : 'member_roles h on h.organization_id = ?5 and';
  const counted = snapshot.get(
    `select count(*) as n from json_each(?) r cross join ${held.replace('?5', '?')} h.role_id = r.value`,
    ...[JSON.stringify(roleIds), ...(organizationId === null ? [] : [organizationId])],
  );
  return Number(counted?.n) ** 2 > limit * snapshot.info.counts.users
    ? `users u cross join ${held} h.role_id in (select value from json_each(?1)) and h.user_id = u.id`
    : `json_each(?1) r cross join ${held} h.role_id = r.value cross join users u on u.id = h.user_id`;
}

/** Applications that hold one of the roles, by name, after one of them. */
export function applicationsHolding(
  snapshot: Snapshot,
  { organizationId, roleIds }: Holding,
  after: After,
  limit: number,
): ApplicationHolding[] {
  const held =
    organizationId === null
      ? 'role_applications h on h.application_id = a.id'
      : 'application_organization_roles h on h.organization_id = ? and h.application_id = a.id';
  const rows = snapshot.all(
    `select a.*, json_group_array(h.role_id) as role_ids from applications a join ${held}
     where h.role_id in (select value from json_each(?)) and (a.name collate nocase, a.id) > (?, ?)
     group by a.name collate nocase, a.id order by a.name collate nocase, a.id limit ?`,
    ...(organizationId === null ? [] : [organizationId]),
    ...[JSON.stringify(roleIds), after.sort, after.id, limit],
  );
  return rows.map((row) => ({
    application: toApplication(row),
    roleIds: textList(row.role_ids),
    place: { sort: text(row.name), id: text(row.id) },
  }));
}

export interface OrganizationWithHolders {
  readonly organization: Organization;
  readonly place: After;
}

/** Whether somebody holds one of the roles in an organization; both parameters are the roles. */
const IS_HELD = `(
  exists (select 1 from json_each(?) r cross join member_roles h on h.organization_id = o.id and h.role_id = r.value)
  or exists (select 1 from application_organization_roles h
    where h.organization_id = o.id and h.role_id in (select value from json_each(?))))`;

/** Organizations in which somebody holds one of the roles, by name, from a place on. */
export function* organizationsWithHolders(
  snapshot: Snapshot,
  roleIds: readonly string[],
  from: After,
): Generator<OrganizationWithHolders> {
  const roles = JSON.stringify(roleIds);
  const rows = snapshot.iterate(
    `select o.* from organizations o where (o.sort_key, o.id) >= (?, ?) and ${IS_HELD} order by o.sort_key, o.id`,
    ...[from.sort, from.id, roles, roles],
  );
  for (const row of rows)
    yield { organization: toOrganization(row), place: { sort: text(row.sort_key), id: text(row.id) } };
}

/** How many hold one of the roles: users and applications, once for each organization they hold it in. */
export function countHolders(snapshot: Snapshot, { organizationId, roleIds }: Holding): number {
  if (roleIds.length === 0) return 0;
  const whose = [JSON.stringify(roleIds), ...(organizationId === null ? [] : [organizationId])];
  const sql =
    organizationId === null
      ? `select (select count(distinct user_id) from json_each(?1) r cross join role_users h on h.role_id = r.value)
         + (select count(distinct application_id) from role_applications
            where role_id in (select value from json_each(?1))) as n`
      : `select (select count(distinct user_id) from json_each(?1) r
           cross join member_roles h on h.organization_id = ?2 and h.role_id = r.value)
         + (select count(distinct application_id) from application_organization_roles
            where organization_id = ?2 and role_id in (select value from json_each(?1))) as n`;
  return Number(snapshot.get(sql, ...whose)?.n);
}

/** The same in all organizations together. */
export function countHoldersInOrganizations(snapshot: Snapshot, roleIds: readonly string[]): number {
  const users =
    roleIds.length === 1 // none of them twice, so that they need no telling apart
      ? `select count(*) from organizations o cross join member_roles h
         on h.organization_id = o.id and h.role_id = ?1 ->> 0`
      : `select sum((select count(*) from (select 1 from json_each(?1) r cross join member_roles h
           on h.organization_id = o.id and h.role_id = r.value group by h.user_id))) from organizations o`;
  const applications = `select count(*) from (select distinct organization_id, application_id
    from application_organization_roles where role_id in (select value from json_each(?1)))`;
  const sql = `select coalesce((${users}), 0) + (${applications}) as n`;
  return roleIds.length === 0 ? 0 : Number(snapshot.get(sql, JSON.stringify(roleIds))?.n);
}

/** In how many organizations somebody holds one of the roles. */
export function countOrganizationsHolding(snapshot: Snapshot, roleIds: readonly string[]): number {
  const sql = `select count(*) as n from organizations o where ${IS_HELD}`;
  const roles = JSON.stringify(roleIds);
  return roleIds.length === 0 ? 0 : Number(snapshot.get(sql, roles, roles)?.n);
}

/** How many different users and applications hold one of the roles, in any organization or in the whole tenant. */
export function countDifferentHolders(
  snapshot: Snapshot,
  organizationRoleIds: readonly string[],
  globalRoleIds: readonly string[],
): { readonly users: number; readonly applications: number } {
  const row = snapshot.get(
    `select (select count(*) from (
         select h.user_id from organizations o cross join json_each(?1) r
           cross join member_roles h on h.organization_id = o.id and h.role_id = r.value
         union select h.user_id from json_each(?2) r cross join role_users h on h.role_id = r.value)) as users,
       (select count(*) from (
         select application_id from application_organization_roles where role_id in (select value from json_each(?1))
         union select application_id from role_applications where role_id in (select value from json_each(?2)))
       ) as applications`,
    ...[JSON.stringify(organizationRoleIds), JSON.stringify(globalRoleIds)],
  );
  return { users: Number(row?.users), applications: Number(row?.applications) };
}
