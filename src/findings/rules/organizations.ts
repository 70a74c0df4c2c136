import type { Place } from '../../snapshot/lacks/missing.ts';
import type { OrganizationRole } from '../../snapshot/model.ts';
import {
  emptyOrganizations,
  organizationsWithFewHolders,
  type FewHolders,
} from '../../snapshot/read/judging/organizations.ts';
import { MANAGE_ORGANIZATION } from '../documentation.ts';
import { heldInOrganization, inOrganization, PRIVILEGED } from '../known.ts';
import { oneLine } from '../../words.ts';
import type { Judged, Rule } from '../rule.ts';

/** Rules on organizations that nobody, or hardly anybody, looks after. */

export const noPrivilegedHolder: Rule = {
  id: 'no-privileged-holder',
  severity: 'high',
  title: 'Nobody holds the most privileged role of an organization',
  why: 'Nobody in the organization can manage it: members who leave keep their access until somebody outside notices. A suspended holder counts as none.',
  whatToDo:
    'In Console > Organizations, open the organization and give one of its members the role, or delete the organization.',
  documentation: MANAGE_ORGANIZATION,
  thresholds: ['privilegedRoles'],
  reads: (finding) => [...heldInOrganization(finding), ...PRIVILEGED],
  whole: [['users'], ['organizationRoles']],
  wholeMembers: true,
  *judge(judged) {
    const { names } = judged;
    for (const { organization, onlyHolderId } of fewHolders(judged)) {
      if (onlyHolderId !== undefined) continue;
      const where = names.place(organization.id);
      const saw = (): string => `Nobody in ${where.name} holds ${rolesText(judged.privileged)}`;
      yield { about: [names.organization(organization.id)], organization: where, saw };
    }
  },
};

export const singlePrivilegedHolder: Rule = {
  id: 'single-privileged-holder',
  severity: 'medium',
  title: 'A single person holds the most privileged role of an organization',
  why: 'When this person is away, leaves, or loses the account, nobody in the organization can manage it. Somebody who is the only member is not told of.',
  whatToDo: 'In Console > Organizations, open the organization and give the role to a second member.',
  documentation: MANAGE_ORGANIZATION,
  thresholds: ['privilegedRoles'],
  reads: (finding) => [...heldInOrganization(finding), ...PRIVILEGED],
  whole: [['users'], ['organizationRoles']],
  wholeMembers: true,
  *judge(judged) {
    const { names } = judged;
    for (const { organization, onlyHolderId } of fewHolders(judged)) {
      if (onlyHolderId === undefined) continue;
      const [where, holder] = [names.place(organization.id), names.personOf(onlyHolderId)];
      yield {
        about: [names.organization(organization.id)],
        also: [holder],
        organization: where,
        saw: () => `${holder.label} alone holds ${rolesText(judged.privileged)} in ${where.name}`,
      };
    }
  },
};

/** Who is missing from them may be an application that an organization is for. */
const APPLICATIONS: readonly Place[] = [['applications'], ['applicationOrganizations']];

export const emptyOrganization: Rule = {
  id: 'empty-organization',
  severity: 'low',
  title: 'Organization without members',
  why: 'An organization that nobody is in is left over, or somebody forgot to invite its people. Its invitations and just-in-time rules still work. One that machine-to-machine applications belong to is in use, and not told of.',
  whatToDo: 'In Console > Organizations, add its members, or delete the organization.',
  documentation: MANAGE_ORGANIZATION,
  reads: (finding) => [...inOrganization(finding), ...APPLICATIONS],
  whole: [['users'], ...APPLICATIONS],
  wholeMembers: true,
  *judge({ snapshot, names }) {
    for (const organization of emptyOrganizations(snapshot)) {
      const where = names.place(organization.id);
      const saw = (): string => `${where.name} has no members`;
      yield { about: [names.organization(organization.id)], organization: where, saw };
    }
  },
};

function* fewHolders({ snapshot, privileged }: Judged): Generator<FewHolders> {
  if (privileged === undefined) return;
  const ids = privileged.map(({ id }) => id);
  yield* organizationsWithFewHolders(snapshot, ids);
}

/** `admin`, or `admin or owner` where several permit as much. */
function rolesText(roles: readonly OrganizationRole[] = []): string {
  return roles.map(({ name }) => oneLine(name)).join(' or ');
}
