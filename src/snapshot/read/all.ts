import type { SQLOutputValue } from 'node:sqlite';
import type {
  Application,
  GlobalRole,
  Invitation,
  JustInTimeKind,
  Organization,
  OrganizationRole,
  Resource,
  Scope,
  User,
} from '../model.ts';
import type { Row, Snapshot } from '../snapshot.ts';
import { JUST_IN_TIME_READ } from '../schema.ts';
import { whereOnly, type Only } from './only.ts';
import {
  text,
  textList,
  textOrNull,
  toApplication,
  toGlobalRole,
  toOrganization,
  toOrganizationRole,
  toScope,
  toUser,
  USER_COLUMNS,
} from './rows.ts';

/**
 * Whole collections, one row at a time and sorted by id (bytewise), so that exports are deterministic and two
 * snapshots can be merged side by side, in memory that does not grow with the tenant. Of the large ones, SQLite finds
 * the few rows that name one thing sooner than they could be picked here.
 */

export function* allUsers(snapshot: Snapshot, only?: Only): Generator<User> {
  const [where, ...parameters] = whereOnly(only, { user: 'u.id' });
  const sql = `select ${USER_COLUMNS} from users u ${where} order by u.id`;
  for (const row of snapshot.iterate(sql, ...parameters)) yield toUser(row);
}

export function* allOrganizations(snapshot: Snapshot): Generator<Organization> {
  for (const row of snapshot.iterate('select * from organizations order by id')) yield toOrganization(row);
}

export interface OrganizationWithRules extends Organization {
  /** How people join by themselves; left out where nobody asked, or it could not be read. */
  readonly justInTime?: Readonly<Record<JustInTimeKind, readonly string[]>>;
}

export function* allOrganizationsWithRules(snapshot: Snapshot): Generator<OrganizationWithRules> {
  const sql = `select o.*, (select json_group_array(json_array(kind, value)) from (
      select kind, value from organization_just_in_time where organization_id = o.id order by value)) as rules
    from organizations o order by o.id`;
  for (const row of snapshot.iterate(sql)) {
    const rules = JSON.parse(text(row.rules)) as [kind: string, value: string][];
    const of = (kind: JustInTimeKind): string[] =>
      rules.filter(([one]) => one === kind).map(([, value]) => value);
    const isKnown = rules.some(([kind]) => kind === JUST_IN_TIME_READ);
    const justInTime = { emailDomain: of('emailDomain'), role: of('role'), ssoConnector: of('ssoConnector') };
    yield { ...toOrganization(row), ...(isKnown && { justInTime }) };
  }
}

/** Organizations in the order of C1's ids of what lies under them, `organization_role:<organization>:…`. */
export function* allOrganizationsAsParents(snapshot: Snapshot): Generator<Organization> {
  for (const row of snapshot.iterate("select * from organizations order by id || ':'"))
    yield toOrganization(row);
}

/** Something that others list, and what it is called there. */
export interface Listed {
  readonly id: string;
  readonly name: string;
}

export interface OrganizationRoleWithScopes extends OrganizationRole {
  /** Its permissions, sorted by name; one of an API resource is called `Orders API: read:orders`. */
  readonly scopes: readonly Listed[];
}

/** What a permission is called: `s` is its scope, and `a` the resource it is of. */
const SCOPE_NAME = "case when a.id is null then s.name else a.name || ': ' || s.name end";

const SCOPES = (
  table: string,
): string => `(select json_group_array(json_object('id', id, 'name', label)) from (
  select s.id, ${SCOPE_NAME} as label from ${table} g
  join scopes s on s.id = g.scope_id left join resources a on a.id = s.resource_id
  where g.role_id = r.id order by label, s.id))`;

function listed(value: SQLOutputValue | undefined): Listed[] {
  return JSON.parse(text(value)) as Listed[];
}

export function* allOrganizationRoles(snapshot: Snapshot): Generator<OrganizationRoleWithScopes> {
  const sql = `select r.*, ${SCOPES('organization_role_scopes')} as scopes from organization_roles r order by r.id`;
  for (const row of snapshot.iterate(sql)) yield { ...toOrganizationRole(row), scopes: listed(row.scopes) };
}

export interface GlobalRoleWithScopes extends GlobalRole {
  readonly scopes: readonly Listed[];
}

export function* allGlobalRoles(snapshot: Snapshot): Generator<GlobalRoleWithScopes> {
  const sql = `select r.*, ${SCOPES('role_scopes')} as scopes from roles r order by r.id`;
  for (const row of snapshot.iterate(sql)) yield { ...toGlobalRole(row), scopes: listed(row.scopes) };
}

/** A permission with what it is called where roles list it. */
export interface NamedScope extends Scope {
  readonly label: string;
}

export function* allScopes(snapshot: Snapshot): Generator<NamedScope> {
  const sql = `select s.*, ${SCOPE_NAME} as label from scopes s
    left join resources a on a.id = s.resource_id order by s.id`;
  for (const row of snapshot.iterate(sql)) yield { ...toScope(row), label: text(row.label) };
}

export function* allResources(snapshot: Snapshot): Generator<Resource> {
  for (const row of snapshot.iterate('select * from resources order by id'))
    yield { id: text(row.id), name: text(row.name), indicator: text(row.indicator) };
}

export interface Membership {
  readonly organizationId: string;
  readonly userId: string;
}

const MEMBERSHIPS = ['memberships', 'organization_id, user_id'] as const;

