import type { HowToJudge } from '../../findings/found.ts';
import type { PolicyTenant } from '../../policy/check.ts';
import { withBoth, type CompareJob } from '../compareFiles.ts';
import { compareFindings, type FindingChanges } from './findings.ts';
import type { Comparison } from '../model.ts';
import { comparePolicy, type PolicyChanges, type PolicyText } from './policy.ts';
import { areStrangers } from '../tenants.ts';

/** Two snapshot files to judge beside their comparison, and by what. */
export interface JudgeJob extends Pick<CompareJob, 'before' | 'after'>, HowToJudge {
  readonly policies: readonly PolicyText[];
  /** How the tenant is called now, where that is not as in the newer snapshot. */
  readonly tenant?: PolicyTenant;
  /** So many findings of a rule are told at most; {@link MOST_OF_RULE} where left out. */
  readonly mostOfRule?: number;
}

/** What looks wrong since, and what is not as policies want it. */
export interface Judgement {
  /** Left out where the snapshots do not tell enough: {@link whyNotJudged}. */
  readonly findings?: FindingChanges;
  /** One for each policy. */
  readonly policies: readonly PolicyChanges[];
}

/** Judges two snapshot files: this takes longer than to compare them, and so is a job of its own. */
export function judgeFiles({ before, after, policies, tenant, mostOfRule, ...how }: JudgeJob): Judgement {
  return withBoth({ before, after }, (pair) => {
    const byName = areStrangers(pair.before, pair.after);
    const compared = { before: pair.before.info, after: pair.after.info, byName };
    return {
      ...(whyNotJudged(compared) === undefined && { findings: compareFindings(pair, how, mostOfRule) }),
      policies: policies.map((policy) => comparePolicy(pair, policy, byName, tenant)),
    };
  });
}

/** Why findings are not compared, as a sentence; undefined where they are. */
export function whyNotJudged({
  before,
  after,
  byName,
}: Pick<Comparison, 'before' | 'after' | 'byName'>): string | undefined {
  if ([before, after].some(({ c1 }) => c1 !== undefined))
    return 'Findings are not compared, since a C1 file does not carry all that they tell of';
  return byName ? 'Findings are not compared between two tenants' : undefined;
}
