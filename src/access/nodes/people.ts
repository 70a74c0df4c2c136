import { userLabel, type GlobalRole, type OrganizationRole, type User } from '../../snapshot/model.ts';
import { rolesOfMember } from '../../snapshot/read/organizations.ts';
import type { PeopleOrder } from '../../snapshot/read/people.ts';
import { globalRolesOfUser, membershipsOfUser, type MembershipOfUser } from '../../snapshot/read/users.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { isUnknown, NOT_IN_C1 } from '../../snapshot/lacks/unknown.ts';
import { oneLine } from '../../words.ts';
import { userDetailFacts } from '../details.ts';
import { unreadIn } from '../../snapshot/lacks/missing.ts';
import { day, lastSignIn, organizationFacts, roleFacts, userAccessFacts, userFacts } from './facts.ts';
import { usersLeft } from './filter.ts';
import type { Look } from './look.ts';
import { group, node, nothing, slice, type AccessNode, type Fact, type NodeParts } from './node.ts';
import { peopleBelow, somePeople } from './peopleList.ts';
import { filtered } from './shortList.ts';

/** Users → organizations with the roles held there, and global roles. */
export function usersGroup(snapshot: Snapshot, look: Look): AccessNode {
  const all = snapshot.info.counts.users;
  const { order } = look.users;
  const lines = (id: string, users: readonly User[]): AccessNode[] =>
    users.map((user) => userNode(snapshot, id, user, order));
  const left = usersLeft(snapshot, look.filter, order);
  const { children, indexOf } =
    left === undefined
      ? peopleBelow(snapshot, 'users', {
          ...{ among: { of: 'tenant' }, arrangement: look.users, total: all, lines },
        })
      : somePeople(snapshot, 'users', left, lines);
  return group('', {
    ...{ key: 'users', kind: 'users', label: 'Users' },
    ...filtered(left?.length, all, 'user', 'This tenant has no users'),
    unread: unreadIn(snapshot, [['users']]),
    ...{ children, indexOf },
  });
}

/** A user with everything they have. */
export function userNode(
  snapshot: Snapshot,
  parentId: string,
  user: User,
  order: PeopleOrder = 'name',
): AccessNode {
  const made = node(parentId, userParts(snapshot, user, order));
  return {
    ...made,
    children: (page) =>
      slice([...factNodes(snapshot, made.id, user), ...accessOf(snapshot, made.id, user.id)], page),
  };
}

/** A member of an organization, with the roles held in it alone. */
export function memberNode(
  snapshot: Snapshot,
  parentId: string,
  organizationId: string,
  { user, roleNames }: { readonly user: User; readonly roleNames: readonly string[] },
): AccessNode {
  const facts = [describeRoles(snapshot, roleNames), ...(user.suspended ? ['suspended'] : [])];
  const made = node(parentId, { ...userParts(snapshot, user), description: facts.join(' · ') });
  if (roleNames.length === 0) return made;
  const roles = (): AccessNode[] =>
    rolesOfMember(snapshot, organizationId, user.id).map((role) => roleLeaf(made.id, role));
  return { ...made, children: (page) => slice(roles(), page) };
}

/** A user as the end of a way: a holder of a role. */
export function userLeaf(snapshot: Snapshot, parentId: string, user: User): AccessNode {
  return node(parentId, userParts(snapshot, user));
}

/** Sign-in and status, and in a snapshot that knows them of anybody MFA and enterprise identities. */
function factNodes(snapshot: Snapshot, id: string, user: User): AccessNode[] {
  const facts: Fact[] = [
    ['Status', user.suspended ? 'suspended' : 'active'],
    ['Last sign-in', lastSignIn(snapshot, user)],
    ...(snapshot.info.userDetails === 'none' ? [] : userDetailFacts(snapshot, user)),
  ];
  return facts.map(([label, description], i) =>
    node(id, { key: `detail:${i}`, kind: 'fact', label, description }),
  );
}

