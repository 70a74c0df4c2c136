import { count } from '../words.ts';
import type { Finding } from './model.ts';
import type { Suppression } from './suppressionFile.ts';

/** What is told and what is not: each finding that is suppressed goes into a count. */
export class Unsuppressed implements Iterable<Finding> {
  readonly #findings: Iterable<Finding>;
  readonly #now: SuppressionsNow;
  readonly #matched = new Set<Finding['key']>();
  #suppressed = 0;

  constructor(findings: Iterable<Finding>, now: SuppressionsNow) {
    [this.#findings, this.#now] = [findings, now];
  }

  /** How many of those so far were suppressed. */
  get suppressed(): number {
    return this.#suppressed;
  }

  /** How many suppressions suppressed nothing so far. */
  get idle(): IdleSuppressions {
    return idleIn(this.#now, this.#matched);
  }

  *[Symbol.iterator](): Generator<Finding> {
    const { hidden } = this.#now;
    for (const finding of this.#findings) {
      if (hidden.has(finding.key)) this.#matched.add(finding.key);
      if (isSuppressed(hidden, finding)) this.#suppressed++;
      else yield finding;
    }
  }
}

/** How many suppressions have no effect. */
export interface IdleSuppressions {
  /** Nothing that is found has their key, and it would be found. */
  readonly unmatched: number;
  readonly ended: number;
}

/** How many have no effect where findings with these keys are suppressed. */
export function idleIn(
  { hidden, ended, unsure }: SuppressionsNow,
  matched: ReadonlySet<Finding['key']>,
): IdleSuppressions {
  const isIdle = (key: string): boolean => !matched.has(key) && !unsure.some((rule) => isOf(key, rule));
  return { unmatched: [...hidden.keys()].filter(isIdle).length, ended };
}

/** `2 suppressions match nothing here, 1 suppression has ended`; empty where each has an effect. */
export function idleText({ unmatched, ended }: IdleSuppressions): string {
  return [
    ...(unmatched > 0
      ? [count(unmatched, 'suppression matches', 'suppressions match') + ' nothing here']
      : []),
    ...(ended > 0 ? [count(ended, 'suppression has ended', 'suppressions have ended')] : []),
  ].join(', ');
}

/** Suppressions by the keys of their findings. */
export type Suppressed = ReadonlyMap<Finding['key'], Suppression>;

/** The suppressions for one snapshot, on one day. */
export interface SuppressionsNow {
  readonly hidden: Suppressed;
  /** How many have ended. */
  readonly ended: number;
  /** Rules that may not see all that is there: a suppression of theirs may be needed though it matches nothing. */
  readonly unsure: readonly string[];
}

/** Whether a key is of a finding of a rule. */
export function isOf(key: Finding['key'], rule: string): boolean {
  return key.startsWith(`${rule}/`);
}

/** What is suppressed on a day; findings whose end is past come back. */
export function suppressedOn(day: string, suppressions: readonly Suppression[]): Suppressed {
  return new Map(suppressions.filter(({ until }) => until >= day).map((one) => [one.finding, one]));
}

/** Whether a finding is suppressed: with a role, or a way to get it, that nobody has looked at, it is not. */
export function isSuppressed(
  suppressed: Suppressed,
  { key, roleIds, joinedBy }: Pick<Finding, 'key' | 'roleIds' | 'joinedBy'>,
): boolean {
  const one = suppressed.get(key);
  if (one === undefined) return false;
  return hasNoOther(roleIds, one.roleIds) && hasNoOther(joinedBy, one.joinedBy);
}

/** An entry that does not name what was looked at is for whatever there is. */
function hasNoOther(found: readonly string[] = [], lookedAt: readonly string[] = found): boolean {
  return found.every((one) => lookedAt.includes(one));
}
