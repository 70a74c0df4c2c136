import { checkSnapshot, MOST_TOLD, moreOf, type PolicyResult, type Verdict } from '../../policy/check.ts';
import { isComplete } from '../../snapshot/lacks/holes.ts';
import { number } from '../../words.ts';
import type { OpenPair } from '../compareFiles.ts';

/** A policy, and where it was read from. */
export interface PolicyText {
  /** As it is told to people: relative to the workspace, or as it was named. */
  readonly file: string;
  readonly text: string;
}

/** What the newer of two snapshots does not hold of a policy. */
export interface PolicyChanges extends Pick<PolicyResult, 'assertions' | 'isForOthers'> {
  readonly file: string;
  readonly verdicts: readonly ComparedVerdict[];
}

/** A verdict on the newer snapshot. */
export interface ComparedVerdict extends Verdict {
  /** In the older snapshot, who or what this is about does not breach the assertion. */
  readonly isNew: boolean;
}

/**
 * Checks two snapshots of a tenant against a policy: what of it the newer one breaches, and which of that is new, which
 * is told first where an assertion has more breaches than are told.
 */
export function comparePolicy(
  { before, after }: OpenPair,
  { file, text }: PolicyText,
  byName: boolean,
): PolicyChanges {
  const { assertions, verdicts, isForOthers } = checkSnapshot(after, text, Infinity);
  const isKnown = !byName && isComplete(before.info) && before.info.c1 === undefined;
  // by the name that the tenant has now: a policy for it was for it under an earlier name too
  const older = isKnown ? checkSnapshot(before, text, Infinity, after.info).verdicts : [];
  const known = new Set(older.map(({ key }) => key)); // not words: counts and names change while a breach stays
  const isNew = ({ kind, key }: Verdict): boolean =>
    isKnown && kind === 'breach' && key !== undefined && !known.has(key);
  const compared = verdicts.map((verdict) => ({ ...verdict, isNew: isNew(verdict) }));
  const byAssertion = Map.groupBy(compared, ({ assertion }) => assertion).values();
  return {
    ...{ file, assertions, ...(isForOthers && { isForOthers }) },
    verdicts: [...byAssertion].flatMap(toldOf),
  };
}

/** What is wrong, so many breaches of one assertion, and how many more there are. */
function toldOf(verdicts: readonly ComparedVerdict[]): readonly ComparedVerdict[] {
  const breaches = verdicts.filter(({ kind }) => kind === 'breach');
  const [first] = breaches;
  if (first === undefined || breaches.length <= MOST_TOLD) return verdicts;
  const newFirst = breaches.sort((a, b) => Number(b.isNew) - Number(a.isNew));
  const rest = newFirst.splice(MOST_TOLD);
  const news = rest.filter(({ isNew }) => isNew).length;
  const { message, more } = moreOf(rest.length);
  const { kind, assertion = 0, assert, at, because } = first;
  const counted = news === 0 ? message : `${message}, ${number(news)} of them new`;
  const errors = verdicts.filter(({ kind }) => kind === 'error');
  const last = {
    ...{ kind, assertion, at, isNew: false, message: counted, more },
    ...(assert !== undefined && { assert }),
    ...(because !== undefined && { because }),
  };
  return [...errors, ...newFirst, last];
}
