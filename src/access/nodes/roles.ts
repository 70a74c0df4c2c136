import type { OrganizationRole, User } from '../../snapshot/model.ts';
import { applicationsWithRoleIn } from '../../snapshot/read/applications.ts';
import {
  permissionLabel,
  applicationsOfGlobalRole,
  countOrganizationsWithHolders,
  holdersByOrganization,
  listGlobalRoles,
  listOrganizationRoles,
  scopesOfGlobalRole,
  scopesOfOrganizationRole,
  type GlobalRoleSummary,
  type HoldersInOrganization,
  type OrganizationRoleSummary,
  type ScopeWithResource,
} from '../../snapshot/read/roles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { isUnknown } from '../../snapshot/lacks/unknown.ts';
import { count, number, oneLine } from '../../words.ts';
import { unreadIn, type Place } from '../../snapshot/lacks/missing.ts';
import { applicationLeaf, typeOf } from './applications.ts';
import { organizationFacts, permissionFacts, roleFacts } from './facts.ts';
import { PLAIN, type Look } from './look.ts';
import { group, node, slice, type AccessNode } from './node.ts';
import { userLeaf, userNode } from './people.ts';
import { listOfPeople, peopleBelow } from './peopleList.ts';
import { shortList } from './shortList.ts';

/** Organization roles → permissions, and holders by organization. */
export function organizationRolesGroup(snapshot: Snapshot, { filter }: Look): AccessNode {
  const list = {
    ...{ kind: 'organizationRole' as const, all: snapshot.info.counts.organizationRoles },
    ...{ none: 'This tenant has no organization roles', read: listOrganizationRoles },
    line: (role: OrganizationRoleSummary) => organizationRoleNode(snapshot, role),
  };
  return group('', {
    ...{ key: 'organizationRoles', kind: 'organizationRoles', label: 'Organization roles' },
    ...shortList(snapshot, list, filter),
    unknown: isUnknown(snapshot.info, 'organization roles'),
    unread: unreadIn(snapshot, [['organizationRoles']]),
  });
}

function organizationRoleNode(snapshot: Snapshot, role: OrganizationRoleSummary): AccessNode {
  const machine = isForMachines(role);
  const made = node('organizationRoles', {
    ...{ key: role.id, kind: 'organizationRole', label: oneLine(role.name), subjectId: role.id },
    description: `${count(role.holderCount, 'holder')}${machine ? ' · machine-to-machine' : ''}`,
    facts: () => roleFacts(role),
  });
  const parts = (): AccessNode[] => [
    permissionsGroup(snapshot, made.id, scopesOfOrganizationRole(snapshot, role.id), [['organizationRoles']]),
    holdersGroup(snapshot, made.id, role),
  ];
  return { ...made, children: (page) => slice(parts(), page) };
}

function permissionsGroup(
  snapshot: Snapshot,
  parentId: string,
  scopes: readonly ScopeWithResource[],
  places: readonly Place[],
): AccessNode {
  const nodes = scopes.map((scope) =>
    node(`${parentId}/permissions`, {
      ...{ key: scope.id, kind: 'permission', label: oneLine(permissionLabel(scope)), subjectId: scope.id },
      description: oneLine(scope.description ?? '') || permissionKind(scope),
      facts: () => permissionFacts(scope),
    }),
  );
  return group(parentId, {
    ...{ key: 'permissions', kind: 'permissions', label: 'Permissions', description: number(nodes.length) },
    ...{ total: nodes.length, none: 'This role permits nothing' },
    unknown: isUnknown(snapshot.info, 'permissions'),
    unread: unreadIn(snapshot, [['scopes'], ['resources'], ...places]),
    children: (page) => slice(nodes, page),
  });
}

function holdersGroup(snapshot: Snapshot, parentId: string, role: OrganizationRoleSummary): AccessNode {
  const total = countOrganizationsWithHolders(snapshot, role);
  const id = `${parentId}/holders`;
  return group(parentId, {
    ...{ key: 'holders', kind: 'holders', label: 'Holders', total, none: 'Nobody holds this role' },
    description: `in ${count(total, 'organization')}`,
    unread: unreadIn(snapshot, [
      ['organizations'],
      isForMachines(role) ? ['applicationOrganizations'] : ['members'],
    ]),
    children: (page) => ({
      nodes: holdersByOrganization(snapshot, role, page).map((one) =>
        holdersInOrganizationNode(snapshot, id, role, one),
      ),
      total,
    }),
  });
}

