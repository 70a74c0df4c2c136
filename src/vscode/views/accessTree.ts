import * as vscode from 'vscode';
import type { Children } from '../../access/nodes/node.ts';
import { rootNodes } from '../../access/nodes/roots.ts';
import { describeError } from '../../errors.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from '../shownSnapshot.ts';
import {
  idOf,
  message,
  PAGE,
  snapshotItem,
  tenantItem,
  type AccessItem,
  type MessageItem,
  type MoreItem,
  type SnapshotItem,
  type TenantItem,
} from './accessItems.ts';
import { messageTreeItem, moreTreeItem, nodeTreeItem, tenantTreeItem, tooltipOf } from './accessTreeItems.ts';

/** The Access view: tenants, and below each what the shown snapshot of it holds. */
export class AccessTree implements vscode.TreeDataProvider<AccessItem> {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<AccessItem | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** How many children of a line are shown, where it is more than a page; by item id. */
  readonly #limits = new Map<string, number>();

  constructor(services: Services) {
    this.#services = services;
  }

  refresh(item?: AccessItem): void {
    this.#changed.fire(item);
  }

  loadMore({ parent, shown }: MoreItem): void {
    this.#limits.set(idOf(parent), shown + PAGE);
    this.refresh(parent);
  }

  getChildren(item?: AccessItem): AccessItem[] {
    if (item === undefined) return this.#services.tenants.list().map(tenantItem);
    if (item.type === 'tenant') return this.#roots(item);
    if (item.type === 'node') return this.#below(item);
    return [];
  }

  getTreeItem(item: AccessItem): vscode.TreeItem {
    switch (item.type) {
      case 'tenant':
        return tenantTreeItem(this.#services, item);
      case 'node':
        return nodeTreeItem(item);
      case 'more':
        return moreTreeItem(item);
      case 'message':
        return messageTreeItem(item);
    }
  }

  resolveTreeItem(treeItem: vscode.TreeItem, item: AccessItem): vscode.TreeItem {
    if (item.type === 'node') treeItem.tooltip = tooltipOf(item.node);
    return treeItem;
  }

  #roots({ tenantId }: TenantItem): AccessItem[] {
    try {
      const snapshot = this.#shownSnapshot(tenantId);
      if (snapshot === undefined) return [this.#noSnapshot(tenantId)];
      return rootNodes(snapshot).map((node) => snapshotItem(tenantId, snapshot.info.id, node));
    } catch (error) {
      return [message(`${tenantId}/error`, describeError(error), 'error')];
    }
  }

  #below(item: SnapshotItem): AccessItem[] {
    const limit = this.#limits.get(idOf(item)) ?? PAGE;
    try {
      const { nodes, total } = item.node.children?.({ limit }) ?? NO_CHILDREN;
      const items: AccessItem[] = nodes.map((node) => snapshotItem(item.tenantId, item.snapshotId, node));
      if (total > nodes.length) items.push({ type: 'more', parent: item, shown: nodes.length, total });
      return items;
    } catch (error) {
      return [message(`${idOf(item)}/error`, describeError(error), 'error')];
    }
  }

  #shownSnapshot(tenantId: string): Snapshot | undefined {
    const id = shownSnapshotOf(this.#services, tenantId);
    return id === undefined ? undefined : this.#services.snapshots.get(id);
  }

  #noSnapshot(tenantId: string): MessageItem {
    const state = this.#services.syncs.stateOf(tenantId);
    const id = `${tenantId}/none`;
    if (state?.kind === 'running')
      return message(id, vscode.l10n.t('The first sync is running …'), 'sync~spin');
    if (state?.kind === 'failed')
      return message(id, vscode.l10n.t('The sync failed. {0}', state.message), 'error');
    if (state?.kind === 'cancelled' && state.goesOn)
      return message(id, vscode.l10n.t('The sync was cancelled. The next one goes on with it.'), 'info');
    return message(id, vscode.l10n.t('Never synced. Choose Sync in the title of this view.'), 'info');
  }
}

const NO_CHILDREN: Children = { nodes: [], total: 0 };
