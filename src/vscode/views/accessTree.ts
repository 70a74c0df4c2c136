import * as vscode from 'vscode';
import { prepareFind } from '../../access/find/strands.ts';
import { hasText } from '../../access/nodes/filter.ts';
import type { Children } from '../../access/nodes/node.ts';
import { rootNodes } from '../../access/nodes/roots.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from '../snapshots/shownSnapshot.ts';
import {
  fileItem,
  idOf,
  keyOf,
  message,
  snapshotItem,
  tenantItem,
  type AccessItem,
  type FileItem,
  type MessageItem,
  type SnapshotItem,
  type TenantItem,
} from './accessItems.ts';
import { openMoreLabel, tenantTooltip, tooltipOf, treeItemOf } from './accessTreeItems.ts';
import { Pages } from './pages.ts';
import { spoken } from './spoken.ts';
import type { Toggled } from './toggled.ts';
import { explain } from '../say.ts';

/** The Access view: tenants and opened files, and below each what the shown snapshot of it holds. */
export class AccessTree implements vscode.TreeDataProvider<AccessItem> {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<AccessItem | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #pages = new Pages();
  readonly #toggled: Toggled;

  constructor(services: Services, toggled: Toggled) {
    this.#services = services;
    this.#toggled = toggled;
  }

  refresh(item?: AccessItem): void {
    this.#changed.fire(item);
  }

  /** Shows lists from their beginning alone: they are other ones now. */
  forgetJumps(): void {
    this.#pages.forgetJumps();
  }

  /** The view shows that it goes on where a filter is to be made ready for another snapshot first. */
  getChildren(item?: AccessItem): AccessItem[] | Promise<AccessItem[]> {
    const snapshotId = this.#toBeFiltered(item);
    if (snapshotId === undefined) return this.childrenOf(item);
    return this.#prepare(snapshotId).then(() => this.childrenOf(item));
  }

