import { isComplete } from '../snapshot/lacks/holes.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Finding, Sight } from './model.ts';
import { Names } from './names.ts';
import { privilegedNotices, privilegedRoles } from './privileged.ts';
import { isWhole } from './known.ts';
import type { Judged, Rule } from './rule.ts';
import { RULES } from './rules.ts';
import { unaskedNotices } from './unasked.ts';
import { unreadNotices } from './unread.ts';
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

/** What whoever reads the findings has to know of how they were judged, in sentences without their full stop. */
export interface Notices {
  /** What is not judged by what a person told it to be; mostly there is nothing to say. */
  readonly notices: readonly string[];
  /** Which rules do not judge, since what they need was not asked for, could not be read, or is not in a C1 file. */
  readonly notJudged: readonly string[];
}

/** Tells apart what a person has to mend and what is only not judged. */
export function noticesApart(judged: Judged, rules: readonly Rule[]): Notices {
  const isOn = rules.some((rule) => rule.thresholds?.includes('privilegedRoles'));
  return {
    notices: isOn ? privilegedNotices(judged.snapshot, judged.thresholds.privilegedRoles) : [],
    notJudged: [...unreadNotices(judged, rules), ...unaskedNotices(judged, rules)],
  };
}

/** Whether what a rule does not see is not there, for certain: nothing is missing, and it was asked for what it needs. */
export function isJudgedWholly(judged: Judged, rule: Rule): boolean {
  const { info } = judged.snapshot;
  if (!isComplete(info) || info.c1 !== undefined || rule.asksFor?.wasAsked(info) === false) return false;
  const { notices, notJudged } = noticesApart(judged, [rule]);
  return notices.length === 0 && notJudged.length === 0;
}

/** What one rule sees. */
export function* judgeBy(rule: Rule, judged: Judged): Generator<Finding> {
  for (const sight of sightsOf(rule, judged)) yield toFinding(rule, sight);
}

/** The same before it is put in words, which takes long for very many. */
export function* sightsOf(rule: Rule, judged: Judged): Generator<Sight> {
  const { whole = [], wholeMembers = false } = rule;
  const { snapshot } = judged;
  if (!isWhole(snapshot, ...whole)) return;
  for (const sight of rule.judge(judged))
    if (!wholeMembers || isWhole(snapshot, ['members', sight.organization?.id])) yield sight;
}

/** The same for the same finding in any snapshot of the tenant. */
export function keyOf({ id: rule }: Rule, { about, organization }: Sight): string {
  let key = rule;
  for (const { id } of about) key += `/${id}`;
  return organization === undefined ? key : `${key}/${organization.id}`;
}

function toFinding(rule: Rule, sight: Sight): Finding {
  const { about, also, organization, roleIds, joinedBy, saw } = sight;
  const { id, severity } = rule;
  const subjects = also === undefined ? about : [...about, ...also];
  const finding = { rule: id, severity, saw: saw(), key: keyOf(rule, sight), subjects };
  return {
    ...finding,
    ...(organization && { organization }),
    ...(roleIds && { roleIds }),
    ...(joinedBy && { joinedBy }),
  };
}
