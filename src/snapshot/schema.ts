/** The version of the file format; a reader refuses any other. */
export const FORMAT_VERSION = 1;

/** "LGAC" as SQLite's application id: tells a snapshot from any other SQLite file. */
export const APPLICATION_ID = 0x4c474143;

/** Tables without rowid: half the size, and rows lie in the order in which they are read. */
export const TABLES = `
create table info (key text primary key, value text not null) without rowid;

create table users (
  id text primary key, sort_key text not null, name text, username text, email text, phone text,
  suspended integer not null, created_at integer not null, updated_at integer, last_sign_in_at integer,
  application_id text, has_password integer, given_name text, family_name text, middle_name text,
  connectors text not null, mfa_factors text, sso_identities text
) without rowid;

create table organizations (
  id text primary key, sort_key text not null, name text not null, description text,
  created_at integer not null, mfa_required integer not null
) without rowid;
create table memberships (
  organization_id text not null, user_id text not null, primary key (organization_id, user_id)
) without rowid;
create table member_roles (
  organization_id text not null, role_id text not null, user_id text not null,
  primary key (organization_id, role_id, user_id)
) without rowid;

create table organization_roles (
  id text primary key, name text not null, description text, type text not null
) without rowid;
create table organization_role_scopes (
  role_id text not null, scope_id text not null, primary key (role_id, scope_id)
) without rowid;

create table roles (
  id text primary key, name text not null, description text, type text not null, is_default integer not null
) without rowid;
create table role_scopes (role_id text not null, scope_id text not null, primary key (role_id, scope_id)) without rowid;
create table role_users (role_id text not null, user_id text not null, primary key (role_id, user_id)) without rowid;
create table role_applications (
  role_id text not null, application_id text not null, primary key (role_id, application_id)
) without rowid;

create table resources (id text primary key, name text not null, indicator text not null) without rowid;
create table scopes (id text primary key, name text not null, description text, resource_id text) without rowid;

create table applications (
  id text primary key, name text not null, description text, type text not null, created_at integer not null
) without rowid;
create table application_organizations (
  organization_id text not null, application_id text not null, primary key (organization_id, application_id)
) without rowid;
create table application_organization_roles (
  organization_id text not null, application_id text not null, role_id text not null,
  primary key (organization_id, application_id, role_id)
) without rowid;

create table invitations (
  id text primary key, organization_id text not null, invitee text not null, inviter_id text,
  status text not null, created_at integer not null, expires_at integer not null
) without rowid;
create table organization_just_in_time (
  organization_id text not null, kind text not null, value text not null, primary key (organization_id, kind, value)
) without rowid;
create table invitation_roles (
  invitation_id text not null, role_id text not null, primary key (invitation_id, role_id)
) without rowid;
`;

/** The kind of a row that says an organization's just-in-time rules were read, perhaps without finding any. */
export const JUST_IN_TIME_READ = 'read';

/** What only an unfinished sync needs: how it started, which pages it has, and what it noticed. */
export const WORK_TABLES = `
create table work (start text not null);
create table pages (
  list text not null, page integer not null, size integer not null, total integer, rows integer not null,
  head text, tail text,
  primary key (list, page, size)
) without rowid;
create table role_counts (role_id text primary key, users integer not null, applications integer not null) without rowid;
create table notes (kind text not null, list text not null, note text not null);
create table role_users_except (role_id text not null, user_id text not null, primary key (role_id, user_id)) without rowid;
`;
export const WORK_TABLE_NAMES = ['work', 'pages', 'notes', 'role_counts', 'role_users_except'] as const;

/**
 * Indexes by what they need to be whole. Each is made in one go when that is read: kept from the beginning, they would
 * cost as much as all the rest, since rows come in another order than theirs. Who holds a role has none: it is found
 * from organization to organization, where holders lie together.
 */
export const INDEXES = {
  users: 'create index if not exists users_by_name on users (sort_key, id);',
  members: 'create index if not exists memberships_by_user on memberships (user_id, organization_id);',
  roles: 'create index if not exists role_users_by_user on role_users (user_id, role_id);',
  rest: `create index if not exists organizations_by_name on organizations (sort_key, id);
    create index if not exists role_applications_by_application on role_applications (application_id, role_id);
    create index if not exists application_organizations_by_application
      on application_organizations (application_id, organization_id);
    create index if not exists invitations_by_organization on invitations (organization_id, created_at);`,
} as const;

/**
 * Which column of which table names a row of which other one. Members are not among them: the few of an unknown
 * user or organization are told apart and removed by id, which spares a walk over the largest tables.
 */
export const REFERENCES = [
  ['member_roles', 'role_id', 'organization_roles'],
  ['application_organization_roles', 'role_id', 'organization_roles'],
  ['invitation_roles', 'role_id', 'organization_roles'],
  ['organization_role_scopes', 'scope_id', 'scopes'],
  ['role_scopes', 'scope_id', 'scopes'],
  ['role_applications', 'application_id', 'applications'],
  ['application_organizations', 'application_id', 'applications'],
  ['application_organization_roles', 'application_id', 'applications'],
  ['application_organizations', 'organization_id', 'organizations'],
  ['application_organization_roles', 'organization_id', 'organizations'],
  ['invitations', 'organization_id', 'organizations'],
  ['invitation_roles', 'invitation_id', 'invitations'],
] as const;
