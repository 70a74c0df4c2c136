import { checkSnapshot, MOST_TOLD, type PolicyResult, type Verdict } from '../policy/check.ts';
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
  /** The older snapshot does not breach the policy in this way. */
  readonly isNew: boolean;
}

/** Checks two snapshots of a tenant against a policy: what of it the newer one breaches, and which of that is new. */
export function comparePolicy(
  { before, after }: OpenPair,
  { file, text }: PolicyText,
  byName: boolean,
): PolicyChanges {
  const { assertions, verdicts } = checkSnapshot(after, text);
  const isKnown = !byName && isComplete(before.info) && before.info.c1 === undefined;
  const older = isKnown ? checkSnapshot(before, text).verdicts : [];
  const known = new Set(older.map(wordsOf));
  const cut = assertionsNotTold(older);
  const isNew = (verdict: Verdict): boolean =>
    isKnown && verdict.kind === 'breach' && !known.has(wordsOf(verdict)) && !cut.has(verdict.assertion);
  return { file, assertions, verdicts: verdicts.map((verdict) => ({ ...verdict, isNew: isNew(verdict) })) };
}

function wordsOf({ assertion, message }: Verdict): string {
  return `${assertion ?? ''} ${message}`;
}

/** Assertions of which not all breaches are told. */
function assertionsNotTold(verdicts: readonly Verdict[]): ReadonlySet<Verdict['assertion']> {
  const byAssertion = Map.groupBy(verdicts, ({ assertion }) => assertion);
  return new Set([...byAssertion].flatMap(([one, those]) => (those.length > MOST_TOLD ? [one] : [])));
}
