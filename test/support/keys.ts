import type { TenantData } from '../../src/demo/data/tenant.ts';
import * as all from '../../src/snapshot/read/all.ts';
import type { Invitation } from '../../src/snapshot/model.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';

/**
 * A part of what there is, as keys: ids with spaces between, and where it says how rows are, what they say behind
 * their ids. Both a tenant and a snapshot can be told so, and compared.
 */
export type Part =
  | 'users'
  | 'userRows'
  | 'organizations'
  | 'organizationRows'
  | 'memberships'
  /** A membership and one role in it, and a membership and all roles in it. */
  | 'memberRoles'
  | 'memberRows'
  | 'organizationRoles'
  | 'organizationRoleRows'
  | 'organizationRoleScopes'
  | 'scopes'
  | 'scopeRows'
  | 'resources'
  | 'resourceRows'
  | 'roles'
  | 'roleRows'
  | 'roleScopes'
  | 'holders'
  /** A global role and an application that holds it. */
  | 'applicationRoles'
  | 'applications'
  | 'machines'
  | 'machineRoles'
  /** An invitation and its organization. */
  | 'invitations'
  | 'invitationRows'
  | 'invitationRoles';

const rowKey = (id: string, ...fields: readonly unknown[]): string => `${id} ${JSON.stringify(fields)}`;

export function keysOfTenant(data: TenantData): Record<Part, string[]> {
  const [members = [], machines = []] = [data.members, data.machines].map((memberships) =>
    [...memberships].map((one) => ({ key: `${one.organizationId} ${one.memberId}`, roleIds: one.roleIds })),
  );
  return {
    users: data.users.list().map(({ id }) => id),
    userRows: data.users
      .list()
      .map((one) => rowKey(one.id, one.name, one.primaryEmail, one.isSuspended, one.createdAt)),
    organizations: data.organizations.list().map(({ id }) => id),
    organizationRows: data.organizations.list().map((one) => rowKey(one.id, one.name, one.createdAt)),
    memberships: members.map(({ key }) => key),
    memberRoles: members.flatMap(({ key, roleIds }) => roleIds.map((roleId) => `${key} ${roleId}`)),
    memberRows: members.map(({ key, roleIds }) => rowKey(key, ...roleIds.toSorted())),
    roles: data.roles.list().map(({ id }) => id),
    holders: [...data.userRoles].map(([userId, roleId]) => `${roleId} ${userId}`),
    applications: data.applications.list().map(({ id }) => id),
    machines: machines.map(({ key }) => key),
    machineRoles: machines.flatMap(({ key, roleIds }) => roleIds.map((roleId) => `${key} ${roleId}`)),
    ...accessOfTenant(data),
  };
}

/** What roles grant and who is invited. */
function accessOfTenant(data: TenantData) {
  const scopes = [
    ...data.scopes.list(),
    ...data.organizationScopes.list().map((one) => ({ ...one, resourceId: null })),
  ];
  const organizationRoleScopes = [...data.organizationRoleScopes, ...data.organizationRoleResourceScopes];
  const pairs = (relation: Iterable<readonly [string, string]>): string[] =>
    [...relation].map(([left, right]) => `${left} ${right}`);
  return {
    organizationRoles: data.organizationRoles.list().map(({ id }) => id),
    organizationRoleRows: data.organizationRoles.list().map((one) => roleRow(one)),
    organizationRoleScopes: pairs(organizationRoleScopes),
    scopes: scopes.map(({ id }) => id),
    scopeRows: scopes.map((one) => rowKey(one.id, one.name, one.description, one.resourceId)),
    resources: data.resources.list().map(({ id }) => id),
    resourceRows: data.resources.list().map((one) => rowKey(one.id, one.name, one.indicator)),
    roleRows: data.roles.list().map((one) => roleRow(one, one.isDefault)),
    roleScopes: pairs(data.roleScopes),
    applicationRoles: [...data.applicationRoles].map(
      ([applicationId, roleId]) => `${roleId} ${applicationId}`,
    ),
    invitations: data.invitations.list().map(invitationKey),
    invitationRows: data.invitations.list().map(invitationRow),
    invitationRoles: data.invitations
      .list()
      .flatMap((one) =>
        [...data.invitationRoles.of(one.id)].map((roleId) => `${invitationKey(one)} ${roleId}`),
      ),
  };
}

interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
}

function roleRow({ id, name, description, type }: Role, isDefault?: unknown): string {
  return rowKey(id, name, description, type, isDefault === true);
}

type InvitationRow = Pick<Invitation, 'id' | 'organizationId' | 'invitee' | 'inviterId' | 'status'>;

function invitationKey({ id, organizationId }: InvitationRow): string {
  return `${id} ${organizationId}`;
}

