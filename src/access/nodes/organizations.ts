import {
  applicationsInOrganization,
  invitationsOf,
  justInTimeRulesOf,
  listHolders,
  listMembers,
  listOrganizations,
  rolesInOrganization,
  type InvitationWithRoles,
  type OrganizationSummary,
  type RoleInOrganization,
} from '../../snapshot/read/organizations.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, number, oneLine, utcDay } from '../../words.ts';
import { justInTimeText } from '../details.ts';
import { group, node, slice, type AccessNode } from './node.ts';
import { describeRoles, memberNode, userLeaf } from './people.ts';

/** Organizations → roles with holders, members with roles, applications, invitations. */
export function organizationsGroup(snapshot: Snapshot): AccessNode {
  const total = snapshot.info.counts.organizations;
  return group('', {
    ...{ key: 'organizations', kind: 'organizations', label: 'Organizations', description: number(total) },
    ...{ total, none: 'This tenant has no organizations; see Users' },
    children: (page) => ({
      nodes: listOrganizations(snapshot, page).map((one) => organizationNode(snapshot, one)),
      total,
    }),
  });
}

function organizationNode(snapshot: Snapshot, organization: OrganizationSummary): AccessNode {
  const { id, name, memberCount, mfaRequired } = organization;
  const facts = [count(memberCount, 'member'), ...(mfaRequired ? ['MFA required'] : [])];
  const made = node('organizations', {
    key: id,
    kind: 'organization',
    label: oneLine(name),
    description: facts.join(' · '),
    subjectId: id,
  });
  return { ...made, children: (page) => slice(partsOf(snapshot, made.id, organization), page) };
}

function partsOf(snapshot: Snapshot, parentId: string, organization: OrganizationSummary): AccessNode[] {
  const applications = applicationsGroup(snapshot, parentId, organization.id);
  const invitations = invitationsGroup(snapshot, parentId, organization.id);
  return [
    rolesGroup(snapshot, parentId, organization.id),
    membersGroup(snapshot, parentId, organization),
    ...(applications ? [applications] : []),
    ...(invitations ? [invitations] : []),
    ...justInTimeNodes(snapshot, parentId, organization.id),
  ];
}

/** Who joins by themselves, in a snapshot that was asked to know. */
function justInTimeNodes(snapshot: Snapshot, parentId: string, organizationId: string): AccessNode[] {
  if (!snapshot.info.justInTime) return [];
  const label = `Just-in-time: ${justInTimeText(justInTimeRulesOf(snapshot, organizationId))}`;
  return [node(parentId, { key: 'justInTime', kind: 'fact', label, description: '' })];
}

function rolesGroup(snapshot: Snapshot, parentId: string, organizationId: string): AccessNode {
  const roles = rolesInOrganization(snapshot, organizationId);
  const id = `${parentId}/roles`;
  return group(parentId, {
    ...{ key: 'roles', kind: 'roles', label: 'Roles', description: number(roles.length) },
    ...{ total: roles.length, none: 'This tenant has no organization roles' },
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
  const parts = { key: role.id, kind: 'role', label: oneLine(role.name), subjectId: role.id } as const;
  if (role.holderCount === 0) return node(parentId, { ...parts, description: 'nobody holds it' });
  const made = node(parentId, { ...parts, description: count(role.holderCount, 'holder') });
  const holders = (page: { limit: number }): AccessNode[] =>
    listHolders(snapshot, organizationId, role.id, page).map((user) => userLeaf(snapshot, made.id, user));
  return { ...made, children: (page) => ({ nodes: holders(page), total: role.holderCount }) };
}

function membersGroup(
  snapshot: Snapshot,
  parentId: string,
  { id: organizationId, memberCount }: OrganizationSummary,
): AccessNode {
  const id = `${parentId}/members`;
  return group(parentId, {
    ...{ key: 'members', kind: 'members', label: 'Members', description: number(memberCount) },
    ...{ total: memberCount, none: 'Nobody is a member' },
    children: (page) => {
      const members = listMembers(snapshot, organizationId, page);
      return {
        nodes: members.map((member) => memberNode(snapshot, id, organizationId, member)),
        total: memberCount,
      };
    },
  });
}

function applicationsGroup(
  snapshot: Snapshot,
  parentId: string,
  organizationId: string,
): AccessNode | undefined {
  const applications = applicationsInOrganization(snapshot, organizationId);
  if (applications.length === 0) return undefined;
  const id = `${parentId}/applications`;
  const nodes = applications.map(({ application, roleNames }) => {
    const parts = { key: application.id, kind: 'application', subjectId: application.id } as const;
    return node(id, { ...parts, label: oneLine(application.name), description: describeRoles(roleNames) });
  });
  const parts = { key: 'applications', kind: 'applications', label: 'Applications' } as const;
  return node(parentId, {
    ...parts,
    description: number(nodes.length),
    children: (page) => slice(nodes, page),
  });
}

function invitationsGroup(
  snapshot: Snapshot,
  parentId: string,
  organizationId: string,
): AccessNode | undefined {
  const invitations = invitationsOf(snapshot, organizationId);
  if (invitations.length === 0) return undefined;
  const nodes = invitations.map((invitation) => invitationNode(`${parentId}/invitations`, invitation));
  const parts = { key: 'invitations', kind: 'invitations', label: 'Invitations' } as const;
  return node(parentId, {
    ...parts,
    description: number(nodes.length),
    children: (page) => slice(nodes, page),
  });
}

function invitationNode(
  parentId: string,
  { id, invitee, status, expiresAt, roleNames }: InvitationWithRoles,
): AccessNode {
  const pending = status === 'Pending';
  const facts = [
    pending ? `pending until ${utcDay(expiresAt)}` : status.toLowerCase(),
    describeRoles(roleNames),
  ];
  return node(parentId, {
    key: id,
    kind: 'invitation',
    label: oneLine(invitee),
    description: facts.join(' · '),
    subjectId: id,
  });
}
