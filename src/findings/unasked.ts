import { askedInVain, countAskedInVain, isGivenUp } from '../snapshot/lacks/holes.ts';
import {
  countHoldersWhereMfaIsRequired,
  UNASKED_MFA,
  UNASKED_MFA_OF_PRIVILEGED,
  unaskedMfaOf,
} from '../snapshot/read/judging/people.ts';
import type { Sql } from '../snapshot/read/peopleConditions.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import { isUnknown, unknownSentences } from '../snapshot/lacks/unknown.ts';
import { count } from '../words.ts';
import { JUST_IN_TIME } from './known.ts';
import type { Judged, Rule } from './rule.ts';
import { privilegedJustInTime, privilegedWithoutMfa } from './rules/privileges.ts';

/**
 * Says of rules on what only some syncs ask for where they are not judged, lest "nothing looks wrong" be read of them
 * too. Where nobody and nothing would be judged, there is nothing to say.
 */
export function unaskedNotices(judged: Judged, rules: readonly Rule[]): string[] {
  const { snapshot, privileged = [] } = judged;
  if (snapshot.info.counts.organizations === 0) return [];
  const judging = rules.filter(
    ({ thresholds }) => privileged.length > 0 || thresholds?.includes('privilegedRoles') !== true,
  );
  return [
    ...justInTimeNotice(judged, judging),
    ...(judging.includes(privilegedWithoutMfa) ? mfaNotice(judged) : []),
  ];
}

function justInTimeNotice({ snapshot: { info } }: Judged, rules: readonly Rule[]): string[] {
  const byThem = rules.filter(({ asksFor }) => asksFor === JUST_IN_TIME);
  const unread = countAskedInVain(info, 'justInTime');
  if (unread > 0 && byThem.length > 0)
    return [
      `Not judged of ${count(unread, 'organization')}: ${ruleNames(byThem)}, since ${unread === 1 ? 'its' : 'their'} just-in-time rules could not be read`,
    ];
  if (info.justInTime || !rules.includes(privilegedJustInTime)) return []; // others judge without them, too
  const why = whyUnknown(info) ?? 'the sync did not ask (the setting sync.justInTime)';
  return [`Not judged: ${ruleName(privilegedJustInTime)}, since ${why}`];
}

function mfaNotice({ snapshot, privileged = [] }: Judged): string[] {
  const { info } = snapshot;
  const rule = ruleName(privilegedWithoutMfa);
  if (isUnknown(info, 'MFA required'))
    return [`Not judged: ${rule}. ${unknownSentences(['MFA required']).join('')}`];
  const ids = privileged.map(({ id }) => id);
  const people = countHoldersWhereMfaIsRequired(snapshot, ids, UNASKED_MFA);
  const notJudged = (some: number, why: string): string[] =>
    some === 0 ? [] : [`Not judged of ${count(some, 'person', 'people')}: ${rule}, since ${why}`];
  const c1 = whyUnknown(info);
  if (c1 !== undefined) return notJudged(people, c1);
  const inVain =
    info.userDetails === 'all' ? people : countHoldersWhereMfaIsRequired(snapshot, ids, askedMfaInVain(info));
  return [
    ...notJudged(inVain, 'their MFA factors could not be read'),
    ...notJudged(people - inVain, NOT_ASKED),
  ];
}

/** Those of the privileged who were asked about in vain. */
function askedMfaInVain(info: SnapshotInfo): Sql {
  return isGivenUp(info, 'userDetails')
    ? UNASKED_MFA_OF_PRIVILEGED
    : unaskedMfaOf(askedInVain(info, 'userDetails'));
}

const NOT_ASKED = 'the sync did not ask about their MFA factors (the setting sync.userDetails)';

function whyUnknown({ c1 }: SnapshotInfo): string | undefined {
  return c1 && 'the C1 file does not tell it';
}

/** Rules as a notice names them. */
export function ruleNames(rules: readonly Rule[]): string {
  return rules.map(ruleName).join(', ');
}

function ruleName({ id, title }: Rule): string {
  return `${title} (${id})`;
}
