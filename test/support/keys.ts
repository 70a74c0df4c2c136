import type { TenantData } from '../../src/demo/data/tenant.ts';
import * as all from '../../src/snapshot/read/all.ts';
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
  | 'roles'
  | 'holders'
  | 'applications'
  | 'machines';

const rowKey = (id: string, ...fields: readonly unknown[]): string => `${id} ${JSON.stringify(fields)}`;

export function keysOfTenant(data: TenantData): Record<Part, string[]> {
  const members = [...data.members].map((one) => ({
    key: `${one.organizationId} ${one.memberId}`,
    roleIds: one.roleIds,
  }));
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
    machines: [...data.machines].map((one) => `${one.organizationId} ${one.memberId}`),
  };
}

export function keysOfSnapshot(snapshot: Snapshot): Record<Part, string[]> {
  const users = [...all.allUsers(snapshot)];
  const organizations = [...all.allOrganizations(snapshot)];
  const roles = [...all.allRoleAssignments(snapshot)];
  const memberships = [...all.allMemberships(snapshot)].map((one) => `${one.organizationId} ${one.userId}`);
  const rolesOf = Map.groupBy(roles, (one) => `${one.organizationId} ${one.userId}`);
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
    machines: [...all.allApplicationMemberships(snapshot)].map(
      (one) => `${one.organizationId} ${one.applicationId}`,
    ),
  };
}

/** Looks at a tenant again and again, and knows what was there every time, and what at any. */
export class Witness {
  readonly lasting: Record<Part, Set<string>>;
  readonly ever: Record<Part, Set<string>>;

  constructor(data: TenantData) {
    this.lasting = sets(keysOfTenant(data));
    this.ever = sets(keysOfTenant(data));
  }

  look(data: TenantData): void {
    const now = sets(keysOfTenant(data));
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
