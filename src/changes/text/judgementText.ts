import type { Finding, Severity } from '../../findings/model.ts';
import { ruleOf } from '../../findings/rules.ts';
import { checkHeadline, verdictWords } from '../../policy/report.ts';
import { count, escapeMarkdown, number } from '../../words.ts';
import type { FindingChanges, RuleDifference } from '../judging/findings.ts';
import type { Judgement } from '../judging/judgement.ts';
import type { ComparedVerdict, PolicyChanges } from '../judging/policy.ts';

/** How many findings of some rules there are. */
export function countOf(rules: readonly RuleDifference[]): number {
  return rules.reduce((sum, rule) => sum + rule.count, 0);
}

/** `2 new findings, 1 gone` */
export function findingsHeadline({ new: came, gone }: FindingChanges): string {
  if (came.length + gone.length === 0) return 'no new findings, none gone';
  return `${count(countOf(came), 'new finding')}, ${gone.length === 0 ? 'none' : number(countOf(gone))} gone`;
}

/** What of the findings is not told, a sentence each. */
export function untold({ suppressed, unsure, notCompared }: FindingChanges): string[] {
  return [
    ...(suppressed === 0 ? [] : [`${number(suppressed)} more new or gone, and suppressed`]),
    ...(unsure === 0
      ? []
      : [`${number(unsure)} cannot be judged: not all that they tell of was read in both snapshots`]),
    ...notCompared.map(
      ({ rule, why }) =>
        `not compared of what both snapshots have: ${ruleOf(rule)?.title ?? rule} (${rule}), since ${why}`,
    ),
  ];
}

/** A verdict in a sentence: `new: Ada holds admin with ada@home.example` */
export function verdictText(verdict: ComparedVerdict): string {
  const age = ageOf(verdict);
  const how = verdict.kind === 'error' ? 'cannot be judged' : age;
  return `${how === undefined ? '' : `${how}: `}${verdictWords(verdict)}`;
}

function ageOf({ isNew, mayBeNew }: ComparedVerdict): string | undefined {
  return isNew ? 'new' : mayBeNew && 'perhaps new';
}

/** What is to be known of the breaches of a policy, a sentence each. */
export function unsureOf({ verdicts }: Pick<PolicyChanges, 'verdicts'>): string[] {
  return verdicts.some(({ mayBeNew }) => mayBeNew)
    ? ['Perhaps new is what the older snapshot may have too: it does not tell all that this is judged by']
    : [];
}

/** Each finding with its severity, and how many more there are of the rule. */
export function* toldOf(
  rules: readonly RuleDifference[],
): Generator<{ severity: Severity; saw: Finding['saw'] }> {
  for (const { severity, findings, count: all } of rules) {
    for (const { saw } of findings) yield { severity, saw };
    if (all > findings.length)
      yield { severity, saw: `and ${number(all - findings.length)} more of this kind` };
  }
}

/** What looks wrong since, as lines of text. */
export function judgementLines({ findings, policies }: Judgement): string[] {
  const told = (rules: readonly RuleDifference[], sign: string): string[] =>
    [...toldOf(rules)].map(({ severity, saw }) => `  ${sign} ${severity}: ${saw}`);
  return [
    ...(findings === undefined
      ? []
      : [
          ...['', `Findings: ${findingsHeadline(findings)}`],
          ...[...told(findings.new, '+'), ...told(findings.gone, '-')],
          ...untold(findings).map((sentence) => `  ? ${sentence}`),
        ]),
    ...policies.flatMap((policy) => [
      ...['', `Policy ${policy.file}: ${checkHeadline(policy)}`],
      ...policy.verdicts.map(
        (one) => `  ${one.kind === 'breach' ? '!' : '?'} line ${one.at.line + 1}: ${verdictText(one)}`,
      ),
      ...unsureOf(policy).map((sentence) => `  ? ${sentence}`),
    ]),
  ];
}

/** The same in Markdown, as sections: what a policy forbids and what is new, and then what is gone. */
export function judgementSections({ findings, policies }: Judgement): string[] {
  const section = (title: string, rules: readonly RuleDifference[]): string[] =>
    rules.length === 0
      ? []
      : [
          ...['', `## ${title} (${number(countOf(rules))})`, ''],
          ...[...toldOf(rules)].map(({ severity, saw }) => `- **${severity}** ${escapeMarkdown(saw)}`),
        ];
  const notTold = findings === undefined ? [] : untold(findings);
  return [
    ...policies.flatMap(policySection),
    ...(findings === undefined
      ? []
      : [...section('New findings', findings.new), ...section('Findings that are gone', findings.gone)]),
    ...(notTold.length === 0 ? [] : ['', `Findings: ${notTold.map(escapeMarkdown).join('; ')}.`]),
  ];
}

function policySection(policy: PolicyChanges): string[] {
  const { file, verdicts } = policy;
  const lines = verdicts.map((one) => {
    const how = one.kind === 'error' ? 'not judged' : ['breach', ageOf(one) ?? []].flat().join(', ');
    return `- **${how}** line ${one.at.line + 1}: ${escapeMarkdown(verdictWords(one))}`;
  });
  return [
    '',
    `## Policy ${escapeMarkdown(file)}: ${checkHeadline(policy)}`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    ...unsureOf(policy).flatMap((sentence) => ['', `${sentence}.`]),
  ];
}
