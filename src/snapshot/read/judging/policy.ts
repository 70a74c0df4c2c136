import { userLabel } from '../../model.ts';
import type { Row, Snapshot } from '../../snapshot.ts';
import type { ScopeWithResource } from '../roles.ts';
import { DOMAIN, HAS_DOMAIN } from './emails.ts';
import { text, textList, textOrNull, toScope } from '../rows.ts';

/** Somebody who holds a role, and where: in the whole tenant where that is null. */
export interface RoleHolder {
  readonly user: { readonly id: string; readonly label: string; readonly email: string | null };
  readonly organizationId: string | null;
  readonly organizationName: string | null;
  readonly roleIds: readonly string[];
}

/** Who holds what where: of every role, of an organization or of the tenant. */
const HOLDINGS = `(select organization_id, role_id, user_id from member_roles where role_id in (select value from json_each(?1))
  union all select null, role_id, user_id from role_users where role_id in (select value from json_each(?1)))`;
const USER = 'u.id, u.name, u.username, u.email, u.phone';

/** Holders of any of these roles whose e-mail is of none of these domains, or who have none; by user id. */
export function* holdersOutside(
  snapshot: Snapshot,
  roleIds: readonly string[],
  domains: readonly string[],
): Generator<RoleHolder> {
  yield* holders(
    snapshot,
    `select ${USER}, h.organization_id, o.name as organization_name, json_group_array(h.role_id) as role_ids
     from ${HOLDINGS} h join users u on u.id = h.user_id left join organizations o on o.id = h.organization_id
     where u.email is null or not ${HAS_DOMAIN} or ${DOMAIN} not in (select value from json_each(?2))
     group by u.id, h.organization_id order by u.id, h.organization_id`,
    roleIds,
    domains,
  );
}

/**
 * The same by organization for whoever holds something there, since what is held in the tenant counts there too; and
 * once more what is held in the tenant alone.
 */
const HOLDINGS_THERE = `(select organization_id, role_id, user_id from ${HOLDINGS}
  union select m.organization_id, g.role_id, g.user_id from role_users g join member_roles m on m.user_id = g.user_id
  where g.role_id in (select value from json_each(?1)) and m.role_id in (select value from json_each(?1)))`;

/**
 * People who hold more than one of these roles: in one organization, where a global role counts too, or anywhere at
 * all; by user id.
 */
export function* holdersOfSeveral(
  snapshot: Snapshot,
  roleIds: readonly string[],
  within: 'organization' | 'tenant',
): Generator<RoleHolder> {
  const isTenant = within === 'tenant';
  yield* holders(
    snapshot,
    `select ${USER}, ${isTenant ? 'null' : 'h.organization_id'} as organization_id,
       ${isTenant ? 'null' : 'o.name'} as organization_name, json_group_array(distinct h.role_id) as role_ids
     from ${isTenant ? HOLDINGS : HOLDINGS_THERE} h
     join users u on u.id = h.user_id left join organizations o on o.id = h.organization_id
     group by u.id${isTenant ? '' : ', h.organization_id'} having count(distinct h.role_id) > 1
     order by u.id, h.organization_id`,
    roleIds,
  );
}

function* holders(
  snapshot: Snapshot,
  sql: string,
  ...lists: readonly (readonly string[])[]
): Generator<RoleHolder> {
  for (const row of snapshot.iterate(sql, ...lists.map((list) => JSON.stringify(list)))) yield toHolder(row);
}

function toHolder(row: Row): RoleHolder {
  const id = text(row.id);
  const [name, username] = [textOrNull(row.name), textOrNull(row.username)];
  const [email, phone] = [textOrNull(row.email), textOrNull(row.phone)];
  return {
    user: { id, label: userLabel({ id, name, username, email, phone }), email },
    organizationId: textOrNull(row.organization_id),
    organizationName: textOrNull(row.organization_name),
    roleIds: textList(row.role_ids),
  };
}

/** How many people hold something in an organization, or in the whole tenant where that is null. */
export interface HolderCount {
  readonly organizationId: string | null;
  readonly organizationName: string | null;
  readonly holders: number;
}

/** Where more than so many people hold any of these roles; by organization name. */
export function* placesWithMoreThan(
  snapshot: Snapshot,
  roleIds: readonly string[],
  most: number,
): Generator<HolderCount> {
  const rows = snapshot.iterate(
    `select h.organization_id, o.name as organization_name, count(distinct h.user_id) as holders
     from ${HOLDINGS} h left join organizations o on o.id = h.organization_id
     group by h.organization_id having count(distinct h.user_id) > ?2 order by o.sort_key, o.id`,
    ...[JSON.stringify(roleIds), most],
  );
  for (const row of rows) yield toCount(row);
}

/** Organizations with members of whom fewer than so many hold any of these roles and are not suspended; by name. */
export function* organizationsWithFewerThan(
  snapshot: Snapshot,
  roleIds: readonly string[],
  least: number,
): Generator<HolderCount> {
  const rows = snapshot.iterate(
    `select o.id as organization_id, o.name as organization_name, count(distinct h.user_id) as holders from organizations o
     left join member_roles h on h.organization_id = o.id and h.role_id in (select value from json_each(?))
       and h.user_id not in (select id from users where suspended = 1)
     where exists (select 1 from memberships m where m.organization_id = o.id)
     group by o.id having count(distinct h.user_id) < ? order by o.sort_key, o.id`,
    ...[JSON.stringify(roleIds), least],
  );
  for (const row of rows) yield toCount(row);
}

function toCount(row: Row): HolderCount {
  return {
    organizationId: textOrNull(row.organization_id),
    organizationName: textOrNull(row.organization_name),
    holders: Number(row.holders),
  };
}

/** How many people who are not suspended hold any of these global roles. */
export function countGlobalHolders(snapshot: Snapshot, roleIds: readonly string[]): number {
  const row = snapshot.get(
    `select count(distinct user_id) as n from role_users where role_id in (select value from json_each(?))
     and user_id not in (select id from users where suspended = 1)`,
    JSON.stringify(roleIds),
  );
  return Number(row?.n ?? 0);
}

/** Permissions by id or name, with the name of their API resource before it where it is given. */
export function scopesNamed(snapshot: Snapshot, name: string): ScopeWithResource[] {
  const rows = snapshot.all(
    `select s.*, a.name as resource_name from scopes s left join resources a on a.id = s.resource_id
     where ? in (s.id, s.name, a.name || ': ' || s.name) order by s.id`,
    name,
  );
  return rows.map((row) => ({ ...toScope(row), resourceName: textOrNull(row.resource_name) }));
}

/** Organizations that do not require MFA; by name. */
export function* organizationsWithoutMfaRule(
  snapshot: Snapshot,
): Generator<{ readonly id: string; readonly name: string }> {
  const rows = snapshot.iterate(
    'select id, name from organizations where mfa_required = 0 order by sort_key, id',
  );
  for (const row of rows) yield { id: text(row.id), name: text(row.name) };
}
