import { checkSnapshot, type PolicyResult, type Verdict } from '../policy/check.ts';
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
  const { assertions, verdicts } = checkSnapshot(after, text);
  const isKnown = !byName && isComplete(before.info) && before.info.c1 === undefined;
  const older = isKnown ? checkSnapshot(before, text, Infinity).verdicts : [];
  const known = new Set(older.map(({ key }) => key)); // not words: counts and names change while a breach stays
  const isNew = ({ kind, key }: Verdict): boolean =>
    isKnown && kind === 'breach' && key !== undefined && !known.has(key);
  return { file, assertions, verdicts: verdicts.map((verdict) => ({ ...verdict, isNew: isNew(verdict) })) };
}
