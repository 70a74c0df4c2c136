import type { HowToJudge } from '../../findings/found.ts';
import { judgeBy, judgedOf, rulesThatAreOn } from '../../findings/judge.ts';
import type { Finding, Severity } from '../../findings/model.ts';
import type { Rule } from '../../findings/rule.ts';
import { isSuppressed, suppressedOn, type Suppressed } from '../../findings/suppressions.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { OpenPair } from '../compareFiles.ts';
import { mayLack } from '../holes.ts';
import { mergeSorted, type Pair } from '../merge.ts';

/** So many findings of a rule are told; the rest is counted, since time alone can bring as many as there are people. */
export const MOST_OF_RULE = 100;

/** Findings of one rule that one of two snapshots has and the other one does not. */
export interface RuleDifference {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  /** The first of them. */
  readonly findings: readonly Finding[];
}

/** What looks wrong in the newer of two snapshots and did not in the older one, and the other way round. */
export interface FindingChanges {
  /** The most severe rules first. */
  readonly new: readonly RuleDifference[];
  readonly gone: readonly RuleDifference[];
  /** How many more are new or gone, and suppressed. */
  readonly suppressed: number;
  /** How many may be new or gone: a hole may hide them, or only one of the syncs asked for what they tell of. */
  readonly unsure: number;
  /** Rules on what only one of the syncs asked for: what both snapshots have is neither new nor gone by them. */
  readonly notCompared: readonly NotCompared[];
}

/** A rule that was not compared. */
export interface NotCompared {
  readonly rule: string;
  /** The reason, to stand after "since". */
  readonly why: string;
}

/** Judges two snapshots of a tenant side by side, and keeps no more than what differs. */
export function compareFindings(pair: OpenPair, how: HowToJudge, mostOfRule = MOST_OF_RULE): FindingChanges {
  const hidden = suppressedOn(how.today, how.suppressions);
  const counts = { suppressed: 0, unsure: 0 };
  const [came, went]: [RuleDifference[], RuleDifference[]] = [[], []];
  const judged = { before: judgedOf(pair.before, how.settings), after: judgedOf(pair.after, how.settings) };
  const rules = rulesThatAreOn(how.settings);
  for (const rule of rules) {
    const [news, gone] = [new Collected(rule, mostOfRule), new Collected(rule, mostOfRule)];
    for (const two of mergeSorted(judgeBy(rule, judged.before), judgeBy(rule, judged.after), sortKey)) {
      const finding = onlyOneOf(two) ?? cameBack(two, hidden);
      if (finding === undefined) continue;
      const isNew = finding === two.after;
      if (isUnsure(rule, finding, isNew ? pair.before : pair.after, pair)) counts.unsure++;
      else if (isSuppressed(hidden, finding)) counts.suppressed++;
      else (isNew ? news : gone).add(finding);
    }
    came.push(...news.told());
    went.push(...gone.told());
  }
  return { new: came, gone: went, ...counts, notCompared: rules.flatMap((rule) => notCompared(rule, pair)) };
}

function notCompared({ id: rule, asksFor }: Rule, { before, after }: OpenPair): NotCompared[] {
  const isNewer = asksFor?.wasAsked(after.info);
  if (asksFor === undefined || asksFor.wasAsked(before.info) === isNewer) return [];
  return [{ rule, why: `only the ${isNewer ? 'newer' : 'older'} sync asked for ${asksFor.what}` }];
}

/** Counts what is collected, and keeps the first. */
class Collected {
  readonly #rule: Rule;
  readonly #most: number;
  readonly #findings: Finding[] = [];
  #count = 0;

  constructor(rule: Rule, most: number) {
    this.#rule = rule;
    this.#most = most;
  }

  add(finding: Finding): void {
    if (this.#count++ < this.#most) this.#findings.push(finding);
  }

  told(): RuleDifference[] {
    const { id: rule, severity } = this.#rule;
    return this.#count === 0 ? [] : [{ rule, severity, count: this.#count, findings: this.#findings }];
  }
}

/** A rule tells what it sees by ids, and a shorter list of ids before the longer one that begins with it. */
function sortKey({ key }: Finding): string {
  return key.replaceAll('/', '\0');
}

function onlyOneOf({ before, after }: Pair<Finding>): Finding | undefined {
  return before === undefined ? after : after === undefined ? before : undefined;
}

/** What is suppressed as it was, and not as it is now: somebody holds a role by it that nobody had looked at. */
function cameBack({ before, after }: Pair<Finding>, hidden: Suppressed): Finding | undefined {
  const isBack =
    before !== undefined &&
    after !== undefined &&
    isSuppressed(hidden, before) &&
    !isSuppressed(hidden, after);
  return isBack ? after : undefined;
}

/** Whether the snapshot that does not have a finding may only lack what it tells of, or was asked for less or more. */
function isUnsure(rule: Rule, finding: Finding, lacking: Snapshot, { before, after }: OpenPair): boolean {
  if (rule.reads(finding).some((place) => mayLack(lacking, place))) return true;
  return rule.asksFor?.wasAskedOf(before, finding) !== rule.asksFor?.wasAskedOf(after, finding);
}
