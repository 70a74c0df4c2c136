import type { RoleType } from '../../model.ts';
import type { Row, Snapshot } from '../../snapshot.ts';
import type { ScopeWithResource } from '../roles.ts';
import { text, textList, textOrNull, toScope } from '../rows.ts';

/** A role with ids of all that it permits, sorted. */
export interface RoleWithScopes {
  readonly kind: 'organizationRole' | 'globalRole';
  readonly id: string;
  readonly name: string;
  readonly type: RoleType;
  /** Given to every new user; only global roles can be. */
  readonly isDefault: boolean;
  readonly scopeIds: readonly string[];
}

const SCOPE_IDS = (table: string): string => `(select coalesce(json_group_array(scope_id), '[]') from (
  select scope_id from ${table} where role_id = r.id order by scope_id))`;

const HELD = {
  organizationRole: `exists (select 1 from organizations o cross join member_roles h
      on h.organization_id = o.id and h.role_id = r.id)
    or exists (select 1 from application_organization_roles h where h.role_id = r.id)`,
  globalRole: `exists (select 1 from role_users h where h.role_id = r.id)
    or exists (select 1 from role_applications h where h.role_id = r.id)`,
} as const;

const ROLES = {
  organizationRole: `select r.id, r.name, r.type, 0 as is_default, ${SCOPE_IDS('organization_role_scopes')} as scope_ids
    from organization_roles r`,
  globalRole: `select r.id, r.name, r.type, r.is_default, ${SCOPE_IDS('role_scopes')} as scope_ids from roles r`,
} as const;

/** Roles of a kind, by id. */
export function rolesWithScopes(snapshot: Snapshot, kind: RoleWithScopes['kind']): RoleWithScopes[] {
  return snapshot.all(`${ROLES[kind]} order by r.id`).map((row) => toRole(row, kind));
}

/** Roles that no user and no application holds, by id. */
export function rolesNobodyHolds(snapshot: Snapshot, kind: RoleWithScopes['kind']): RoleWithScopes[] {
  const rows = snapshot.all(`${ROLES[kind]} where not (${HELD[kind]}) order by r.id`);
  return rows.map((row) => toRole(row, kind));
}

function toRole(row: Row, kind: RoleWithScopes['kind']): RoleWithScopes {
  return {
    ...{ kind, id: text(row.id), name: text(row.name), type: text(row.type) as RoleType },
    isDefault: row.is_default === 1,
    scopeIds: textList(row.scope_ids),
  };
}

/** A permission that a single person can use in the whole tenant, in however many organizations. */
export interface OnlyHolder {
  readonly scope: ScopeWithResource;
  readonly userId: string;
}

const HOLDERS = {
  organization_roles: `organizations o cross join member_roles h on h.organization_id = o.id and h.role_id = r.id`,
  roles: 'role_users h on h.role_id = r.id',
} as const;

/** Who holds a role and is not suspended, if anybody does. */
const holderOf = (table: keyof typeof HOLDERS, but = ''): string =>
  `(select h.user_id from (select r.id) cross join ${HOLDERS[table]} where h.user_id not in suspended ${but} limit 1)`;

const holders = (table: keyof typeof HOLDERS): string =>
  `select r.id as role_id, r.one, ${holderOf(table, 'and h.user_id <> r.one')} as other
   from (select r.id, ${holderOf(table)} as one from ${table} r) r`;

/**
 * Permissions of which a single person is the only holder who is not suspended, by id. Of each role any two holders are
 * enough: to look for them takes long only where there are hardly any.
 */
export function permissionsOfOnePerson(snapshot: Snapshot): OnlyHolder[] {
  const rows = snapshot.all(
    `with suspended as materialized (select id from users where suspended = 1), held as (
       ${holders('organization_roles')} union all ${holders('roles')}
     ), given as (
       select role_id, scope_id from organization_role_scopes union all select role_id, scope_id from role_scopes
     )
     select s.*, a.name as resource_name, min(h.one) as user_id from given g join held h on h.role_id = g.role_id
       join scopes s on s.id = g.scope_id left join resources a on a.id = s.resource_id
     group by s.id having min(h.one) = max(h.one) and max(h.other) is null order by s.id`,
  );
  return rows.map((row) => ({
    scope: { ...toScope(row), resourceName: textOrNull(row.resource_name) },
    userId: text(row.user_id),
  }));
}
