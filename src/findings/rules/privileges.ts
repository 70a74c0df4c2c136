import { organizationsGiving, type JoinedByThemselves } from '../../snapshot/read/judging/organizations.ts';
import { holdersWhereMfaIsRequired, WITHOUT_MFA } from '../../snapshot/read/judging/people.ts';
import { findUser } from '../../snapshot/read/users.ts';
import { MANAGE_ORGANIZATION } from '../documentation.ts';
import { heldByPerson, JUST_IN_TIME, PRIVILEGED } from '../known.ts';
import { oneLine } from '../../words.ts';
import type { Rule } from '../rule.ts';

/** Rules on the most privileged roles that are too easy to get, or to take over. Both need what only some syncs ask for. */

export const privilegedJustInTime: Rule = {
  id: 'privileged-just-in-time',
  severity: 'high',
  title: 'Just-in-time rule that grants the most privileged role',
  why: 'By an e-mail domain, whoever signs up with an address of it, or first signs in with a social account that has one, gets the most privileged role; by an identity provider, whoever signs in there, also somebody who is a user already. Nobody is asked. Judged where the sync reads just-in-time rules (the setting logtoAccess.sync.justInTime).',
  whatToDo:
    'In Console > Organizations, open the organization and remove the role from Just-in-Time provisioning; give it by hand to those who need it.',
  documentation: MANAGE_ORGANIZATION,
  thresholds: ['privilegedRoles'],
  reads: ({ organization }) => [['organizations', organization?.id], ...PRIVILEGED],
  asksFor: JUST_IN_TIME,
  *judge({ snapshot, privileged = [], names }) {
    const ids = privileged.map(({ id }) => id);
    for (const joined of organizationsGiving(snapshot, ids)) {
      const { organization, roleIds, emailDomains, ssoConnectorIds } = joined;
      const where = names.place(organization.id);
      const given = roleIds.filter((id) => ids.includes(id));
      yield {
        about: [names.organization(organization.id)],
        also: given.map((id) => ({ kind: 'organizationRole', id, label: names.role(id) })),
        ...{ organization: where, roleIds: given, joinedBy: [...emailDomains, ...ssoConnectorIds] },
        saw: () => `${where.name} gives ${names.roles(given)} to ${whomOf(joined)}`,
      };
    }
  },
};

/** `new users with e-mails of acme.com, and to everybody who signs in by the identity provider c1` */
function whomOf({ emailDomains, ssoConnectorIds }: JoinedByThemselves): string {
  const providers = ssoConnectorIds.length === 1 ? 'provider' : 'providers';
  return [
    ...(emailDomains.length > 0 ? [`new users with e-mails of ${oneLine(emailDomains.join(', '))}`] : []),
    ...(ssoConnectorIds.length > 0
      ? [`everybody who signs in by the identity ${providers} ${oneLine(ssoConnectorIds.join(', '))}`]
      : []),
  ].join(', and to ');
}

export const privilegedWithoutMfa: Rule = {
  id: 'privileged-without-mfa',
  severity: 'high',
  title: 'Most privileged without MFA, where the organization requires it',
  why: 'Logto lets nobody into an organization that requires MFA who has not set it up: the person is locked out until then, and whoever else has the password can set it up first and get in instead. Judged where the sync asks for MFA factors (the setting logtoAccess.sync.userDetails): who was not asked about is not told of, nor who is suspended and so cannot sign in.',
  whatToDo:
    'Ask the person to set up MFA soon. Until then, take the role away in Console > Organizations; Console > User management shows which factors they have.',
  documentation: MANAGE_ORGANIZATION,
  thresholds: ['privilegedRoles'],
  reads: (finding) => [...heldByPerson(finding), ...PRIVILEGED],
  asksFor: {
    what: 'MFA factors (the setting sync.userDetails)',
    wasAsked: ({ userDetails }) => userDetails !== 'none',
    wasAskedOf: (snapshot, { subjects }) => findUser(snapshot, subjects[0]?.id ?? '')?.mfaFactors !== null,
  },
  *judge({ snapshot, privileged = [], names }) {
    const ids = privileged.map(({ id }) => id);
    for (const one of holdersWhereMfaIsRequired(snapshot, ids, WITHOUT_MFA)) {
      const [thing, organization] = [names.person(one.person), names.place(one.organizationId)];
      const held = `${names.roles(one.roleIds)} in ${organization.name}`;
      const saw = (): string => `${thing.label} holds ${held}, which requires MFA, and has set up none`;
      yield { about: [thing], organization, roleIds: one.roleIds, saw };
    }
  },
};
