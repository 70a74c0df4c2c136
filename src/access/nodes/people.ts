import type { User } from '../../snapshot/model.ts';
import { userLabel } from '../../snapshot/model.ts';
import { globalRolesOfUser, membershipsOfUser, listUsers } from '../../snapshot/read/users.ts';
import { rolesOfMember, type MemberWithRoles } from '../../snapshot/read/organizations.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number, oneLine } from '../../words.ts';
import { userDetails } from '../details.ts';
import { group, node, slice, type AccessNode, type NodeParts } from './node.ts';

/** Users → organizations with the roles held there, and global roles. */
export function usersGroup(snapshot: Snapshot): AccessNode {
  const total = snapshot.info.counts.users;
  return group('', {
    ...{ key: 'users', kind: 'users', label: 'Users', description: number(total) },
    ...{ total, none: 'This tenant has no users' },
    children: (page) => ({
      nodes: listUsers(snapshot, page).map((user) => userNode(snapshot, 'users', user)),
      total,
    }),
  });
}

/** A user with everything they have. */
export function userNode(snapshot: Snapshot, parentId: string, user: User): AccessNode {
  const id = `${parentId}/${user.id}`;
  return node(parentId, {
    ...userParts(snapshot, user),
    children: (page) => slice([...detailNodes(snapshot, id, user), ...accessOf(snapshot, id, user.id)], page),
  });
}

/** A member of an organization, with the roles held in it alone. */
export function memberNode(
  snapshot: Snapshot,
  parentId: string,
  organizationId: string,
  member: MemberWithRoles,
): AccessNode {
  const { user, roleNames } = member;
  const facts = [describeRoles(roleNames), ...(user.suspended ? ['suspended'] : [])];
  const parts = { ...userParts(snapshot, user), description: facts.join(' · ') };
  if (roleNames.length === 0) return node(parentId, parts);
  const id = `${parentId}/${user.id}`;
  const roles = (): AccessNode[] =>
    rolesOfMember(snapshot, organizationId, user.id).map((role) => roleLeaf(id, role));
  return node(parentId, { ...parts, children: (page) => slice(roles(), page) });
}

/** A user as the end of a way: a holder of a role. */
export function userLeaf(snapshot: Snapshot, parentId: string, user: User): AccessNode {
  return node(parentId, userParts(snapshot, user));
}

/** MFA and enterprise identities, in a snapshot that knows them of anybody. */
function detailNodes(snapshot: Snapshot, id: string, user: User): AccessNode[] {
  if (snapshot.info.userDetails === 'none') return [];
  return userDetails(snapshot, user).map((label, i) =>
    node(id, { key: `detail:${i}`, kind: 'fact', label, description: '' }),
  );
}

function accessOf(snapshot: Snapshot, id: string, userId: string): AccessNode[] {
  const organizations = membershipsOfUser(snapshot, userId).map(({ organization, roleNames }) => {
    const parts = {
      key: `organization:${organization.id}`,
      subjectId: organization.id,
      kind: 'organization',
    } as const;
    const description = describeRoles(roleNames);
    const below = `${id}/${parts.key}`;
    const roles = (): AccessNode[] =>
      rolesOfMember(snapshot, organization.id, userId).map((role) => roleLeaf(below, role));
    const children =
      roleNames.length === 0 ? {} : { children: (page: { limit: number }) => slice(roles(), page) };
    return node(id, { ...parts, label: oneLine(organization.name), description, ...children });
  });
  const roles = globalRolesOfUser(snapshot, userId).map((role) => {
    return {
      ...roleLeaf(id, role),
      description: role.isDefault ? 'global role, given to everybody' : 'global role',
    };
  });
  const all = [...organizations, ...roles];
  return all.length > 0
    ? all
    : [
        node(id, {
          key: 'nothing',
          kind: 'nothing',
          label: 'In no organization and without a role',
          description: '',
        }),
      ];
}

function roleLeaf(
  parentId: string,
  role: { id: string; name: string; description: string | null },
): AccessNode {
  const description = oneLine(role.description ?? '');
  return node(parentId, {
    key: `role:${role.id}`,
    kind: 'role',
    label: oneLine(role.name),
    description,
    subjectId: role.id,
  });
}

function userParts(snapshot: Snapshot, user: User): NodeParts {
  const label = userLabel(user);
  const contact =
    [user.email, user.username, user.phone].find((value) => value !== null && value !== label) ?? '';
  const facts = [oneLine(contact), ...(user.suspended ? ['suspended'] : [])].filter((fact) => fact !== '');
  return {
    ...{
      key: user.id,
      kind: 'user',
      label: oneLine(label),
      description: facts.join(' · '),
      subjectId: user.id,
      facts: userDetails(snapshot, user),
    },
    ...(user.suspended && { warning: 'suspended' as const }),
  };
}

/** `admin, editor`, or that there is none. */
export function describeRoles(roleNames: readonly string[]): string {
  return roleNames.length === 0 ? 'no role' : roleNames.map(oneLine).join(', ');
}
