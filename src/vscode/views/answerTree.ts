import * as vscode from 'vscode';
import type { Children } from '../../access/nodes/node.ts';
import type { OpenAnswer } from '../services.ts';
import { PAGE, placeOf, type SnapshotItem } from './accessItems.ts';
import { moreTreeItem, nodeTreeItem, tooltipOf } from './accessTreeItems.ts';
import { spoken } from './spoken.ts';
import { explain } from '../say.ts';

/** Lines at the top of an answer are shown expanded where there are no more than these. */
const FEW = 5;

/** A line of an answer: what commands on lines of the Access view need to know of one. */
type NodeItem = Omit<SnapshotItem, 'parent'>;

/** The line below a long list that opens on the next ones. */
interface MoreItem {
  readonly type: 'more';
  /** The line whose list it is; undefined at the top. */
  readonly list: NodeItem | undefined;
  /** Where in the list its page begins. */
  readonly offset: number;
  readonly total: number;
}

/** What went wrong with a line. */
interface ErrorItem {
  readonly type: 'error';
  readonly text: string;
}

/** A line of the Answer view. */
export type AnswerItem = NodeItem | MoreItem | ErrorItem;

/** What the view shows: an answer, and of which tenant. */
export interface ShownAnswer extends OpenAnswer {
  readonly tenantId: string;
}

/** The Answer view: each way down is a path. */
export class AnswerTree implements vscode.TreeDataProvider<AnswerItem> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #shown: ShownAnswer | undefined;
  /** Lines at the top below which one sees at once, by node id. */
  #expanded: ReadonlySet<string> = new Set();

  show(shown: ShownAnswer | undefined): void {
    this.#shown = shown;
    const { nodes, total } = shown?.answer.children({ limit: FEW }) ?? NO_CHILDREN;
    this.#expanded = new Set(total > FEW ? [] : nodes.map(({ id }) => id));
    this.#changed.fire(undefined);
  }

  getChildren(item?: AnswerItem): AnswerItem[] {
    if (item?.type === 'error') return [];
    try {
      return item?.type === 'more' ? this.#page(item.list, item.offset) : this.#page(item, 0);
    } catch (error) {
      return [{ type: 'error', text: explain(error) }];
    }
  }

  getTreeItem(item: AnswerItem): vscode.TreeItem {
    switch (item.type) {
      case 'node':
        return this.#nodeItem(item);
      case 'more':
        return moreTreeItem(this.#idOf(`${item.list?.node.id ?? ''}/+${item.offset}`), item);
      case 'error':
        return errorItem(item);
    }
  }

  resolveTreeItem(treeItem: vscode.TreeItem, item: AnswerItem): vscode.TreeItem {
    if (item.type === 'node') treeItem.tooltip = tooltipOf(item.node);
    return treeItem;
  }

  #page(list: NodeItem | undefined, offset: number): AnswerItem[] {
    if (this.#shown === undefined) return [];
    const { answer, tenantId, snapshotId } = this.#shown;
    const { children } = list?.node ?? answer;
    const { nodes, total } = children?.({ limit: PAGE, offset }) ?? NO_CHILDREN;
    const items: AnswerItem[] = nodes.map((node) => ({
      ...{ type: 'node', tenantId, snapshotId, node },
      ...placeOf(node, list?.organizationId),
    }));
    const next = offset + PAGE;
    if (next < total) items.push({ type: 'more', list, offset: next, total });
    return items;
  }

  #nodeItem(item: NodeItem): vscode.TreeItem {
    const made = nodeTreeItem(item);
    made.id = this.#idOf(item.node.id);
    if (item.node.children !== undefined && this.#expanded.has(item.node.id))
      made.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    return made;
  }

  /** Tells a line from those of other answers, whatever they call people: what is collapsed in one is not in this. */
  #idOf(id: string): string {
    const { snapshotId, question } = this.#shown ?? {};
    return `${JSON.stringify([snapshotId, question])}/${id}`;
  }
}

const NO_CHILDREN: Children = { nodes: [], total: 0 };

function errorItem({ text }: ErrorItem): vscode.TreeItem {
  const made = new vscode.TreeItem(text);
  made.iconPath = new vscode.ThemeIcon('error');
  made.tooltip = text;
  made.accessibilityInformation = spoken(made);
  return made;
}