function invitationRow(one: InvitationRow): string {
  return rowKey(invitationKey(one), one.invitee, one.inviterId, one.status);
}

export function keysOfSnapshot(snapshot: Snapshot): Record<Part, string[]> {
  const users = [...all.allUsers(snapshot)];
  const organizations = [...all.allOrganizations(snapshot)];
  const roles = [...all.allRoleAssignments(snapshot)];
  const memberships = [...all.allMemberships(snapshot)].map((one) => `${one.organizationId} ${one.userId}`);
  const rolesOf = Map.groupBy(roles, (one) => `${one.organizationId} ${one.userId}`);
  const machines = [...all.allApplicationMemberships(snapshot)];
  const roleIds = (key: string): string[] => (rolesOf.get(key) ?? []).map(({ roleId }) => roleId);
  return {
    users: users.map(({ id }) => id),
    userRows: users.map((one) => rowKey(one.id, one.name, one.email, one.suspended, one.createdAt)),
    organizations: organizations.map(({ id }) => id),
    organizationRows: organizations.map((one) => rowKey(one.id, one.name, one.createdAt)),
    memberships,
    memberRoles: roles.map((one) => `${one.organizationId} ${one.userId} ${one.roleId}`),
    memberRows: memberships.map((key) => rowKey(key, ...roleIds(key).toSorted())),
    roles: [...all.allGlobalRoles(snapshot)].map(({ id }) => id),
    holders: [...all.allGlobalRoleUsers(snapshot)].map((one) => `${one.roleId} ${one.holderId}`),
    applications: [...all.allApplications(snapshot)].map(({ id }) => id),
    machines: machines.map((one) => `${one.organizationId} ${one.applicationId}`),
    machineRoles: machines.flatMap((one) =>
      one.roleIds.map((roleId) => `${one.organizationId} ${one.applicationId} ${roleId}`),
    ),
    ...accessOfSnapshot(snapshot),
  };
}

function accessOfSnapshot(snapshot: Snapshot) {
  const organizationRoles = [...all.allOrganizationRoles(snapshot)];
  const roles = [...all.allGlobalRoles(snapshot)];
  const scopes = [...all.allScopes(snapshot)];
  const resources = [...all.allResources(snapshot)];
  const invitations = [...all.allInvitations(snapshot)];
  const granted = (role: { readonly id: string; readonly scopes: readonly { readonly id: string }[] }) =>
    role.scopes.map(({ id }) => `${role.id} ${id}`);
  return {
    organizationRoles: organizationRoles.map(({ id }) => id),
    organizationRoleRows: organizationRoles.map((one) => roleRow(one)),
    organizationRoleScopes: organizationRoles.flatMap(granted),
    scopes: scopes.map(({ id }) => id),
    scopeRows: scopes.map((one) => rowKey(one.id, one.name, one.description, one.resourceId)),
    resources: resources.map(({ id }) => id),
    resourceRows: resources.map((one) => rowKey(one.id, one.name, one.indicator)),
    roleRows: roles.map((one) => roleRow(one, one.isDefault)),
    roleScopes: roles.flatMap(granted),
    applicationRoles: [...all.allGlobalRoleApplications(snapshot)].map(
      (one) => `${one.roleId} ${one.holderId}`,
    ),
    invitations: invitations.map(invitationKey),
    invitationRows: invitations.map(invitationRow),
    invitationRoles: invitations.flatMap((one) =>
      one.roleIds.map((roleId) => `${invitationKey(one)} ${roleId}`),
    ),
  };
}

/** Looks at a tenant again and again, and knows what was there every time, what at any, and what the last time. */
export class Witness {
  readonly lasting: Record<Part, Set<string>>;
  readonly ever: Record<Part, Set<string>>;
  #latest: Record<Part, Set<string>>;

  constructor(data: TenantData) {
    this.lasting = sets(keysOfTenant(data));
    this.ever = sets(keysOfTenant(data));
    this.#latest = sets(keysOfTenant(data));
  }

  get latest(): Readonly<Record<Part, ReadonlySet<string>>> {
    return this.#latest;
  }

  look(data: TenantData): void {
    const now = sets(keysOfTenant(data));
    this.#latest = now;
    for (const part of Object.keys(now) as Part[]) {
      for (const key of this.lasting[part]) if (!now[part].has(key)) this.lasting[part].delete(key);
      for (const key of now[part]) this.ever[part].add(key);
    }
  }
}

function sets(keys: Record<Part, string[]>): Record<Part, Set<string>> {
  const entries = Object.entries(keys).map(([part, list]) => [part, new Set(list)] as const);
  return Object.fromEntries(entries) as Record<Part, Set<string>>;
}
