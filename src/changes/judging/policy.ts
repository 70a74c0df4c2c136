import type { FoundThing } from '../../findings/model.ts';
import { meaningOf, type Meaning } from '../../policy/assertions.ts';
import {
  checkSnapshot,
  MOST_TOLD,
  moreOf,
  type PolicyResult,
  type PolicyTenant,
  type Verdict,
} from '../../policy/check.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { unknownOf } from '../../snapshot/lacks/missing.ts';
import type { HoleIn } from '../../snapshot/model.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number } from '../../words.ts';
import type { OpenPair } from '../compareFiles.ts';
import { mayLack } from '../holes.ts';

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
  /** Nor was it seen to do so in the older snapshot, which does not tell all that the assertion is judged by. */
  readonly mayBeNew?: true;
}

/**
 * Checks two snapshots of a tenant against a policy: what of it the newer one breaches, and which of that is new, which
 * is told first where an assertion has more breaches than are told. `tenant` says how it is called now, where that is not
 * as in the newer one.
 */
export function comparePolicy(
  { before, after }: OpenPair,
  { file, text }: PolicyText,
  byName: boolean,
  tenant: PolicyTenant = after.info,
): PolicyChanges {
  const { assertions, verdicts, isForOthers } = checkSnapshot(after, text, Infinity, tenant);
  const age = byName ? () => NOT_NEW : ageIn(before, text, tenant);
  const compared = verdicts.map((verdict) => ({ ...verdict, ...age(verdict) }));
  const byAssertion = Map.groupBy(compared, ({ assertion }) => assertion).values();
  return {
    ...{ file, assertions, ...(isForOthers && { isForOthers }) },
    verdicts: [...byAssertion].flatMap(toldOf),
  };
}

type Age = Pick<ComparedVerdict, 'isNew' | 'mayBeNew'>;

const NOT_NEW: Age = { isNew: false };

/** Tells of a verdict whether it is new since an older snapshot. */
function ageIn(before: Snapshot, text: string, tenant: PolicyTenant): (verdict: Verdict) => Age {
  // by the name that the tenant has now: a policy for it was for it under an earlier name too
  const older = checkSnapshot(before, text, Infinity, tenant).verdicts;
  const known = new Set(older.map(({ key }) => key)); // not words: counts and names change while a breach stays
  const meanings = parsePolicy(text).assertions.map((assertion) => meaningOf(before, assertion));
  return (verdict) => {
    const { kind, key, assertion = 0 } = verdict;
    if (kind !== 'breach' || key === undefined || known.has(key)) return NOT_NEW;
    const mayLackIt = meanings.slice(assertion, assertion + 1).some((one) => mayHide(before, one, verdict));
    return mayLackIt ? { isNew: false, mayBeNew: true } : { isNew: true };
  };
}

/** Of what a breach is about, that of which a part of a list is. */
const OWNERS: Readonly<Partial<Record<HoleIn, FoundThing['kind']>>> = {
  ...{ users: 'user', organizations: 'organization', members: 'organization' },
};

/** Whether the same breach may lie where a snapshot was not read, or in what its C1 file does not carry. */
function mayHide(snapshot: Snapshot, { places, cannotKnow }: Meaning, { subjects = [] }: Verdict): boolean {
  if (cannotKnow !== undefined || unknownOf(snapshot, places).length > 0) return true;
  return places.some(([list, of = subjects.find(({ kind }) => kind === OWNERS[list])?.id]) =>
    mayLack(snapshot, [list, of]),
  );
}

/** What is wrong, so many breaches of one assertion, and how many more there are. */
function toldOf(verdicts: readonly ComparedVerdict[]): readonly ComparedVerdict[] {
  const breaches = verdicts.filter(({ kind }) => kind === 'breach');
  const [first] = breaches;
  if (first === undefined || breaches.length <= MOST_TOLD) return verdicts;
  const newFirst = breaches.sort((a, b) => rankOf(a) - rankOf(b));
  const rest = newFirst.splice(MOST_TOLD);
  const { message, more } = moreOf(rest.length);
  const { kind, assertion = 0, assert, at, because } = first;
  const counted = [message, ...agesOf(rest)].join(', ');
  const errors = verdicts.filter(({ kind }) => kind === 'error');
  const last = {
    ...{ kind, assertion, at, isNew: false, message: counted, more },
    ...(assert !== undefined && { assert }),
    ...(because !== undefined && { because }),
  };
  return [...errors, ...newFirst, last];
}

/** What is new comes first, and then what may be. */
function rankOf({ isNew, mayBeNew }: ComparedVerdict): number {
  return isNew ? 0 : mayBeNew ? 1 : 2;
}

/** `3 of them new`, `1 of them perhaps new` */
function agesOf(breaches: readonly ComparedVerdict[]): string[] {
  return ['new', 'perhaps new'].flatMap((word, rank) => {
    const some = breaches.filter((one) => rankOf(one) === rank).length;
    return some === 0 ? [] : [`${number(some)} of them ${word}`];
  });
}