function holdersInOrganizationNode(
  snapshot: Snapshot,
  parentId: string,
  role: OrganizationRoleSummary,
  { organization, holderCount: total }: HoldersInOrganization,
): AccessNode {
  const [organizationId, roleId] = [organization.id, role.id];
  const made = node(parentId, {
    ...{ key: organizationId, kind: 'organization', label: oneLine(organization.name) },
    ...{ description: count(total, 'holder'), subjectId: organizationId },
    facts: () => organizationFacts(snapshot, organization),
  });
  if (isForMachines(role))
    return {
      ...made,
      children: (page) => ({
        nodes: applicationsWithRoleIn(snapshot, organizationId, roleId, page).map((one) =>
          applicationLeaf(made.id, one, oneLine(one.description ?? '') || typeOf(one)),
        ),
        total,
      }),
    };
  const lines = (id: string, users: readonly User[]): AccessNode[] =>
    users.map((user) => userLeaf(snapshot, id, user));
  const among = { of: 'organizationRole', organizationId, roleId } as const;
  return { ...made, ...peopleBelow(snapshot, made.id, { among, arrangement: PLAIN.members, total, lines }) };
}

/** Global roles → permissions, users, applications. */
export function globalRolesGroup(snapshot: Snapshot, look: Look): AccessNode {
  const list = {
    ...{ kind: 'globalRole' as const, all: snapshot.info.counts.globalRoles },
    ...{ none: 'This tenant has no global roles', read: listGlobalRoles },
    line: (role: GlobalRoleSummary) => globalRoleNode(snapshot, look, role),
  };
  return group('', {
    ...{ key: 'globalRoles', kind: 'globalRoles', label: 'Global roles' },
    ...shortList(snapshot, list, look.filter),
    unknown: isUnknown(snapshot.info, 'global roles'),
    unread: unreadIn(snapshot, [['globalRoles']]),
  });
}

function globalRoleNode(snapshot: Snapshot, look: Look, role: GlobalRoleSummary): AccessNode {
  const machine = isForMachines(role);
  const held = machine ? count(role.applicationCount, 'application') : count(role.userCount, 'user');
  const made = node('globalRoles', {
    ...{ key: role.id, kind: 'globalRole', label: oneLine(role.name), subjectId: role.id },
    description: role.isDefault ? `${held} · given to every new user` : held,
    facts: () => roleFacts(role),
  });
  const parts = (): AccessNode[] => [
    permissionsGroup(snapshot, made.id, scopesOfGlobalRole(snapshot, role.id), [['roleScopes', role.id]]),
    machine ? applicationsWithRole(snapshot, made.id, role) : usersWithRole(snapshot, look, made.id, role),
  ];
  return { ...made, children: (page) => slice(parts(), page) };
}

function usersWithRole(
  snapshot: Snapshot,
  look: Look,
  parentId: string,
  { id: roleId, userCount: total }: GlobalRoleSummary,
): AccessNode {
  const { order } = look.users;
  const lines = (id: string, users: readonly User[]): AccessNode[] =>
    users.map((user) => userNode(snapshot, id, user, order));
  return group(parentId, {
    ...{ key: 'users', kind: 'users', label: 'Users' },
    unread: unreadIn(snapshot, [['roleUsers', roleId]]),
    ...listOfPeople(snapshot, `${parentId}/users`, look, {
      ...{ among: { of: 'globalRole', roleId }, arrangement: look.users, total, lines },
      ...{ one: 'user', none: 'No user holds this role' },
    }),
  });
}

function applicationsWithRole(snapshot: Snapshot, parentId: string, role: GlobalRoleSummary): AccessNode {
  const total = role.applicationCount;
  return group(parentId, {
    ...{ key: 'applications', kind: 'applications', label: 'Applications', description: number(total) },
    ...{ total, none: 'No application holds this role' },
    unread: unreadIn(snapshot, [['roleApplications', role.id]]),
    children: (page) => ({
      nodes: applicationsOfGlobalRole(snapshot, role.id, page).map((application) =>
        applicationLeaf(
          `${parentId}/applications`,
          application,
          oneLine(application.description ?? '') || typeOf(application),
        ),
      ),
      total,
    }),
  });
}

function isForMachines({ type }: OrganizationRole): boolean {
  return type === 'MachineToMachine';
}

function permissionKind({ resourceName }: ScopeWithResource): string {
  return resourceName === null ? 'organization permission' : 'permission of an API resource';
}
