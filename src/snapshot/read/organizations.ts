import type {
  Application,
  Invitation,
  JustInTimeKind,
  Organization,
  OrganizationRole,
  User,
} from '../model.ts';
import { JUST_IN_TIME_READ } from '../schema.ts';
import { ALL, type Page, type Row, type Snapshot } from '../snapshot.ts';
import {
  ROLE_NAMES,
  text,
  textList,
  textOrNull,
  toApplication,
  toOrganization,
  toOrganizationRole,
  toUser,
  USER_COLUMNS,
} from './rows.ts';

export interface OrganizationSummary extends Organization {
  readonly memberCount: number;
}

/** Organizations with their members counted. */
export const SUMMARY = `select o.*, (select count(*) from memberships m where m.organization_id = o.id) as member_count
  from organizations o`;

/** Organizations by name. */
export function listOrganizations(snapshot: Snapshot, { limit, offset = 0 }: Page): OrganizationSummary[] {
  const rows = snapshot.all(`${SUMMARY} order by o.sort_key, o.id limit ? offset ?`, limit, offset);
  return rows.map(toSummary);
}

/** A row of {@link SUMMARY}. */
export function toSummary(row: Row): OrganizationSummary {
  return { ...toOrganization(row), memberCount: Number(row.member_count) };
}

export function findOrganization(snapshot: Snapshot, id: string): OrganizationSummary | undefined {
  const row = snapshot.get(`${SUMMARY} where o.id = ?`, id);
  return row && toSummary(row);
}

export interface RoleInOrganization extends OrganizationRole {
  readonly holderCount: number;
}

/** Every organization role for people, with how many members of this organization hold it; by name. */
export function rolesInOrganization(snapshot: Snapshot, organizationId: string): RoleInOrganization[] {
  const rows = snapshot.all(
    `select r.*, (select count(*) from member_roles h where h.role_id = r.id and h.organization_id = ?) as holder_count
     from organization_roles r where r.type = 'User' order by r.name collate nocase, r.id`,
    organizationId,
  );
  return rows.map((row) => ({ ...toOrganizationRole(row), holderCount: Number(row.holder_count) }));
}

export interface MemberWithRoles {
  readonly user: User;
  /** Names of the organization roles the member holds here, sorted. */
  readonly roleNames: readonly string[];
}

const MEMBERS = `select ${USER_COLUMNS}, ${ROLE_NAMES} as role_names from memberships m join users u on u.id = m.user_id
  where m.organization_id = ? order by u.sort_key, u.id`;

/** Members of an organization by name, with the names of their roles there. */
export function listMembers(
  snapshot: Snapshot,
  organizationId: string,
  { limit, offset = 0 }: Page,
): MemberWithRoles[] {
  return snapshot.all(`${MEMBERS} limit ? offset ?`, ...[organizationId, limit, offset]).map(toMember);
}

/** All of them, or those of one page, one by one: going on from page to page would sort them again for each. */
export function* eachMember(
  snapshot: Snapshot,
  organizationId: string,
  { limit, offset = 0 }: Page = ALL,
): Generator<MemberWithRoles> {
  const rows = snapshot.iterate(`${MEMBERS} limit ? offset ?`, organizationId, limit, offset);
  for (const row of rows) yield toMember(row);
}

function toMember(row: Row): MemberWithRoles {
  return { user: toUser(row), roleNames: textList(row.role_names) };
}

/** The organization roles one member holds in one organization, by name. */
export function rolesOfMember(
  snapshot: Snapshot,
  organizationId: string,
  userId: string,
): OrganizationRole[] {
  const rows = snapshot.all(
    `select r.* from organization_roles r cross join member_roles h
     on h.organization_id = ? and h.role_id = r.id and h.user_id = ? order by r.name collate nocase, r.id`,
    ...[organizationId, userId],
  );
  return rows.map(toOrganizationRole);
}

export interface ApplicationWithRoles {
  readonly application: Application;
  readonly roleNames: readonly string[];
}

/** Machine-to-machine applications of an organization, by name, with the names of their roles there. */
export function applicationsInOrganization(
  snapshot: Snapshot,
  organizationId: string,
  { limit, offset = 0 }: Page = ALL,
): ApplicationWithRoles[] {
  const rows = snapshot.all(
    `select a.*, (select coalesce(json_group_array(name), '[]') from (select r.name from application_organization_roles h
       join organization_roles r on r.id = h.role_id
       where h.organization_id = m.organization_id and h.application_id = m.application_id order by r.name, r.id)) as role_names
     from application_organizations m join applications a on a.id = m.application_id
     where m.organization_id = ? order by a.name collate nocase, a.id limit ? offset ?`,
    ...[organizationId, limit, offset],
  );
  return rows.map((row) => ({ application: toApplication(row), roleNames: textList(row.role_names) }));
}

export function countApplicationsIn(snapshot: Snapshot, organizationId: string): number {
  const sql = 'select count(*) as n from application_organizations where organization_id = ?';
  return Number(snapshot.get(sql, organizationId)?.n);
}

export interface InvitationWithRoles extends Invitation {
  readonly roleNames: readonly string[];
}

/** Invitations to an organization, newest first. */
export function invitationsOf(
  snapshot: Snapshot,
  organizationId: string,
  { limit, offset = 0 }: Page = ALL,
): InvitationWithRoles[] {
  const rows = snapshot.all(
    `select i.*,
       (select coalesce(json_group_array(role_id), '[]') from invitation_roles where invitation_id = i.id) as role_ids,
       (select coalesce(json_group_array(name), '[]') from (select r.name from invitation_roles h
          join organization_roles r on r.id = h.role_id where h.invitation_id = i.id order by r.name, r.id)) as role_names
     from invitations i where i.organization_id = ? order by i.created_at desc, i.id limit ? offset ?`,
    ...[organizationId, limit, offset],
  );
  return rows.map((row) => ({
    id: text(row.id),
    organizationId: text(row.organization_id),
    invitee: text(row.invitee),
    inviterId: textOrNull(row.inviter_id),
    status: text(row.status),
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    roleIds: textList(row.role_ids),
    roleNames: textList(row.role_names),
  }));
}

export function countInvitationsOf(snapshot: Snapshot, organizationId: string): number {
  const sql = 'select count(*) as n from invitations where organization_id = ?';
  return Number(snapshot.get(sql, organizationId)?.n);
}

/** How people join an organization by themselves. */
export interface JustInTimeRules {
  /** E-mail domains whose people join, sorted. */
  readonly emailDomains: readonly string[];
  /** Names of the organization roles they get, sorted; the id of one that is gone. */
  readonly roleNames: readonly string[];
  /** Ids of the enterprise connectors whose people join, sorted. */
  readonly ssoConnectorIds: readonly string[];
}

/** An organization's just-in-time rules; null where nobody asked or they could not be read, which is not "none". */
export function justInTimeRulesOf(snapshot: Snapshot, organizationId: string): JustInTimeRules | null {
  const rows = snapshot.all(
    `select j.kind, coalesce(r.name, j.value) as value from organization_just_in_time j
     left join organization_roles r on j.kind = 'role' and r.id = j.value
     where j.organization_id = ? order by value collate nocase, j.value`,
    organizationId,
  );
  if (!rows.some(({ kind }) => kind === JUST_IN_TIME_READ)) return null;
  const of = (kind: JustInTimeKind): string[] =>
    rows.filter((row) => row.kind === kind).map(({ value }) => text(value));
  return { emailDomains: of('emailDomain'), roleNames: of('role'), ssoConnectorIds: of('ssoConnector') };
}
