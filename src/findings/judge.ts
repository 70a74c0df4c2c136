import type { Snapshot } from '../snapshot/snapshot.ts';
import { privilegedRoles } from './known.ts';
import type { Finding, Sight } from './model.ts';
import { Names } from './names.ts';
import type { Judged, Rule } from './rule.ts';
import { RULES } from './rules.ts';
import { DEFAULT_SETTINGS, type FindingSettings } from './thresholds.ts';

/**
 * What looks wrong in a snapshot, rule by rule, one at a time: there may be as many as there are people. The same
 * snapshot and settings always give the same findings in the same order.
 */
export function* judge(snapshot: Snapshot, settings: FindingSettings = DEFAULT_SETTINGS): Generator<Finding> {
  const judged = judgedOf(snapshot, settings);
  for (const rule of rulesThatAreOn(settings)) yield* judgeBy(rule, judged);
}

/** The rules that nobody switched off. */
export function rulesThatAreOn({ off }: FindingSettings): Rule[] {
  return RULES.filter(({ id }) => !off.includes(id));
}

/** What all rules judge a snapshot by. */
export function judgedOf(snapshot: Snapshot, { thresholds }: FindingSettings): Judged {
  return {
    ...{ snapshot, thresholds, at: snapshot.info.endedAt, names: new Names(snapshot) },
    privileged: privilegedRoles(snapshot, thresholds.privilegedRoles),
  };
}

/** What one rule sees. */
export function* judgeBy(rule: Rule, judged: Judged): Generator<Finding> {
  for (const sight of rule.judge(judged)) yield toFinding(rule, sight);
}

function toFinding({ id: rule, severity }: Rule, { about, also, organization, saw }: Sight): Finding {
  const subjects = also === undefined ? about : [...about, ...also];
  let key = rule;
  for (const { id } of about) key += `/${id}`;
  if (organization === undefined) return { rule, severity, saw, key, subjects };
  return { rule, severity, saw, key: `${key}/${organization.id}`, organization, subjects };
}
