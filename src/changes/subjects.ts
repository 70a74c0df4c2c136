import type { Application, Invitation, Resource, Unknown, User } from '../snapshot/model.ts';
import { userLabel } from '../snapshot/model.ts';
import * as all from '../snapshot/read/all.ts';
import type { Only } from '../snapshot/read/only.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { FieldValue } from './fields.ts';
import type { Place } from '../snapshot/lacks/missing.ts';
import { joinKey } from './merge.ts';
import type { Subject } from './model.ts';
import type { Names } from './names.ts';

/** What a change says about itself besides its kind and fields. */
export interface About {
  readonly label: string;
  readonly organizationId?: string;
  readonly userId?: string;
  /** The roles that it gives or is. */
  readonly roleIds?: readonly string[];
}

/** How one kind of thing is compared. */
export interface SubjectRules<T> {
  readonly subject: Subject;
  /** What a C1 file that does not carry it calls such rows. */
  readonly part?: Unknown;
  /** Rows sorted by `key`, bytewise. Where only those are wanted that name one thing, there may be others among them. */
  readonly rows: (snapshot: Snapshot, only?: Only) => Iterable<T>;
  /** Of rows that say no more than their key: those that the snapshot beside it lacks, sorted alike. */
  readonly own?: (snapshot: Snapshot) => Iterable<T>;
  readonly key: (row: T) => string;
  readonly about: (row: T, names: Names) => About;
  /** What of a row may change, as text; what only holds by being there has none, and what is unknown is left out. */
  readonly fields?: (row: T, names: Names) => Readonly<Record<string, FieldValue>>;
  /** Where the row and what it names are listed: without any of them it cannot be in a snapshot. */
  readonly places: (row: T) => readonly Place[];
  /** Where what a field tells is listed, for fields that tell more than the row itself. */
  readonly fieldPlaces?: (row: T) => Readonly<Partial<Record<string, readonly Place[]>>>;
}

function rules<T>(definition: SubjectRules<T>): SubjectRules<unknown> {
  return definition as SubjectRules<unknown>;
}

const optional = (value: string | null): string => value ?? '';
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const byId = ({ id }: { id: string }): string => id;

function userFields(user: User): Record<string, string> {
  return {
    name: optional(user.name),
    username: optional(user.username),
    'e-mail': optional(user.email),
    phone: optional(user.phone),
    status: user.suspended ? 'suspended' : 'active',
    'social connectors': user.connectors.join(', '),
    ...(user.mfaFactors !== null && { MFA: user.mfaFactors.join(', ') }),
    ...(user.ssoIdentities !== null && { 'enterprise identities': user.ssoIdentities.join(', ') }),
  };
}

function organizationFields(
  { name, description, mfaRequired, justInTime }: all.OrganizationWithRules,
  names: Names,
): Record<string, FieldValue> {
  return {
    ...{ name, description: optional(description), 'MFA required': yesNo(mfaRequired) },
    ...(justInTime !== undefined && {
      'just-in-time e-mail domains': justInTime.emailDomain.join(', '),
      'just-in-time roles': rolesOf(justInTime.role, names),
      'just-in-time enterprise connectors': justInTime.ssoConnector.join(', '),
    }),
  };
}

function roleFields(role: all.OrganizationRoleWithScopes): Record<string, FieldValue> {
  return { name: role.name, description: optional(role.description), permissions: role.scopes };
}

/** A role's permissions are named in lists of their own. */
function permissionPlaces(...more: Place[]): { readonly permissions: readonly Place[] } {
  return { permissions: [['scopes'], ['resources'], ...more] };
}

function heldRolePlaces({ roleIds }: { roleIds: readonly string[] }): { readonly roles: readonly Place[] } {
  return { roles: roleIds.map((id): Place => ['organizationRoles', id]) };
}

function applicationFields({ name, description, type }: Application): Record<string, string> {
  return { name, description: optional(description), type };
}

function memberPlaces({ organizationId, userId }: all.Membership): readonly Place[] {
  return [
    ['organizations', organizationId],
    ['users', userId],
    ['members', organizationId],
  ];
}

