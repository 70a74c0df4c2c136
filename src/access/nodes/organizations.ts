import type { User } from '../../snapshot/model.ts';
import { roleNamesIn } from '../../snapshot/read/people.ts';
import {
  applicationsInOrganization,
  countApplicationsIn,
  countInvitationsOf,
  invitationsOf,
  justInTimeRulesOf,
  rolesInOrganization,
  type InvitationWithRoles,
  type OrganizationSummary,
  type RoleInOrganization,
} from '../../snapshot/read/organizations.ts';
import type { Page, Snapshot } from '../../snapshot/snapshot.ts';
import { isUnknown } from '../../snapshot/lacks/unknown.ts';
import { count, number, oneLine } from '../../words.ts';
import { justInTimeText } from '../details.ts';
import { unreadIn } from '../../snapshot/lacks/missing.ts';
import { applicationLeaf } from './applications.ts';
import { day, invitationFacts, organizationFacts, roleFacts } from './facts.ts';
import { idsFound } from './filter.ts';
import { PLAIN, type Look } from './look.ts';
import { group, node, slice, type AccessNode, type Children } from './node.ts';
import { organizationsBelow } from './organizationList.ts';
import { describeRoles, memberNode, userLeaf } from './people.ts';
import { listOfPeople, peopleBelow } from './peopleList.ts';
import { filtered } from './shortList.ts';

/** Organizations → roles with holders, members with roles, applications, invitations. */
export function organizationsGroup(snapshot: Snapshot, look: Look): AccessNode {
  const all = snapshot.info.counts.organizations;
  const left = idsFound(snapshot, 'organization', look.filter);
  const total = left?.size ?? all;
  const line = (parentId: string, one: OrganizationSummary): AccessNode =>
    organizationNode(snapshot, look, parentId, one);
  return group('', {
    ...{ key: 'organizations', kind: 'organizations', label: 'Organizations' },
    ...filtered(left?.size, all, 'organization', 'This tenant has no organizations; see Users'),
    unread: unreadIn(snapshot, [['organizations']]),
    ...organizationsBelow(snapshot, 'organizations', { arrangement: look.organizations, total, left, line }),
  });
}

function organizationNode(
  snapshot: Snapshot,
  look: Look,
  parentId: string,
  organization: OrganizationSummary,
): AccessNode {
  const { id, name, memberCount, mfaRequired, createdAt } = organization;
  const facts = [
    ...(look.organizations.order === 'newest' ? [`created ${day(createdAt)}`] : []),
    count(memberCount, 'member'),
    ...(mfaRequired ? ['MFA required'] : []),
  ];
  const made = node(parentId, {
    ...{ key: id, kind: 'organization', label: oneLine(name), description: facts.join(' · '), subjectId: id },
    facts: () => [['Members', number(memberCount)], ...organizationFacts(snapshot, organization)],
  });
  return { ...made, children: (page) => slice(partsOf(snapshot, look, made.id, organization), page) };
}

function partsOf(
  snapshot: Snapshot,
  look: Look,
  parentId: string,
  organization: OrganizationSummary,
): AccessNode[] {
  return [
    rolesGroup(snapshot, parentId, organization.id),
    membersGroup(snapshot, look, parentId, organization),
    ...applicationsGroup(snapshot, parentId, organization.id),
    ...invitationsGroup(snapshot, parentId, organization.id),
    ...justInTimeNodes(snapshot, parentId, organization.id),
  ];
}

/** Who joins by themselves, in a snapshot that was asked to know. */
function justInTimeNodes(snapshot: Snapshot, parentId: string, organizationId: string): AccessNode[] {
  if (!snapshot.info.justInTime) return [];
  const description = justInTimeText(justInTimeRulesOf(snapshot, organizationId));
  return [node(parentId, { key: 'justInTime', kind: 'fact', label: 'Just-in-time', description })];
}

function rolesGroup(snapshot: Snapshot, parentId: string, organizationId: string): AccessNode {
  const roles = rolesInOrganization(snapshot, organizationId);
  const id = `${parentId}/roles`;
  return group(parentId, {
    ...{ key: 'roles', kind: 'roles', label: 'Roles', description: number(roles.length) },
    ...{ total: roles.length, none: 'This tenant has no organization roles' },
    unknown: roles.length === 0 && isUnknown(snapshot.info, 'organization roles'),
    unread: unreadIn(snapshot, [['organizationRoles']]),
    children: (page) =>
      slice(
        roles.map((role) => roleNode(snapshot, id, organizationId, role)),
        page,
      ),
  });
}

