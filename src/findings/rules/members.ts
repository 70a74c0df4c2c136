import { membersWithoutRole, peopleOutside } from '../../snapshot/read/judging/people.ts';
import { MANAGE_ORGANIZATION, MANAGE_USERS } from '../documentation.ts';
import { ALL_MEMBERS, heldInOrganization } from '../known.ts';
import type { Rule } from '../rule.ts';

/** Rules on people who belong nowhere, or without any role. */

export const memberWithoutRole: Rule = {
  id: 'member-without-role',
  severity: 'low',
  title: 'Member without a role',
  why: 'A member without a role counts as one of the organization and may do nothing there: most often a role was forgotten, or taken away instead of the membership.',
  whatToDo:
    'In Console > Organizations, open the organization and give the member a role, or remove the membership.',
  documentation: MANAGE_ORGANIZATION,
  reads: heldInOrganization,
  whole: [['users'], ['organizationRoles']],
  wholeMembers: true,
  *judge({ snapshot, names }) {
    for (const { person: who, organizationId } of membersWithoutRole(snapshot)) {
      const [thing, organization] = [names.person(who), names.place(organizationId)];
      yield {
        about: [thing],
        organization,
        saw: () => `${thing.label} is a member of ${organization.name} and holds no role there`,
      };
    }
  },
};

export const userWithoutOrganization: Rule = {
  id: 'user-without-organization',
  severity: 'low',
  title: 'User outside every organization',
  why: 'Where customers are organizations, somebody who belongs to none of them has an account that nobody looks after.',
  whatToDo:
    'Add the user to an organization in Console > Organizations, or delete the user in Console > User management where the account is left over.',
  documentation: MANAGE_USERS,
  reads: () => ALL_MEMBERS,
  whole: ALL_MEMBERS,
  *judge({ snapshot, names }) {
    if (snapshot.info.counts.organizations === 0) return;
    for (const who of peopleOutside(snapshot)) {
      const thing = names.person(who);
      yield { about: [thing], saw: () => `${thing.label} belongs to no organization` };
    }
  },
};
