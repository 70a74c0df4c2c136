import type { OrganizationRole } from '../model.ts';
import type { Snapshot } from '../snapshot.ts';
import { idsOf, text, textList, toOrganizationRole } from './rows.ts';

/** An organization role, and how many permissions it gives. */
export interface WeighedRole extends OrganizationRole {
  readonly permissionCount: number;
}

/** Every organization role with its permissions counted, by name. */
export function weighedRoles(snapshot: Snapshot): WeighedRole[] {
  const rows = snapshot.all(
    `select r.*, (select count(*) from organization_role_scopes s where s.role_id = r.id) as permission_count
     from organization_roles r order by r.name collate nocase, r.id`,
  );
  return rows.map((row) => ({ ...toOrganizationRole(row), permissionCount: Number(row.permission_count) }));
}

/** Who holds each role in an organization: ids of members by role id. */
export function memberIdsByRole(snapshot: Snapshot, organizationId: string): Map<string, string[]> {
  const rows = snapshot.all(
    `select role_id, json_group_array(user_id) as ids from member_roles where organization_id = ? group by role_id`,
    organizationId,
  );
  return new Map(rows.map((row) => [text(row.role_id), textList(row.ids)]));
}

/** How many members of an organization hold a global role. */
export function countGlobalHoldersIn(snapshot: Snapshot, organizationId: string): number {
  const sql = `select count(*) as n from memberships m
    where m.organization_id = ? and m.user_id in (select user_id from role_users)`;
  return Number(snapshot.get(sql, organizationId)?.n);
}

/** How many people hold a global role. */
export function countGlobalHolders(snapshot: Snapshot): number {
  return Number(snapshot.get('select count(distinct user_id) as n from role_users')?.n);
}

/** How many applications hold a role in an organization. */
export function countApplicationHoldersIn(snapshot: Snapshot, organizationId: string): number {
  const sql = `select count(distinct application_id) as n from application_organization_roles
    where organization_id = ?`;
  return Number(snapshot.get(sql, organizationId)?.n);
}

/** How many applications hold a role, in any organization or in the whole tenant. */
export function countApplicationHolders(snapshot: Snapshot): number {
  const sql = `select count(*) as n from (
    select application_id from application_organization_roles union select application_id from role_applications)`;
  return Number(snapshot.get(sql)?.n);
}

/** How many members of an organization hold a role there. */
export interface HolderCount {
  readonly organizationId: string;
  readonly roleId: string;
  readonly holders: number;
}

/** How many hold each role in each organization, where somebody does; by organization. */
export function* holderCounts(snapshot: Snapshot): Generator<HolderCount> {
  const sql = `select organization_id, role_id, count(*) as n from member_roles group by organization_id, role_id
    order by organization_id, role_id`;
  for (const row of snapshot.iterate(sql))
    yield { organizationId: text(row.organization_id), roleId: text(row.role_id), holders: Number(row.n) };
}

/** Ids of all organizations, the one with the most members first, then by name. */
export function organizationIdsBySize(snapshot: Snapshot): string[] {
  return idsOf(
    snapshot,
    `select o.id from organizations o
     order by (select count(*) from memberships m where m.organization_id = o.id) desc, o.sort_key, o.id`,
  );
}
