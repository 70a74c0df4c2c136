import {
  applicationsOfGlobalRole,
  countOrganizationsWithHolders,
  holdersByOrganization,
  listGlobalRoles,
  listOrganizationRoles,
  scopesOfGlobalRole,
  scopesOfOrganizationRole,
  usersOfGlobalRole,
  type GlobalRoleSummary,
  type HoldersInOrganization,
  type OrganizationRoleSummary,
  type ScopeWithResource,
} from '../../snapshot/read/roles.ts';
import { listHolders } from '../../snapshot/read/organizations.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, number, oneLine } from '../../words.ts';
import { group, node, slice, type AccessNode } from './node.ts';
import { userLeaf, userNode } from './people.ts';

/** Organization roles → permissions, and holders by organization. */
export function organizationRolesGroup(snapshot: Snapshot): AccessNode {
  const total = snapshot.info.counts.organizationRoles;
  return group('', {
    ...{
      key: 'organizationRoles',
      kind: 'organizationRoles',
      label: 'Organization roles',
      description: number(total),
    },
    ...{ total, none: 'This tenant has no organization roles' },
    children: (page) =>
      slice(
        listOrganizationRoles(snapshot).map((role) => organizationRoleNode(snapshot, role)),
        page,
      ),
  });
}

function organizationRoleNode(snapshot: Snapshot, role: OrganizationRoleSummary): AccessNode {
  const machine = role.type === 'MachineToMachine';
  const description = machine ? 'for machine-to-machine applications' : count(role.holderCount, 'holder');
  const parts = {
    key: role.id,
    kind: 'role',
    label: oneLine(role.name),
    description,
    subjectId: role.id,
  } as const;
  const made = node('organizationRoles', parts);
  return {
    ...made,
    children: (page) => {
      const permissions = permissionsGroup(made.id, scopesOfOrganizationRole(snapshot, role.id));
      return slice(machine ? [permissions] : [permissions, holdersGroup(snapshot, made.id, role.id)], page);
    },
  };
}

function permissionsGroup(parentId: string, scopes: readonly ScopeWithResource[]): AccessNode {
  const id = `${parentId}/permissions`;
  const nodes = scopes.map(({ id: key, name, description, resourceName }) => {
    const label = resourceName === null ? oneLine(name) : `${oneLine(resourceName)}: ${oneLine(name)}`;
    return node(id, {
      key,
      kind: 'permission',
      label,
      description: oneLine(description ?? ''),
      subjectId: key,
    });
  });
  return group(parentId, {
    ...{ key: 'permissions', kind: 'permissions', label: 'Permissions', description: number(nodes.length) },
    ...{ total: nodes.length, none: 'This role permits nothing' },
    children: (page) => slice(nodes, page),
  });
}

function holdersGroup(snapshot: Snapshot, parentId: string, roleId: string): AccessNode {
  const total = countOrganizationsWithHolders(snapshot, roleId);
  const id = `${parentId}/holders`;
  return group(parentId, {
    ...{
      key: 'holders',
      kind: 'holders',
      label: 'Holders',
      description: `in ${count(total, 'organization')}`,
    },
    ...{ total, none: 'Nobody holds this role' },
    children: (page) => {
      const organizations = holdersByOrganization(snapshot, roleId, page);
      return {
        nodes: organizations.map((one) => holdersInOrganizationNode(snapshot, id, roleId, one)),
        total,
      };
    },
  });
}

function holdersInOrganizationNode(
  snapshot: Snapshot,
  parentId: string,
  roleId: string,
  { organization, holderCount }: HoldersInOrganization,
): AccessNode {
  const parts = { key: organization.id, kind: 'organization', label: oneLine(organization.name) } as const;
  const made = node(parentId, {
    ...parts,
    description: count(holderCount, 'holder'),
    subjectId: organization.id,
  });
  return {
    ...made,
    children: (page) => {
      const users = listHolders(snapshot, organization.id, roleId, page);
      return { nodes: users.map((user) => userLeaf(snapshot, made.id, user)), total: holderCount };
    },
  };
}

/** Global roles → permissions, users, applications. */
export function globalRolesGroup(snapshot: Snapshot): AccessNode {
  const total = snapshot.info.counts.globalRoles;
  return group('', {
    ...{ key: 'globalRoles', kind: 'globalRoles', label: 'Global roles', description: number(total) },
    ...{ total, none: 'This tenant has no global roles' },
    children: (page) =>
      slice(
        listGlobalRoles(snapshot).map((role) => globalRoleNode(snapshot, role)),
        page,
      ),
  });
}

function globalRoleNode(snapshot: Snapshot, role: GlobalRoleSummary): AccessNode {
  const machine = role.type === 'MachineToMachine';
  const held = machine ? count(role.applicationCount, 'application') : count(role.userCount, 'user');
  const description = role.isDefault ? `${held} · given to every new user` : held;
  const parts = {
    key: role.id,
    kind: 'role',
    label: oneLine(role.name),
    description,
    subjectId: role.id,
  } as const;
  const made = node('globalRoles', parts);
  const holders = machine ? applicationsWithRole : usersWithRole;
  return {
    ...made,
    children: (page) => {
      return slice(
        [permissionsGroup(made.id, scopesOfGlobalRole(snapshot, role.id)), holders(snapshot, made.id, role)],
        page,
      );
    },
  };
}

function usersWithRole(
  snapshot: Snapshot,
  parentId: string,
  { id: roleId, userCount }: GlobalRoleSummary,
): AccessNode {
  const id = `${parentId}/users`;
  return group(parentId, {
    ...{ key: 'users', kind: 'users', label: 'Users', description: number(userCount) },
    ...{ total: userCount, none: 'No user holds this role' },
    children: (page) => {
      const users = usersOfGlobalRole(snapshot, roleId, page);
      return { nodes: users.map((user) => userNode(snapshot, id, user)), total: userCount };
    },
  });
}

function applicationsWithRole(snapshot: Snapshot, parentId: string, role: GlobalRoleSummary): AccessNode {
  const id = `${parentId}/applications`;
  const nodes = applicationsOfGlobalRole(snapshot, role.id).map(({ id: key, name, description }) => {
    return node(id, {
      key,
      kind: 'application',
      label: oneLine(name),
      description: oneLine(description ?? ''),
      subjectId: key,
    });
  });
  return group(parentId, {
    ...{
      key: 'applications',
      kind: 'applications',
      label: 'Applications',
      description: number(nodes.length),
    },
    ...{ total: nodes.length, none: 'No application holds this role' },
    children: (page) => slice(nodes, page),
  });
}