function accessOf(snapshot: Snapshot, id: string, userId: string): AccessNode[] {
  const all = [
    ...membershipsOfUser(snapshot, userId).map((one) => organizationOfUser(snapshot, id, userId, one)),
    ...globalRolesOfUser(snapshot, userId).map((role) => roleLeaf(id, role)),
  ];
  return all.length > 0 ? all : [nothing(id, withoutAccess(snapshot))];
}

function organizationOfUser(
  snapshot: Snapshot,
  parentId: string,
  userId: string,
  { organization, roleNames }: MembershipOfUser,
): AccessNode {
  const made = node(parentId, {
    ...{ key: `organization:${organization.id}`, kind: 'organization', subjectId: organization.id },
    ...{ label: oneLine(organization.name), description: describeRoles(snapshot, roleNames) },
    facts: () => organizationFacts(snapshot, organization),
  });
  if (roleNames.length === 0) return made;
  const roles = (): AccessNode[] =>
    rolesOfMember(snapshot, organization.id, userId).map((role) => roleLeaf(made.id, role));
  return { ...made, children: (page) => slice(roles(), page) };
}

/** What to say of somebody of whom no access is known. */
function withoutAccess(snapshot: Snapshot): string {
  if (isUnknown(snapshot.info, 'global roles')) return `In no organization. ${NOT_IN_C1}: global roles`;
  const unread = unreadIn(snapshot, [['organizations'], ['members'], ['globalRoles'], ['roleUsers']]);
  const words = 'In no organization and without a role';
  return unread.length === 0 ? words : `${words}, as far as could be read`;
}

/** A role that somebody holds; a global one says that it is. */
export function roleLeaf(parentId: string, role: OrganizationRole | GlobalRole): AccessNode {
  const global = 'isDefault' in role;
  const scope = global && role.isDefault ? 'global role, given to every new user' : 'global role';
  return node(parentId, {
    ...{ key: `role:${role.id}`, kind: global ? 'globalRole' : 'organizationRole', subjectId: role.id },
    ...{
      label: oneLine(role.name),
      description: global ? scope : oneLine(role.description ?? '') || 'organization role',
    },
    facts: () => roleFacts(role),
  });
}

function userParts(snapshot: Snapshot, user: User, order: PeopleOrder = 'name'): NodeParts {
  const facts = [...sortedBy(snapshot, user, order), ...(user.suspended ? ['suspended'] : [])];
  return {
    ...{ key: user.id, kind: 'user', label: oneLine(userLabel(user)), subjectId: user.id },
    description: facts.filter((fact) => fact !== '').join(' · ') || onlyCalled(user),
    facts: () => [...userFacts(snapshot, user), ...userAccessFacts(snapshot, user)],
    ...(user.suspended && { warning: 'suspended' as const }),
  };
}

/** What to say of somebody of whom nothing is known but what they are called. */
function onlyCalled({ name, email }: User): string {
  if (email === null) return 'no e-mail';
  return name?.trim() ? oneLine(email) : 'no name';
}

/** What a list of people is sorted by; beside the name itself, what tells people of the same name apart. */
function sortedBy(snapshot: Snapshot, user: User, order: PeopleOrder): string[] {
  if (order === 'newest') return [`created ${day(user.createdAt)}`];
  if (order === 'lastSignIn') return [`last sign-in ${lastSignIn(snapshot, user)}`];
  const label = userLabel(user);
  return [oneLine([user.email, user.username, user.phone].find((one) => one !== label && one) ?? '')];
}

/** `admin, editor`, or that there is none, as far as the tenant's organization roles could be read. */
export function describeRoles(snapshot: Snapshot, roleNames: readonly string[]): string {
  if (roleNames.length > 0) return roleNames.map(oneLine).join(', ');
  return unreadIn(snapshot, [['organizationRoles']]).length === 0 ? 'no role' : 'no role that could be read';
}
