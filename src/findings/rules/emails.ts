import {
  emailDomains,
  membersOutside,
  sameEmails,
  type DomainsInOrganization,
} from '../../snapshot/read/judging/emails.ts';
import { justInTimeRulesOf } from '../../snapshot/read/organizations.ts';
import { findUser } from '../../snapshot/read/users.ts';
import { oneLine } from '../../words.ts';
import { MANAGE_ORGANIZATION, MANAGE_USERS } from '../documentation.ts';
import { inOrganization, JUST_IN_TIME } from '../known.ts';
import type { Judged, Rule } from '../rule.ts';
import { byId } from './roles.ts';

/** Rules on e-mail addresses. */

export const unusualEmailDomain: Rule = {
  id: 'unusual-email-domain',
  severity: 'medium',
  title: 'E-mail outside the usual domains of an organization',
  why: 'Somebody with another address than the rest may be a former colleague’s private account, a contractor whom nobody remembers, or the wrong person. Domains that just-in-time rules let in are usual too, where the sync reads these (the setting logtoAccess.sync.justInTime).',
  whatToDo:
    'Ask somebody in the organization. If the person does not belong, remove the membership in Console > Organizations.',
  documentation: MANAGE_ORGANIZATION,
  thresholds: ['usualDomainPercent', 'usualDomainMembers'],
  reads: inOrganization,
  whole: [['users']],
  wholeMembers: true,
  asksFor: JUST_IN_TIME,
  *judge(judged) {
    const { names } = judged;
    for (const { id, domain, organizationId, usual } of strangers(judged)) {
      const [thing, organization] = [names.personOf(id), names.place(organizationId)];
      const saw = (): string =>
        `${thing.label} in ${organization.name} has an e-mail of ${oneLine(domain)}; usual there: ${usual}`;
      yield { about: [thing], organization, saw };
    }
  },
};

export const sameEmail: Rule = {
  id: 'same-email',
  severity: 'medium',
  title: 'Same e-mail twice but for case',
  why: 'Two accounts with one mailbox: most likely one person with two sets of roles, of which only one is taken away when they leave.',
  whatToDo:
    'In Console > User management, find out which account is in use, move what it lacks, and delete the other.',
  documentation: MANAGE_USERS,
  reads: () => [['users']],
  *judge({ snapshot, names }) {
    for (const ids of sameEmails(snapshot)) {
      const emails = ids.map((id) => oneLine(findUser(snapshot, id)?.email ?? ''));
      yield {
        about: ids.map((id) => names.personOf(id)),
        saw: () => `${emails.join(' and ')} differ in nothing but case`,
      };
    }
  },
};

/** A member with an unusual domain. */
interface Stranger {
  readonly id: string;
  readonly domain: string;
  readonly organizationId: string;
  readonly usual: string;
}

/** By user and organization id. They are found by organization, and so held. */
function strangers(judged: Judged): Stranger[] {
  const found: Stranger[] = [];
  const unknown = wasAsked(judged) ? '' : '; which domains just-in-time rules let in is not known';
  for (const inOrganization of emailDomains(judged.snapshot)) {
    const domains = usualDomains(judged, inOrganization);
    if (domains === undefined) continue;
    const { organizationId } = inOrganization;
    const usual = `${oneLine([...domains].join(', '))}${unknown}`;
    for (const member of membersOutside(judged.snapshot, organizationId, domains))
      found.push({ ...member, organizationId, usual });
  }
  return found.sort(byId); // stable: organizations stay sorted
}

/** Domains of an organization’s people, most frequent first; undefined where there are no usual ones, or not for sure. */
function usualDomains(
  judged: Judged,
  { organizationId, domains }: DomainsInOrganization,
): ReadonlySet<string> | undefined {
  const { snapshot, thresholds } = judged;
  if (domains.length < thresholds.usualDomainMembers) return undefined;
  const counts = countDomains(domains);
  const enough = (domains.length * thresholds.usualDomainPercent) / 100;
  const usual = [...counts]
    .filter(([, n]) => n >= enough)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const covered = usual.reduce((sum, [, n]) => sum + n, 0);
  // where most have some address or other, none is unusual
  if (covered === domains.length || covered * 2 <= domains.length) return undefined;
  const rules = justInTimeRulesOf(snapshot, organizationId);
  if (rules === null && wasAsked(judged)) return undefined;
  const invited = rules?.emailDomains ?? [];
  return new Set([...usual.map(([domain]) => domain), ...invited.map((domain) => domain.toLowerCase())]);
}

function wasAsked({ snapshot: { info } }: Judged): boolean {
  return JUST_IN_TIME.wasAsked(info);
}

function countDomains(domains: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const domain of domains) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  return counts;
}
