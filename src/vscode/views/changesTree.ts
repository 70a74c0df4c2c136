import * as vscode from 'vscode';
import { groupChanges, type ChangeGroup } from '../../changes/group.ts';
import type { Change, Comparison } from '../../changes/model.ts';
import { describeChange, summaryLine } from '../../changes/sentences.ts';
import { areOfTwoTenants } from '../../changes/tenants.ts';
import { unsureSentence } from '../../changes/unsure.ts';
import { count, number, oneLine } from '../../words.ts';
import { CONTEXT_KEYS, VIEWS } from '../contract.ts';
import { setContext } from '../emitters.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';

/** Changes shown of one group; the text diff has all of them. */
const MOST = 200;

/** Changes in one organization, or of one kind in the whole tenant. */
export interface GroupItem {
  readonly type: 'changes';
  readonly group: ChangeGroup;
  readonly organizationId?: string;
}

type Item =
  | GroupItem
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'rest'; readonly hidden: number };

const LOOKS = {
  added: { icon: 'diff-added', color: 'gitDecoration.addedResourceForeground' },
  removed: { icon: 'diff-removed', color: 'gitDecoration.deletedResourceForeground' },
  changed: { icon: 'diff-modified', color: 'gitDecoration.modifiedResourceForeground' },
} as const;

/** The Changes view: what differs between the two snapshots that were compared last, by organization. */
class ChangesTree implements vscode.TreeDataProvider<Item> {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getChildren(item?: Item): Item[] {
    if (item === undefined)
      return groupChanges(this.#services.comparison.value?.changes ?? []).map(toGroupItem);
    if (item.type !== 'changes') return [];
    const { changes } = item.group;
    const shown = changes.slice(0, MOST).map((change): Item => ({ type: 'change', change }));
    return changes.length > MOST ? [...shown, { type: 'rest', hidden: changes.length - MOST }] : shown;
  }

  getTreeItem(item: Item): vscode.TreeItem {
    switch (item.type) {
      case 'changes':
        return groupTreeItem(item);
      case 'change':
        return changeTreeItem(item.change);
      case 'rest':
        return new vscode.TreeItem(
          vscode.l10n.t('… and {0} more: open the changes as text', number(item.hidden)),
        );
    }
  }
}

function toGroupItem(group: ChangeGroup): GroupItem {
  const { organizationId } = group;
  return { type: 'changes', group, ...(organizationId !== undefined && { organizationId }) };
}

function groupTreeItem({ group, organizationId }: GroupItem): vscode.TreeItem {
  const item = new vscode.TreeItem(oneLine(group.title), vscode.TreeItemCollapsibleState.Expanded);
  item.id = organizationId ?? group.title;
  item.description = count(group.changes.length, 'change');
  item.contextValue = organizationId === undefined ? 'tenantChanges' : 'organizationChanges';
  item.iconPath = new vscode.ThemeIcon(organizationId === undefined ? 'globe' : 'briefcase');
  return item;
}

function changeTreeItem(change: Change): vscode.TreeItem {
  const sentence = oneLine(describeChange(change));
  const item = new vscode.TreeItem(sentence);
  const { icon, color } = LOOKS[change.kind];
  item.id = `${change.subject}/${change.id}`;
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = sentence;
  item.accessibilityInformation = { label: `${change.kind}: ${sentence}` };
  return item;
}

/** Shows the Changes view and keeps it true. */
export function registerChangesView(context: vscode.ExtensionContext, services: Services): void {
  const tree = new ChangesTree(services);
  const view = vscode.window.createTreeView(VIEWS.changes, { treeDataProvider: tree, showCollapseAll: true });
  context.subscriptions.push(
    view,
    services.comparison.onDidChange((comparison) => {
      setContext(CONTEXT_KEYS.comparing, comparison !== undefined);
      view.message = comparison === undefined ? '' : messageOf(comparison);
      tree.refresh();
    }),
  );
}

/** What was compared, what cannot be judged, and a warning where it is not one tenant at two times. */
function messageOf(comparison: Comparison): string {
  const unsure = unsureSentence(comparison, { time: localMinute, most: 3 });
  const told = unsure === undefined ? headline(comparison) : `${headline(comparison)}. ${unsure}.`;
  if (!areOfTwoTenants(comparison)) return told;
  const { before, after } = comparison;
  const warning = vscode.l10n.t(
    'These snapshots are of two tenants, {0} and {1}: almost everything differs.',
    ...[before.baseUrl, after.baseUrl],
  );
  return `${warning} ${told}`;
}

function headline({ before, after, summary, unsure, changes }: Comparison): string {
  const from = localMinute(before.endedAt);
  const to = localMinute(after.endedAt);
  if (changes.length === 0 && unsure > 0)
    return vscode.l10n.t('{0}: no certain difference between {1} and {2}', after.tenantName, from, to);
  if (changes.length === 0)
    return vscode.l10n.t('{0}: no difference between {1} and {2}', after.tenantName, from, to);
  return vscode.l10n.t('{0}: {1} from {2} to {3}', after.tenantName, summaryLine(summary), from, to);
}
