import type { Snapshot } from '../snapshot.ts';
import { text, textOrNull } from './rows.ts';

/** Something that a user or an application has: membership of an organization, a role there, or a global role. */
export interface Holding {
  /** `''` for a global role. */
  readonly organizationId: string;
  /** Null for membership. */
  readonly roleId: string | null;
  readonly holder: 'user' | 'application';
  readonly holderId: string;
}

const MEMBERSHIPS = `select * from (
  select organization_id, null as role_id, 'user' as holder, user_id as holder_id from memberships
  union all select organization_id, null, 'application', application_id from application_organizations)
  order by organization_id || ':member:user:' || holder_id`;

const ORGANIZATION_ROLES = `select * from (
  select organization_id, role_id, 'user' as holder, user_id as holder_id from member_roles
  union all select organization_id, role_id, 'application', application_id from application_organization_roles)
  order by organization_id || ':' || role_id || ':assigned:user:' || holder_id`;

const GLOBAL_ROLES = `select * from (
  select '' as organization_id, role_id, 'user' as holder, user_id as holder_id from role_users
  union all select '', role_id, 'application', application_id from role_applications)
  order by role_id || ':assigned:user:' || holder_id`;

/**
 * Everything that anybody has, in the order (bytewise) of the ids of C1's grants: `organization:…:member:…`, then
 * `organization_role:…:assigned:…`, then `role:…:assigned:…`. Applications are users of C1 too.
 */
export function* allHoldings(snapshot: Snapshot): Generator<Holding> {
  for (const sql of [MEMBERSHIPS, ORGANIZATION_ROLES, GLOBAL_ROLES])
    for (const row of snapshot.iterate(sql))
      yield {
        organizationId: text(row.organization_id),
        roleId: textOrNull(row.role_id),
        holder: row.holder === 'user' ? 'user' : 'application',
        holderId: text(row.holder_id),
      };
}

/** How many of them there are. */
export function countHoldings(snapshot: Snapshot): number {
  const tables = [
    'memberships',
    'application_organizations',
    'member_roles',
    'application_organization_roles',
  ];
  const counts = [...tables, 'role_users', 'role_applications'].map(
    (table) => `(select count(*) from ${table})`,
  );
  return Number(snapshot.get(`select ${counts.join(' + ')} as n`)?.n);
}
