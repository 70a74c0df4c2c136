import * as vscode from 'vscode';
import type { ChangeGroup, ChangeGrouping } from '../../changes/group.ts';
import { lineOf } from '../../changes/text/lines.ts';
import type { Change } from '../../changes/model.ts';
import { describeWithPlace, shortSummary } from '../../changes/text/sentences.ts';
import { summarise } from '../../changes/summary.ts';
import { touchText } from '../../changes/touched.ts';
import { count, oneLine } from '../../words.ts';
import { messageTreeItem, moreTreeItem, nodeTreeItem } from './accessTreeItems.ts';
import {
  idOf,
  type ChangeItem,
  type ChangesItem,
  type GroupItem,
  type TouchedItem,
  type TouchItem,
} from './changesItems.ts';
import { beside, isolated } from './isolated.ts';
import { findingTreeItem, judgedTreeItem } from './judgedTreeItems.ts';
import { spoken } from './spoken.ts';

/** How the lines of the Changes view look. */

/** The colours of Git's lines, which come with Git: a person may have disabled it. */
const hasGit = vscode.extensions.getExtension('vscode.git') !== undefined;

const LOOKS = {
  added: { icon: 'diff-added', color: hasGit ? 'gitDecoration.addedResourceForeground' : 'charts.green' },
  removed: { icon: 'diff-removed', color: hasGit ? 'gitDecoration.deletedResourceForeground' : 'charts.red' },
  changed: {
    ...{
      icon: 'diff-modified',
      color: hasGit ? 'gitDecoration.modifiedResourceForeground' : 'charts.yellow',
    },
  },
} as const;

/** How all lines are shown. */
interface Look {
  readonly by: ChangeGrouping;
  /** There are so few changes that one sees all of them at once. */
  readonly isShort: boolean;
  /** What stands beside the line of what looks wrong since. */
  readonly headline: string;
}

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export function changesTreeItem(item: ChangesItem, look: Look): vscode.TreeItem {
  switch (item.type) {
    case 'changes':
      return groupTreeItem(item, look);
    case 'change':
      return changeTreeItem(item, look);
    case 'touch':
      return touchTreeItem(item);
    case 'node':
      return touchedTreeItem(item);
    case 'judged':
    case 'findingList':
    case 'policy':
      return judgedTreeItem(item, idOf(item), look.headline);
    case 'finding':
      return findingTreeItem(item, idOf(item));
    case 'more':
      return moreTreeItem(idOf(item), item);
    case 'message':
      return messageTreeItem(item);
  }
}

function groupTreeItem(item: GroupItem, { isShort }: Look): vscode.TreeItem {
  const { title, changes, of } = item.group;
  const made = new vscode.TreeItem(isolated(oneLine(title)), isShort ? Expanded : Collapsed);
  made.id = idOf(item);
  made.description = beside(shortSummary(summarise(changes)));
  made.contextValue = of === undefined ? 'changes' : `changes.${of.kind}`;
  made.iconPath = new vscode.ThemeIcon(groupIcon(item.group));
  made.accessibilityInformation = spoken(made, spokenCounts(changes));
  return made;
}

function groupIcon({ of }: ChangeGroup): string {
  if (of === undefined) return 'list-tree';
  return of.kind === 'organization' ? 'briefcase' : 'account';
}

function spokenCounts(changes: readonly Change[]): string {
  const { added, removed, changed } = summarise(changes);
  return `${count(changes.length, 'change')}: ${added} added, ${removed} removed, ${changed} changed`;
}

function changeTreeItem(item: ChangeItem, { by }: Look): vscode.TreeItem {
  const { change, thing } = item;
  const { label, description, facts } = lineOf(change, by);
  const made = new vscode.TreeItem(isolated(label), change.touches === undefined ? None : Collapsed);
  const { icon, color } = LOOKS[change.kind];
  made.id = idOf(item);
  made.description = beside(description);
  made.contextValue = thing === undefined ? 'change' : `change.${thing.kind}`;
  made.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  made.tooltip = [oneLine(describeWithPlace(change)), ...facts].join('\n');
  made.accessibilityInformation = spoken(made, change.kind, ...facts);
  return made;
}

function touchTreeItem(item: TouchItem): vscode.TreeItem {
  const { touch } = item;
  const label = oneLine(touchText(touch));
  const made = new vscode.TreeItem(label, Collapsed);
  const { icon, color } = LOOKS[touch.effect === 'gained' ? 'added' : 'removed'];
  made.id = idOf(item);
  const caveat = touch.atLeast ? vscode.l10n.t('at least these: a snapshot is incomplete') : '';
  made.description = beside(caveat);
  made.contextValue = 'touch';
  made.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  made.accessibilityInformation = spoken(made, vscode.l10n.t('group'));
  return made;
}

function touchedTreeItem(item: TouchedItem): vscode.TreeItem {
  const made = nodeTreeItem(item);
  made.id = idOf(item);
  return made;
}
