import * as vscode from 'vscode';
import type { Judgement } from '../../changes/judging/judgement.ts';
import { countOf, unsureOf, untold, verdictText } from '../../changes/text/judgementText.ts';
import type { RuleDifference } from '../../changes/judging/findings.ts';
import type { Comparison } from '../../changes/model.ts';
import type { PolicyChanges } from '../../changes/judging/policy.ts';
import type { Finding } from '../../findings/model.ts';
import { number } from '../../words.ts';
import { thingOfFinding } from '../findings/thingOfFinding.ts';
import { sideOf, type About, type MessageItem } from './about.ts';

/** The line below which lies what looks wrong since. */
export interface JudgedItem extends About {
  readonly type: 'judged';
}

/** Findings that are new, or gone. */
export interface FindingListItem extends About {
  readonly type: 'findingList';
  readonly which: 'new' | 'gone';
  readonly rules: readonly RuleDifference[];
}

/** A policy, above what of it does not hold. */
export interface PolicyItem extends About {
  readonly type: 'policy';
  readonly policy: PolicyChanges;
}

/** One finding. */
export interface FindingItem extends About {
  readonly type: 'finding';
  readonly which: FindingListItem['which'];
  readonly finding: Finding;
  readonly rule: string;
}

/** A line that opens on such. */
export type JudgedListItem = JudgedItem | FindingListItem | PolicyItem;

type Below = JudgedListItem | FindingItem | MessageItem;

export function judgedItem({ after }: Comparison): JudgedItem {
  return { type: 'judged', ...sideOf(after) };
}

/** What lies below it: what is new, what is gone, and each policy; what is not told is said. */
export function judgementItems({ before, after }: Comparison, { findings, policies }: Judgement): Below[] {
  const { new: came, gone } = findings ?? { new: [], gone: [] };
  const news: FindingListItem = { type: 'findingList', which: 'new', rules: came, ...sideOf(after) };
  const past: FindingListItem = { type: 'findingList', which: 'gone', rules: gone, ...sideOf(before) };
  const lists = [news, past].filter(({ rules }) => rules.length > 0);
  const told = policies.map((policy): PolicyItem => ({ type: 'policy', policy, ...sideOf(after) }));
  const notes = findings === undefined ? [] : untold(findings).map((text) => note('judged', text, 'info'));
  const none = lists.length > 0 || findings === undefined ? [] : [nothing()];
  return [...none, ...told, ...lists, ...notes];
}

function nothing(): MessageItem {
  return note('judged', vscode.l10n.t('No finding is new, and none is gone'), 'pass');
}

/** The findings of a list, the most severe first, and how many more there are. */
export function findingItems(list: FindingListItem): Below[] {
  const { which, rules, tenantId, snapshotId } = list;
  return rules.flatMap(({ rule, findings, count: all }): Below[] => {
    const items = findings.map((finding): FindingItem => {
      const thing = thingOfFinding(finding);
      return { type: 'finding', which, finding, rule, tenantId, snapshotId, ...(thing && { thing }) };
    });
    const left = all - findings.length;
    const more = vscode.l10n.t('and {0} more by the rule {1}', number(left), rule);
    return left === 0 ? items : [...items, note(`${which}/${rule}`, more, 'ellipsis')];
  });
}

/** What of a policy does not hold, or cannot be judged. */
export function verdictItems({ policy }: PolicyItem): Below[] {
  const { file, verdicts } = policy;
  if (verdicts.length === 0) return [note(file, vscode.l10n.t('All assertions hold'), 'pass')];
  return [
    ...verdicts.map((verdict, i) =>
      note(`${file}/${i}`, verdictText(verdict), verdict.kind === 'breach' ? 'error' : 'question'),
    ),
    ...unsureOf(policy).map((text) => note(file, text, 'info')),
  ];
}

/** `3 findings`, beside the title of a list. */
export function sizeOf({ rules }: FindingListItem): string {
  return number(countOf(rules));
}

function note(id: string, text: string, icon: string): MessageItem {
  return { type: 'message', id: `${id}/${text}`, text, icon };
}