  /** The same at once, however long it takes. */
  childrenOf(item?: AccessItem): AccessItem[] {
    if (item === undefined)
      return [...this.#services.tenants.list().map(tenantItem), ...this.#services.files.list.map(fileItem)];
    try {
      return this.#below(item);
    } catch (error) {
      if (item.type === 'message') throw error;
      return [message(item, explain(error), 'error')];
    }
  }

  getParent(item: AccessItem): AccessItem | undefined {
    return 'parent' in item ? item.parent : undefined;
  }

  getTreeItem(item: AccessItem): vscode.TreeItem {
    const made = treeItemOf(this.#services, item);
    if (item.type === 'more' && (this.#toggled.has(idOf(item)) || this.#pages.isJump(item))) {
      made.label = openMoreLabel(item);
      made.accessibilityInformation = spoken(made);
    }
    if (this.#toggled.has(idOf(item))) made.collapsibleState = otherWay(made.collapsibleState);
    return made;
  }

  resolveTreeItem(treeItem: vscode.TreeItem, item: AccessItem): vscode.TreeItem {
    if (item.type === 'node') treeItem.tooltip = tooltipOf(item.node);
    if (item.type === 'tenant') treeItem.tooltip = tenantTooltip(this.#services, item);
    return treeItem;
  }

  /** A person expanded or collapsed a line: it is so again after a reload. */
  toggle(item: AccessItem, expanded: boolean): void {
    const begins = item.type === 'tenant' || item.type === 'file';
    const isOther = expanded !== begins;
    const changes = this.#toggled.has(idOf(item)) !== isOther;
    this.#toggled.set(idOf(item), isOther);
    if (item.type === 'more' && changes) this.refresh(item); // what it is called changes
  }

  /**
   * The line with a key below another one, also in one of the groups there. Where it lies behind "Load more", the page
   * that holds it stands above that.
   */
  childOf(item: AccessItem, key: string): SnapshotItem | undefined {
    const first = this.childrenOf(item);
    const more = first.at(-1);
    const found = childIn(first, key) ?? this.#inGroups(first, key);
    if (found !== undefined || item.type !== 'node' || more?.type !== 'more') return found;
    const index = indexOf(item, key);
    if (index === -1) return undefined;
    const page = this.#pages.jump(item, index, more.total);
    this.#toggled.set(idOf(page), true); // or it would be drawn anew once it is opened, and lose what is selected in it
    this.refresh(item);
    return childIn(this.childrenOf(page), key);
  }

  #inGroups(items: readonly AccessItem[], key: string): SnapshotItem | undefined {
    for (const item of items) {
      if (item.type === 'more' && isGrouped(item.list)) return this.#inGroups(this.childrenOf(item), key);
      if (item.type === 'node' && item.node.kind === 'group' && isInGroup(item, key))
        return this.childOf(item, key);
    }
    return undefined;
  }

  #below(item: AccessItem): AccessItem[] {
    switch (item.type) {
      case 'tenant':
        return this.#belowTenant(item);
      case 'file':
        return this.#roots(item, idOf(item), item.snapshotId);
      case 'node':
        return this.#pages.below(item, item, 0);
      case 'more':
        return this.#pages.below(item, item.list, item.offset);
      case 'message':
        return [];
    }
  }

  /** The snapshot whose lists a filter narrows by its text below a line. */
  #toBeFiltered(item: AccessItem | undefined): string | undefined {
    if (!hasText(this.#services.look.get().filter)) return undefined;
    if (item?.type === 'tenant') return shownSnapshotOf(this.#services, item.tenantId);
    return item?.type === 'file' ? item.snapshotId : undefined;
  }

  async #prepare(snapshotId: string): Promise<void> {
    try {
      await prepareFind(this.#services.snapshots.get(snapshotId));
    } catch {
      // what is wrong with it is said by the line in its place
    }
  }

  #belowTenant(item: TenantItem): AccessItem[] {
    const id = shownSnapshotOf(this.#services, item.tenantId);
    if (id === undefined) return [this.#noSnapshot(item)];
    return this.#roots(item, item.tenantId, id);
  }

  #roots(parent: TenantItem | FileItem, tenantId: string, snapshotId: string): SnapshotItem[] {
    const nodes = rootNodes(this.#services.snapshots.get(snapshotId), this.#services.look.get());
    return nodes.map((node) => snapshotItem({ parent, tenantId, snapshotId }, node));
  }

  #noSnapshot(item: TenantItem): MessageItem {
    const state = this.#services.syncs.stateOf(item.tenantId);
    if (state?.kind === 'running')
      return message(item, vscode.l10n.t('The first sync is running …'), 'sync~spin');
    if (state?.kind === 'failed')
      return message(item, vscode.l10n.t('The sync failed. {0}', state.message), 'error');
    if (state?.kind === 'cancelled' && state.goesOn)
      return message(item, vscode.l10n.t('The sync was cancelled. The next one goes on with it.'), 'info');
    return message(item, vscode.l10n.t('Never synced. Choose Sync in the title of this view.'), 'info');
  }
}

const NO_CHILDREN: Children = { nodes: [], total: 0 };

function childIn(items: readonly AccessItem[], key: string): SnapshotItem | undefined {
  return items.find((one) => one.type === 'node' && keyOf(one) === key) as SnapshotItem | undefined;
}

function isGrouped({ node }: SnapshotItem): boolean {
  return node.children?.({ limit: 1 }).nodes[0]?.kind === 'group';
}

function isInGroup(item: SnapshotItem, key: string): boolean {
  return item.node.has?.(key) ?? indexOf(item, key) !== -1;
}

/** Where in a list a node stands; -1 where it is not in it. */
function indexOf({ node }: SnapshotItem, key: string): number {
  if (node.indexOf !== undefined) return node.indexOf(key);
  const all = node.children?.({ limit: Number.MAX_SAFE_INTEGER }) ?? NO_CHILDREN;
  return all.nodes.findIndex(({ id }) => id === `${node.id}/${key}`);
}

function otherWay(state: vscode.TreeItemCollapsibleState | undefined): vscode.TreeItemCollapsibleState {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  if (state === Collapsed) return Expanded;
  return state === Expanded ? Collapsed : None;
}