function roleNode(
  snapshot: Snapshot,
  parentId: string,
  organizationId: string,
  role: RoleInOrganization,
): AccessNode {
  const { id: roleId, name, holderCount: total } = role;
  const unread = unreadIn(snapshot, [['members', organizationId]]).length > 0;
  const held = total === 0 ? (unread ? 'holders unknown' : 'nobody holds it') : count(total, 'holder');
  const made = node(parentId, {
    ...{ key: roleId, kind: 'organizationRole', label: oneLine(name), subjectId: roleId },
    description: unread && total > 0 ? `${held}, incomplete` : held,
    facts: () => roleFacts(role),
  });
  if (total === 0) return made;
  const lines = (id: string, users: readonly User[]): AccessNode[] =>
    users.map((user) => userLeaf(snapshot, id, user));
  const list = {
    among: { of: 'organizationRole', organizationId, roleId },
    ...{ arrangement: PLAIN.members, total, lines },
  } as const;
  return { ...made, ...peopleBelow(snapshot, made.id, list) };
}

function membersGroup(
  snapshot: Snapshot,
  look: Look,
  parentId: string,
  { id: organizationId, memberCount: total }: OrganizationSummary,
): AccessNode {
  const lines = (id: string, users: readonly User[]): AccessNode[] => {
    const roleNames = roleNamesIn(
      snapshot,
      organizationId,
      users.map((user) => user.id),
    );
    return users.map((user) =>
      memberNode(snapshot, id, organizationId, { user, roleNames: roleNames.get(user.id) ?? [] }),
    );
  };
  const among = { of: 'organization', organizationId } as const;
  return group(parentId, {
    ...{ key: 'members', kind: 'members', label: 'Members' },
    unread: unreadIn(snapshot, [['members', organizationId]]),
    ...listOfPeople(snapshot, `${parentId}/members`, look, {
      ...{ among, arrangement: look.members, total, lines },
      ...{ one: 'member', none: 'Nobody is a member' },
    }),
  });
}

function applicationsGroup(snapshot: Snapshot, parentId: string, organizationId: string): AccessNode[] {
  return shownWhereAny(parentId, {
    ...{ key: 'applications', kind: 'applications', label: 'Applications' },
    total: countApplicationsIn(snapshot, organizationId),
    nodes: (page) =>
      applicationsInOrganization(snapshot, organizationId, page).map(({ application, roleNames }) =>
        applicationLeaf(`${parentId}/applications`, application, describeRoles(snapshot, roleNames)),
      ),
    unknown: isUnknown(snapshot.info, 'applications'),
    unread: unreadIn(snapshot, [['applications'], ['applicationOrganizations']]),
  });
}

function invitationsGroup(snapshot: Snapshot, parentId: string, organizationId: string): AccessNode[] {
  return shownWhereAny(parentId, {
    ...{ key: 'invitations', kind: 'invitations', label: 'Invitations' },
    total: countInvitationsOf(snapshot, organizationId),
    nodes: (page) =>
      invitationsOf(snapshot, organizationId, page).map((invitation) =>
        invitationNode(snapshot, `${parentId}/invitations`, invitation),
      ),
    unknown: isUnknown(snapshot.info, 'invitations'),
    unread: unreadIn(snapshot, [['invitations']]),
  });
}

/** A group that most organizations have nothing in; left out where it is known to be empty. */
function shownWhereAny(
  parentId: string,
  {
    nodes,
    ...parts
  }: {
    readonly key: string;
    readonly kind: 'applications' | 'invitations';
    readonly label: string;
    readonly total: number;
    readonly nodes: (page: Page) => readonly AccessNode[];
    readonly unknown: boolean;
    readonly unread: readonly string[];
  },
): AccessNode[] {
  const { total } = parts;
  if (total === 0 && !parts.unknown && parts.unread.length === 0) return [];
  const children = (page: Page): Children => ({ nodes: nodes(page), total });
  return [group(parentId, { ...parts, none: '', description: number(total), children })];
}

function invitationNode(snapshot: Snapshot, parentId: string, invitation: InvitationWithRoles): AccessNode {
  const { id, invitee, status, expiresAt, roleNames } = invitation;
  const state = status === 'Pending' ? `pending until ${day(expiresAt)}` : oneLine(status.toLowerCase());
  return node(parentId, {
    ...{ key: id, kind: 'invitation', label: oneLine(invitee), subjectId: id },
    description: [state, describeRoles(snapshot, roleNames)].join(' · '),
    facts: () => invitationFacts(invitation),
  });
}