/** Memberships by organization id, then user id. */
export function* allMemberships(snapshot: Snapshot, only?: Only): Generator<Membership> {
  const columns = { user: 'user_id', organization: 'organization_id' };
  for (const row of rowsOf(snapshot, MEMBERSHIPS, whereOnly(only, columns))) yield toMembership(row);
}

/** Those that the snapshot beside it lacks. */
export function* ownMemberships(snapshot: Snapshot): Generator<Membership> {
  for (const row of ownRowsOf(snapshot, MEMBERSHIPS)) yield toMembership(row);
}

function toMembership(row: Row): Membership {
  return { organizationId: text(row.organization_id), userId: text(row.user_id) };
}

export interface RoleAssignment extends Membership {
  readonly roleId: string;
}

const ROLE_ASSIGNMENTS = ['member_roles', 'organization_id, role_id, user_id'] as const;

/** Organization roles held by members, by organization id, then role id, then user id. */
export function* allRoleAssignments(snapshot: Snapshot, only?: Only): Generator<RoleAssignment> {
  const columns = { user: 'user_id', organization: 'organization_id', organizationRole: 'role_id' };
  for (const row of rowsOf(snapshot, ROLE_ASSIGNMENTS, whereOnly(only, columns))) yield toRoleAssignment(row);
}

/** Those that the snapshot beside it lacks. */
export function* ownRoleAssignments(snapshot: Snapshot): Generator<RoleAssignment> {
  for (const row of ownRowsOf(snapshot, ROLE_ASSIGNMENTS)) yield toRoleAssignment(row);
}

function toRoleAssignment(row: Row): RoleAssignment {
  return { ...toMembership(row), roleId: text(row.role_id) };
}

export interface GlobalRoleHolder {
  readonly roleId: string;
  /** A user's or an application's id. */
  readonly holderId: string;
}

const GLOBAL_ROLE_USERS = ['role_users', 'role_id, user_id'] as const;

export function* allGlobalRoleUsers(snapshot: Snapshot, only?: Only): Generator<GlobalRoleHolder> {
  const columns = { user: 'user_id', globalRole: 'role_id' };
  for (const row of rowsOf(snapshot, GLOBAL_ROLE_USERS, whereOnly(only, columns))) yield toRoleUser(row);
}

/** Those that the snapshot beside it lacks. */
export function* ownGlobalRoleUsers(snapshot: Snapshot): Generator<GlobalRoleHolder> {
  for (const row of ownRowsOf(snapshot, GLOBAL_ROLE_USERS)) yield toRoleUser(row);
}

function toRoleUser(row: Row): GlobalRoleHolder {
  return { roleId: text(row.role_id), holderId: text(row.user_id) };
}

export function* allGlobalRoleApplications(snapshot: Snapshot): Generator<GlobalRoleHolder> {
  const sql = 'select role_id, application_id from role_applications order by role_id, application_id';
  for (const row of snapshot.iterate(sql))
    yield { roleId: text(row.role_id), holderId: text(row.application_id) };
}

export function* allApplications(snapshot: Snapshot): Generator<Application> {
  for (const row of snapshot.iterate('select * from applications order by id')) yield toApplication(row);
}

/** Applications that act by themselves, and so can hold access. */
export function* allMachines(snapshot: Snapshot): Generator<Application> {
  for (const application of allApplications(snapshot))
    if (application.type === 'MachineToMachine') yield application;
}

export interface ApplicationMembership {
  readonly organizationId: string;
  readonly applicationId: string;
  /** Ids of the organization roles held there, sorted. */
  readonly roleIds: readonly string[];
}

export function* allApplicationMemberships(snapshot: Snapshot): Generator<ApplicationMembership> {
  const sql = `select m.organization_id, m.application_id,
      (select coalesce(json_group_array(role_id), '[]') from (select role_id from application_organization_roles h
        where h.organization_id = m.organization_id and h.application_id = m.application_id order by role_id)) as role_ids
    from application_organizations m order by m.organization_id, m.application_id`;
  for (const row of snapshot.iterate(sql)) {
    const roleIds = textList(row.role_ids);
    yield { organizationId: text(row.organization_id), applicationId: text(row.application_id), roleIds };
  }
}

export function* allInvitations(snapshot: Snapshot): Generator<Invitation> {
  const sql = `select i.*, (select coalesce(json_group_array(role_id), '[]') from (select role_id from invitation_roles
      where invitation_id = i.id order by role_id)) as role_ids from invitations i order by i.id`;
  for (const row of snapshot.iterate(sql)) {
    yield {
      id: text(row.id),
      organizationId: text(row.organization_id),
      invitee: text(row.invitee),
      inviterId: textOrNull(row.inviter_id),
      status: text(row.status),
      createdAt: Number(row.created_at),
      expiresAt: Number(row.expires_at),
      roleIds: textList(row.role_ids),
    };
  }
}

/** A table whose rows say no more than their key: its name, and the columns of that. */
type KeyTable = readonly [table: string, columns: string];

function rowsOf(
  snapshot: Snapshot,
  [table, columns]: KeyTable,
  [where, ...parameters]: ReturnType<typeof whereOnly>,
): Iterable<Row> {
  return snapshot.iterate(`select ${columns} from ${table} ${where} order by ${columns}`, ...parameters);
}

/** SQLite walks both sorted tables side by side, in a tenth of the time in which their rows could be read. */
function ownRowsOf(snapshot: Snapshot, [table, columns]: KeyTable): Iterable<Row> {
  return snapshot.iterate(
    `select ${columns} from ${table} except select ${columns} from other.${table} order by ${columns}`,
  );
}
