import type { Place } from '../../snapshot/lacks/missing.ts';
import { openInvitations, type OpenInvitation } from '../../snapshot/read/judging/invitations.ts';
import { rolesOfMember } from '../../snapshot/read/organizations.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, oneLine, utcDay } from '../../words.ts';
import { INVITATIONS } from '../documentation.ts';
import { inOrganization, PRIVILEGED } from '../known.ts';
import type { Finding, Sight } from '../model.ts';
import type { Names } from '../names.ts';
import { DAY_MS, type Judged, type Rule } from '../rule.ts';

/** Rules on invitations that nobody answered, of people who are no members yet, or would get another role. */

const WHERE =
  'Logto Console shows who is a member (Console > Organizations), but no invitations: they are sent, revoked and deleted by your own application, through the Management API (/api/organization-invitations).';

/** Who is missing may be who was invited. */
const NEEDED = { known: [['invitations']], whole: [['users']], wholeMembers: true } satisfies Partial<Rule>;

export const expiredInvitation: Rule = {
  id: 'expired-invitation',
  severity: 'low',
  title: 'Expired invitation',
  why: 'Somebody was meant to join and did not: either they still wait for access, or the invitation is left over. Who is a member by now is not told of.',
  whatToDo: `Ask whether they still need access: invite them again, or delete the invitation. ${WHERE}`,
  documentation: INVITATIONS,
  reads: invitationsOf,
  ...NEEDED,
  *judge({ snapshot, at, names }) {
    for (const invitation of openInvitations(snapshot))
      if (!isPending(invitation, at) && !isOfMember(invitation))
        yield sight(names, invitation, `expired on ${utcDay(invitation.expiresAt)}`);
  },
};

export const pendingInvitation: Rule = {
  id: 'pending-invitation',
  severity: 'low',
  title: 'Invitation that is pending for long',
  why: 'An open invitation lets whoever reads the e-mail join. The longer it waits, the less likely that is still the person it was meant for. Who is a member by now is not told of.',
  whatToDo: `Ask whether they still need it, and revoke it if not. ${WHERE}`,
  documentation: INVITATIONS,
  thresholds: ['pendingInvitationDays'],
  reads: invitationsOf,
  ...NEEDED,
  *judge({ snapshot, thresholds, at, names }) {
    for (const invitation of openInvitations(snapshot)) {
      const days = Math.floor((at - invitation.createdAt) / DAY_MS);
      if (isPending(invitation, at) && !isOfMember(invitation) && days >= thresholds.pendingInvitationDays)
        yield sight(names, invitation, `is pending for ${count(days, 'day')}`);
    }
  },
};

export const privilegedInvitation: Rule = {
  id: 'privileged-invitation',
  severity: 'medium',
  title: 'Open invitation for the most privileged role',
  why: 'Whoever opens this e-mail gets the most privileged role in the organization. A member who holds it already is not told of.',
  whatToDo: `Make sure that the address is right and the role is meant, else revoke it. ${WHERE}`,
  documentation: INVITATIONS,
  thresholds: ['privilegedRoles'],
  reads: (finding) => [...invitationsOf(finding), ...PRIVILEGED],
  ...NEEDED,
  *judge({ snapshot, at, privileged = [], names }) {
    const ids = privileged.map(({ id }) => id);
    for (const invitation of openInvitations(snapshot)) {
      if (!isPending(invitation, at)) continue;
      const held = heldAlready(snapshot, invitation);
      const given = invitation.roleIds.filter((id) => ids.includes(id) && !held.includes(id));
      if (given.length === 0) continue;
      const also = given.map((id) => ({ kind: 'organizationRole' as const, id, label: names.role(id) }));
      yield { ...sight(names, invitation, `gives ${names.roles(given)}`), also, roleIds: given };
    }
  },
};

/** Logto says so only once somebody looks: what says it is pending may have expired since. */
function isPending({ status, expiresAt }: OpenInvitation, at: Judged['at']): boolean {
  return status === 'Pending' && expiresAt > at;
}

/** Invited another time, or added by somebody: this invitation is left over. */
function isOfMember({ memberIds }: OpenInvitation): boolean {
  return memberIds.length > 0;
}

function heldAlready(snapshot: Snapshot, { memberIds, organization }: OpenInvitation): string[] {
  return memberIds.flatMap((userId) => rolesOfMember(snapshot, organization.id, userId).map(({ id }) => id));
}

function sight(names: Names, { id, invitee, organization }: OpenInvitation, what: string): Sight {
  const [label, where] = [oneLine(invitee), names.place(organization.id)];
  return {
    about: [{ kind: 'invitation', id, label }],
    organization: where,
    saw: () => `The invitation of ${label} to ${where.name} ${what}`,
  };
}

function invitationsOf(finding: Finding): Place[] {
  return [['invitations'], ...inOrganization(finding)];
}
