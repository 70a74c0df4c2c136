import * as vscode from 'vscode';
import type { Children } from '../../access/nodes/node.ts';
import { filterChanges } from '../../changes/filter.ts';
import { groupChanges, type ChangeGroup } from '../../changes/group.ts';
import { whyNotJudged } from '../../changes/judging/judgement.ts';
import type { Comparison } from '../../changes/model.ts';
import type { Page } from '../../snapshot/snapshot.ts';
import type { Judgements } from '../findings/judgements.ts';
import type { Services } from '../services.ts';
import type { MessageItem } from './about.ts';
import { PAGE } from './accessItems.ts';
import {
  changeItem,
  groupItem,
  idOf,
  touchItem,
  type ChangeItem,
  type ChangesItem,
  type ListItem,
  type OpeningItem,
  type TouchItem,
} from './changesItems.ts';
import type { ChangesLook } from './changesLook.ts';
import { findingItems, judgedItem, judgementItems, verdictItems } from './judgedItems.ts';
import { TouchedNodes } from './touchedNodes.ts';
import { changesTreeItem } from './changesTreeItems.ts';
import { tooltipOf } from './accessTreeItems.ts';
import { explain } from '../say.ts';

/** Some lines of a list, and how many there are in all. */
interface Lines {
  readonly items: readonly ChangesItem[];
  readonly total: number;
}

/** The Changes view: what differs between the two snapshots that were compared last. */
export class ChangesTree implements vscode.TreeDataProvider<ChangesItem> {
  readonly #services: Services;
  readonly #look: ChangesLook;
  readonly #judgements: Judgements;
  readonly #touchedNodes: TouchedNodes;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #groups: readonly ChangeGroup[] = [];
  /** How many changes are shown. */
  #shown = 0;

  constructor(services: Services, look: ChangesLook, judgements: Judgements) {
    this.#services = services;
    this.#judgements = judgements;
    this.#look = look;
    this.#touchedNodes = new TouchedNodes(services);
  }

  get shown(): number {
    return this.#shown;
  }

  refresh(): void {
    const { comparison } = this.#services;
    const changes = filterChanges(comparison.value?.changes ?? [], this.#look.filter);
    this.#groups = groupChanges(changes, this.#look.by);
    this.#shown = changes.length;
    this.redraw();
  }

  /** Asks for the lines again, since what they say of findings is another. */
  redraw(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(item?: ChangesItem): Promise<ChangesItem[]> {
    if (item?.type === 'message' || item?.type === 'finding') return [];
    try {
      return await (item?.type === 'more' ? this.#page(item.list, item.offset) : this.#page(item, 0));
    } catch (error) {
      return [message(item, explain(error), 'error')];
    }
  }

  getTreeItem(item: ChangesItem): vscode.TreeItem {
    const comparison = this.#services.comparison.value;
    const headline = comparison === undefined ? '' : this.#judgements.headline(comparison);
    return changesTreeItem(item, { by: this.#look.by, isShort: this.#shown <= PAGE, headline });
  }

  resolveTreeItem(treeItem: vscode.TreeItem, item: ChangesItem): vscode.TreeItem {
    if (item.type === 'node') treeItem.tooltip = tooltipOf(item.node);
    return treeItem;
  }

  async #page(list: OpeningItem | undefined, offset: number): Promise<ChangesItem[]> {
    const { items, total } = await this.#below(list, { limit: PAGE, offset });
    const next = offset + PAGE;
    return next < total ? [...items, { type: 'more', list, offset: next, total }] : [...items];
  }

  #below(list: OpeningItem | undefined, page: Page): Lines | Promise<Lines> {
    switch (list?.type) {
      case undefined:
        return this.#top(page);
      case 'changes':
        return this.#changes(list.group, page);
      case 'change':
        return this.#touches(list, page);
      case 'touch':
        return this.#touched(list, list, page);
      case 'node':
        return linesOf(list.node.children?.(page), list, list.below);
      case 'judged':
        return this.#judged(page);
      case 'findingList':
        return slice(findingItems(list), page);
      case 'policy':
        return slice(verdictItems(list), page);
    }
  }

  #top(page: Page): Lines {
    const comparison = this.#services.comparison.value;
    if (comparison === undefined) return NO_LINES;
    const isFilteredOut = this.#shown === 0 && comparison.changes.length > 0;
    if (isFilteredOut)
      return all([message(undefined, vscode.l10n.t('No change matches the filter'), 'filter')]);
    const groups = lines(this.#groups, page, (group) => groupItem(comparison, group));
    const isFirst = (page.offset ?? 0) === 0 && this.#look.filter === undefined;
    if (!isFirst || !canBeJudged(comparison)) return groups;
    this.#judgements.begin(comparison);
    return { items: [judgedItem(comparison), ...groups.items], total: groups.total };
  }

  async #judged(page: Page): Promise<Lines> {
    const comparison = this.#services.comparison.value;
    if (comparison === undefined) return NO_LINES;
    return slice(judgementItems(comparison, await this.#judgements.of(comparison)), page);
  }

  #changes({ changes }: ChangeGroup, page: Page): Lines {
    const comparison = this.#services.comparison.value;
    if (comparison === undefined) return NO_LINES;
    return lines(changes, page, (change) => changeItem(comparison, change));
  }

  /** Both what a role gained and what it lost, or at once whom that touches where it is one of both. */
  #touches(item: ChangeItem, page: Page): Lines | Promise<Lines> {
    const comparison = this.#services.comparison.value;
    if (comparison === undefined) return NO_LINES;
    const touches = (item.change.touches ?? []).map((touch) => touchItem(comparison, item, touch));
    const [only, ...others] = touches;
    return only !== undefined && others.length === 0 ? this.#touched(only, item, page) : all(touches);
  }

  async #touched(item: TouchItem, below: ChangeItem | TouchItem, page: Page): Promise<Lines> {
    const comparison = this.#services.comparison.value;
    if (comparison === undefined) return NO_LINES;
    return linesOf(await this.#touchedNodes.of(comparison, item, page), item, below);
  }
}

const NO_LINES: Lines = { items: [], total: 0 };

function lines<T>(whole: readonly T[], { limit, offset = 0 }: Page, toItem: (one: T) => ChangesItem): Lines {
  return { items: whole.slice(offset, offset + limit).map(toItem), total: whole.length };
}

function slice(items: readonly ChangesItem[], page: Page): Lines {
  return lines(items, page, (item) => item);
}

function canBeJudged(comparison: Comparison): boolean {
  return comparison.before.id !== comparison.after.id && whyNotJudged(comparison) === undefined;
}

function all(items: readonly ChangesItem[]): Lines {
  return { items, total: items.length };
}

function linesOf(
  { nodes, total }: Children = { nodes: [], total: 0 },
  { tenantId, snapshotId }: Pick<ListItem, 'tenantId' | 'snapshotId'>,
  below: ChangeItem | TouchItem,
): Lines {
  return { items: nodes.map((node) => ({ type: 'node', tenantId, snapshotId, below, node })), total };
}

function message(above: ChangesItem | undefined, text: string, icon: string): MessageItem {
  return { type: 'message', id: `${above === undefined ? '' : idOf(above)}/message`, text, icon };
}
