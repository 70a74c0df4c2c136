import {
  checkToCompare,
  MOST_TOLD,
  withoutKey,
  type KeyedVerdict,
  type PolicyResult,
  type Verdict,
} from '../policy/check.ts';
import { isComplete } from '../snapshot/holes.ts';
import type { OpenPair } from './compareFiles.ts';

/** A policy, and where it was read from. */
export interface PolicyText {
  /** As it is told to people: relative to the workspace, or as it was named. */
  readonly file: string;
  readonly text: string;
}

/** What the newer of two snapshots does not hold of a policy. */
export interface PolicyChanges extends Pick<PolicyResult, 'assertions'> {
  readonly file: string;
  readonly verdicts: readonly ComparedVerdict[];
}

/** A verdict on the newer snapshot. */
export interface ComparedVerdict extends Verdict {
  /** In the older snapshot, who or what this is about does not breach the assertion. */
  readonly isNew: boolean;
}

/** Checks two snapshots of a tenant against a policy: what of it the newer one breaches, and which of that is new. */
export function comparePolicy(
  { before, after }: OpenPair,
  { file, text }: PolicyText,
  byName: boolean,
): PolicyChanges {
  const { assertions, verdicts } = checkToCompare(after, text);
  const isKnown = !byName && isComplete(before.info) && before.info.c1 === undefined;
  const older = isKnown ? checkToCompare(before, text).verdicts : [];
  const known = new Set(older.map(keyOf));
  const cut = assertionsNotTold(older);
  const isNew = (verdict: KeyedVerdict): boolean =>
    isKnown && verdict.kind === 'breach' && !known.has(keyOf(verdict)) && !cut.has(verdict.assertion);
  const compared = verdicts.map((verdict) => ({ ...withoutKey(verdict), isNew: isNew(verdict) }));
  return { file, assertions, verdicts: compared };
}

/** Not by its words: in them are counts and names, which change while the breach stays. */
function keyOf({ assertion, key = '' }: KeyedVerdict): string {
  return `${assertion ?? ''} ${key}`;
}

/** Assertions of which not all breaches are told. */
function assertionsNotTold(verdicts: readonly Verdict[]): ReadonlySet<Verdict['assertion']> {
  const byAssertion = Map.groupBy(verdicts, ({ assertion }) => assertion);
  return new Set([...byAssertion].flatMap(([one, those]) => (those.length > MOST_TOLD ? [one] : [])));
}
