import type { SQLInputValue } from 'node:sqlite';

/** A part of a statement, and the values of its parameters. */
export type Sql = readonly [sql: string, ...parameters: SQLInputValue[]];

/** What is asked of people beside belonging to a list. */
export type Condition =
  | { readonly is: 'suspended' | 'notSuspended' | 'signedIn' | 'neverSignedIn' }
  | { readonly is: 'withoutOrganization' | 'withoutRole' | 'withoutGlobalRole' }
  | { readonly is: 'user'; readonly id: string }
  | { readonly is: 'oneOf'; readonly ids: readonly string[] }
  | { readonly is: 'initial'; readonly initial: string }
  | { readonly is: 'withGlobalRole'; readonly roleId: string }
  /** In some organization, or in the one that is named; or in the tenant. */
  | { readonly is: 'withRoleNamed'; readonly name: string; readonly organizationId?: string | undefined }
  | { readonly is: 'withRoleIn'; readonly organizationId: string; readonly roleId: string }
  | { readonly is: 'withoutRoleIn'; readonly organizationId: string };

/** Conditions that need nothing more to be told. */
const SIMPLE = {
  suspended: 'u.suspended = 1',
  notSuspended: 'u.suspended = 0',
  signedIn: 'u.last_sign_in_at is not null',
  neverSignedIn: 'u.last_sign_in_at is null',
  withoutOrganization: exceptThoseIn('memberships'),
  withoutGlobalRole: exceptThoseIn('role_users'),
  withoutRole: exceptThoseIn('role_users', 'member_roles'),
} as const;

/** To take a sorted list from another one is a tenth of the work of looking each user up in it. */
function exceptThoseIn(...tables: readonly string[]): string {
  const except = tables.map((table) => `except select user_id from ${table}`);
  return `u.id in (select id from users ${except.join(' ')})`;
}

/** What SQL asks of the user `u`. */
export function conditionSql(one: Condition): Sql {
  switch (one.is) {
    case 'user':
      return ['u.id = ?', one.id];
    case 'oneOf':
      return ['u.id in (select value from json_each(?))', JSON.stringify(one.ids)];
    case 'initial':
      return ['substr(u.sort_key, 1, 1) = ?', one.initial];
    case 'withGlobalRole':
      return ['u.id in (select user_id from role_users where role_id = ?)', one.roleId];
    case 'withRoleNamed':
      return withRoleNamed(one);
    case 'withRoleIn':
      return [
        'u.id in (select user_id from member_roles where organization_id = ? and role_id = ?)',
        ...[one.organizationId, one.roleId],
      ];
    case 'withoutRoleIn':
      return ['u.id not in (select user_id from member_roles where organization_id = ?)', one.organizationId];
    case 'suspended':
    case 'notSuspended':
    case 'signedIn':
    case 'neverSignedIn':
    case 'withoutOrganization':
    case 'withoutGlobalRole':
    case 'withoutRole':
      return [SIMPLE[one.is]];
  }
}

function withRoleNamed({ name, organizationId }: Extract<Condition, { readonly is: 'withRoleNamed' }>): Sql {
  const where = organizationId === undefined ? 'true' : 'o.id = ?';
  const sql = `u.id in (
    select x.user_id from organization_roles r cross join organizations o
      cross join member_roles x on x.organization_id = o.id and x.role_id = r.id where r.name = ? and ${where}
    union all select x.user_id from roles r join role_users x on x.role_id = r.id where r.name = ?)`;
  return [sql, name, ...(organizationId === undefined ? [] : [organizationId]), name];
}
