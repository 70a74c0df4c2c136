import { inShort } from '../snapshot/lacks/holes.ts';
import { unknownOf, unreadIn } from '../snapshot/lacks/missing.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { count } from '../words.ts';
import type { Judged, Rule } from './rule.ts';
import { ruleNames } from './unasked.ts';

/**
 * Says of rules that need lists as a whole where these could not be read, or are not in a C1 file, lest "nothing looks
 * wrong" be read of them too. Rules with one reason are told together.
 */
export function unreadNotices({ snapshot, privileged }: Judged, rules: readonly Rule[]): string[] {
  const asked = rules.filter(
    // of the others it is said already that they judge nothing
    ({ thresholds }) => privileged !== undefined || thresholds?.includes('privilegedRoles') !== true,
  );
  const silent = Map.groupBy(asked, (rule) => whyNotJudged(snapshot, rule));
  const judging = silent.get(undefined) ?? [];
  return [
    ...[...silent].flatMap(([why, some]) =>
      why === undefined ? [] : [`Not judged: ${ruleNames(some)}, since ${why}`],
    ),
    ...ofOrganizations(
      snapshot,
      judging.filter(({ wholeMembers }) => wholeMembers),
    ),
  ];
}

/** Undefined where it judges, at least in some organizations. */
function whyNotJudged(snapshot: Snapshot, rule: Rule): string | undefined {
  const { whole = [], wholeMembers = false, known = [] } = rule;
  const isEveryones = snapshot.info.holes.some(({ in: list, of }) => list === 'members' && of === undefined);
  const needed = wholeMembers && isEveryones ? [...whole, ['members'] as const] : whole;
  const [unread, unknown] = [unreadIn(snapshot, needed), unknownOf(snapshot, [...whole, ...known])];
  const why = [
    ...(unread.length > 0 ? [inShort(unread)] : []),
    ...(unknown.length > 0 ? [`the C1 file does not tell ${unknown.toSorted().join(', ')}`] : []),
  ];
  return why.length > 0 ? why.join('; ') : undefined;
}

/** Rules that judge, but not in organizations of which some members could not be read. */
function ofOrganizations({ info }: Snapshot, rules: readonly Rule[]): string[] {
  const unread = new Set(info.holes.flatMap(({ in: list, of }) => (list === 'members' && of ? [of] : [])));
  if (unread.size === 0 || rules.length === 0) return [];
  const whose = unread.size === 1 ? 'its' : 'their';
  return [
    `Not judged of ${count(unread.size, 'organization')}: ${ruleNames(rules)}, since not all of ${whose} members could be read`,
  ];
}