function rolesOf(roleIds: readonly string[], names: Names): all.Listed[] {
  return roleIds
    .map((id) => ({ id, name: names.of('organizationRole', id) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** Every kind of thing that is compared, in the order in which changes are told. */
export const SUBJECTS: readonly SubjectRules<unknown>[] = [
  rules<User>({
    ...{ subject: 'user', rows: all.allUsers, key: byId, fields: userFields },
    about: (user) => ({ label: userLabel(user), userId: user.id }),
    places: ({ id }) => [['users', id]],
  }),
  rules<all.OrganizationWithRules>({
    ...{
      subject: 'organization',
      rows: all.allOrganizationsWithRules,
      key: byId,
      fields: organizationFields,
    },
    about: ({ id, name }) => ({ label: name, organizationId: id }),
    places: ({ id }) => [['organizations', id]],
    fieldPlaces: ({ justInTime }) => ({
      'just-in-time roles': heldRolePlaces({ roleIds: justInTime?.role ?? [] }).roles,
    }),
  }),
  rules<all.Membership>({
    ...{ subject: 'membership', rows: all.allMemberships, own: all.ownMemberships },
    key: ({ organizationId, userId }) => joinKey(organizationId, userId),
    about: ({ organizationId, userId }, names) => ({ label: names.user(userId), organizationId, userId }),
    places: memberPlaces,
  }),
  rules<all.RoleAssignment>({
    ...{ subject: 'roleAssignment', rows: all.allRoleAssignments, own: all.ownRoleAssignments },
    key: ({ organizationId, userId, roleId }) => joinKey(organizationId, roleId, userId),
    about: ({ organizationId, userId, roleId }, names) => {
      const label = names.of('organizationRole', roleId);
      return { label, organizationId, userId, roleIds: [roleId] };
    },
    places: (row) => [...memberPlaces(row), ['organizationRoles', row.roleId]],
  }),
  rules<all.OrganizationRoleWithScopes>({
    ...{
      subject: 'organizationRole',
      part: 'organization roles',
      rows: all.allOrganizationRoles,
      key: byId,
      fields: roleFields,
    },
    about: ({ id, name }) => ({ label: name, roleIds: [id] }),
    places: ({ id }) => [['organizationRoles', id]],
    fieldPlaces: () => permissionPlaces(),
  }),
  rules<all.GlobalRoleWithScopes>({
    ...{ subject: 'globalRole', part: 'global roles', rows: all.allGlobalRoles, key: byId },
    about: ({ id, name }) => ({ label: name, roleIds: [id] }),
    fields: (role) => ({ ...roleFields(role), default: yesNo(role.isDefault) }),
    places: ({ id }) => [['globalRoles', id]],
    fieldPlaces: ({ id }) => permissionPlaces(['roleScopes', id]),
  }),
  rules<all.GlobalRoleHolder>({
    ...{ subject: 'globalRoleUser', part: 'global roles' },
    ...{ rows: all.allGlobalRoleUsers, own: all.ownGlobalRoleUsers },
    key: ({ roleId, holderId }) => joinKey(roleId, holderId),
    about: ({ roleId, holderId }, names) => {
      return { label: names.of('globalRole', roleId), userId: holderId, roleIds: [roleId] };
    },
    places: ({ roleId, holderId }) => [
      ['globalRoles', roleId],
      ['users', holderId],
      ['roleUsers', roleId],
    ],
  }),
  rules<all.GlobalRoleHolder>({
    ...{ subject: 'globalRoleApplication', part: 'global roles', rows: all.allGlobalRoleApplications },
    key: ({ roleId, holderId }) => joinKey(roleId, holderId),
    about: ({ roleId, holderId }, names) => {
      const label = `${names.of('application', holderId)}: ${names.of('globalRole', roleId)}`;
      return { label, roleIds: [roleId] };
    },
    places: ({ roleId, holderId }) => [
      ['globalRoles', roleId],
      ['applications', holderId],
      ['roleApplications', roleId],
    ],
  }),
  rules<all.NamedScope>({
    ...{ subject: 'permission', part: 'permissions', rows: all.allScopes, key: byId },
    about: ({ label }) => ({ label }),
    fields: ({ name, description }) => ({ name, description: optional(description) }),
    places: ({ resourceId }) => [[resourceId === null ? 'scopes' : 'resources']],
  }),
  rules<Resource>({
    ...{ subject: 'resource', part: 'permissions', rows: all.allResources, key: byId },
    about: ({ name }) => ({ label: name }),
    fields: ({ name, indicator }) => ({ name, indicator }),
    places: () => [['resources']],
  }),
  rules<Application>({
    ...{
      subject: 'application',
      part: 'applications',
      rows: all.allApplications,
      key: byId,
      fields: applicationFields,
    },
    about: ({ name }) => ({ label: name }),
    places: ({ id }) => [['applications', id]],
  }),
  rules<all.ApplicationMembership>({
    ...{ subject: 'applicationMembership', part: 'applications', rows: all.allApplicationMemberships },
    key: ({ organizationId, applicationId }) => joinKey(organizationId, applicationId),
    about: ({ organizationId, applicationId, roleIds }, names) => {
      return { label: names.of('application', applicationId), organizationId, roleIds };
    },
    fields: ({ roleIds }, names) => ({ roles: rolesOf(roleIds, names) }),
    places: ({ organizationId, applicationId }) => [
      ['organizations', organizationId],
      ['applications', applicationId],
      ['applicationOrganizations', applicationId],
    ],
    fieldPlaces: heldRolePlaces,
  }),
  rules<Invitation>({
    ...{ subject: 'invitation', part: 'invitations', rows: all.allInvitations, key: byId },
    about: ({ invitee, organizationId }) => ({ label: invitee, organizationId }),
    fields: ({ status, roleIds }, names) => ({ status, roles: rolesOf(roleIds, names) }),
    places: ({ organizationId }) => [['invitations'], ['organizations', organizationId]],
    fieldPlaces: heldRolePlaces,
  }),
];
