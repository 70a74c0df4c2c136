import * as vscode from 'vscode';
import type { Severity } from '../../findings/model.ts';
import { ruleOf } from '../../findings/rules.ts';
import { checkHeadline } from '../../policy/report.ts';
import { SEVERITY_ICONS } from '../findings/severityIcons.ts';
import { beside, isolated } from './isolated.ts';
import { sizeOf, type FindingItem, type JudgedListItem } from './judgedItems.ts';
import { spoken } from './spoken.ts';

/** How the lines look that tell what looks wrong since. */

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** A line that opens; `headline` stands beside the line above them all. */
export function judgedTreeItem(item: JudgedListItem, id: string, headline: string): vscode.TreeItem {
  switch (item.type) {
    case 'judged':
      return lineOf({ id, label: vscode.l10n.t('Findings'), description: headline, icon: 'search-fuzzy' });
    case 'findingList': {
      const label =
        item.which === 'new' ? vscode.l10n.t('New findings') : vscode.l10n.t('Findings that are gone');
      const icon = item.which === 'new' ? 'warning' : 'pass';
      return lineOf({ id, label, description: sizeOf(item), icon, state: Expanded });
    }
    case 'policy': {
      const { file, verdicts } = item.policy;
      const description = checkHeadline(item.policy);
      return lineOf({ id, label: file, description, icon: verdicts.length === 0 ? 'pass' : 'law' });
    }
  }
}

export function findingTreeItem({ finding, rule, thing, which }: FindingItem, id: string): vscode.TreeItem {
  const { severity, saw } = finding;
  const { title = rule, why = '', whatToDo = '' } = ruleOf(rule) ?? {};
  const made = lineOf({ id, label: isolated(saw), description: '', icon: '', state: None });
  made.iconPath = iconOf(severity, which);
  const kind = which === 'new' ? 'finding' : 'past'; // what is gone needs no suppressing
  made.contextValue = thing === undefined ? kind : `${kind}.${thing.kind}`;
  made.tooltip = [saw, '', title, why, ...(which === 'new' ? [whatToDo] : [])].join('\n');
  const whichOne = which === 'new' ? vscode.l10n.t('new finding') : vscode.l10n.t('gone finding');
  made.accessibilityInformation = spoken(made, whichOne, severity);
  return made;
}

/** What is gone is no longer a warning. */
function iconOf(severity: Severity, which: FindingItem['which']): vscode.ThemeIcon {
  const [icon, color] = SEVERITY_ICONS[severity];
  return which === 'new'
    ? new vscode.ThemeIcon(icon, new vscode.ThemeColor(color))
    : new vscode.ThemeIcon('check', new vscode.ThemeColor('disabledForeground'));
}

function lineOf(look: {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly state?: vscode.TreeItemCollapsibleState;
}): vscode.TreeItem {
  const made = new vscode.TreeItem(look.label, look.state ?? Collapsed);
  made.id = look.id;
  made.description = beside(look.description);
  made.iconPath = new vscode.ThemeIcon(look.icon);
  made.accessibilityInformation = spoken(made);
  return made;
}
