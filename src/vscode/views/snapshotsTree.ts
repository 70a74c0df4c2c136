import * as vscode from 'vscode';
import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import { isComplete, missingIn } from '../../snapshot/lacks/holes.ts';
import { aboutOrigin } from '../../snapshot/lacks/unknown.ts';
import { count, duration, utcMinute } from '../../words.ts';
import { deltaOf } from '../changes/deltas.ts';
import { timesOf } from '../snapshots/runNames.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from '../snapshots/shownSnapshot.ts';
import { besideName } from '../tenants/whichTenant.ts';
import { beside } from './isolated.ts';
import { openedFileItem } from './openedFileItem.ts';
import { deltaSentence, runTreeItem } from './runItem.ts';
import type { FileItem, NoRuns, RunItem, SnapshotsItem, TenantRuns } from './snapshotsItems.ts';
import { spoken } from './spoken.ts';

/** The lines of the Snapshots view: the runs of each tenant, newest first. */
export class SnapshotsTree implements vscode.TreeDataProvider<SnapshotsItem> {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getChildren(item?: SnapshotsItem): SnapshotsItem[] {
    switch (item?.type) {
      case undefined:
        return this.#first();
      case 'runs':
        return this.#runs(item);
      case 'files':
        return this.#services.files.list.map((stored) => {
          return { type: 'file', snapshotId: stored.info.id, stored };
        });
      case 'run':
      case 'file':
      case 'none':
        return [];
    }
  }

  getTreeItem(item: SnapshotsItem): vscode.TreeItem {
    switch (item.type) {
      case 'runs':
        return this.#tenantItem(item);
      case 'run':
        return runTreeItem(item);
      case 'none':
        return noRunsItem(item);
      case 'files':
        return filesItem();
      case 'file':
        return openedFileItem(item.stored);
    }
  }

  resolveTreeItem(treeItem: vscode.TreeItem, item: SnapshotsItem): vscode.TreeItem {
    if (item.type === 'run' || item.type === 'file') treeItem.tooltip = tooltipOf(item);
    return treeItem;
  }

  #first(): SnapshotsItem[] {
    const { tenants, files } = this.#services;
    const connected = tenants
      .list()
      .map((tenant): SnapshotsItem => ({ type: 'runs', tenantId: tenant.id, tenant }));
    return files.list.length > 0 ? [...connected, { type: 'files' }] : connected;
  }

  /** What is not known yet of the runs is found out as soon as somebody looks at them. */
  #runs({ tenantId }: TenantRuns): SnapshotsItem[] {
    this.#services.deleted.sweep(tenantId);
    const runs = this.#services.catalogue.list(tenantId);
    if (runs.length === 0) return [{ type: 'none', tenantId }];
    void this.#services.deltas.fill(tenantId);
    const times = timesOf(runs);
    const shownId = shownSnapshotOf(this.#services, tenantId);
    return runs.map((stored, at) => {
      const { id, endedAt } = stored.info;
      const shown = id === shownId;
      return {
        ...{ type: 'run', tenantId, snapshotId: id, stored, time: times.get(endedAt) ?? '' },
        ...{ delta: deltaOf(stored, runs[at + 1]), isFirst: at === runs.length - 1, shown },
        waits: !shown && !this.#services.accepted.has(stored.info),
      };
    });
  }

  #tenantItem({ tenantId, tenant }: TenantRuns): vscode.TreeItem {
    const runs = this.#services.catalogue.list(tenantId).length;
    const item = new vscode.TreeItem(tenant.name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = tenantId;
    item.contextValue = 'tenant';
    const all = this.#services.tenants.list();
    item.description = beside(besideName(tenant, all, count(runs, 'snapshot')));
    item.accessibilityInformation = spoken(item, vscode.l10n.t('tenant'));
    return item;
  }
}

function filesItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Opened files'), vscode.TreeItemCollapsibleState.Expanded);
  item.id = 'files';
  item.accessibilityInformation = spoken(item);
  return item;
}

function noRunsItem({ tenantId }: NoRuns): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('None yet: every sync leaves one'));
  item.id = `${tenantId}/none`;
  item.accessibilityInformation = spoken(item);
  return item;
}

function tooltipOf(item: RunItem | FileItem): string {
  const { info, file } = item.stored;
  const { counts } = info;
  return [
    ...(item.type === 'run' ? labelLines(item.stored) : []),
    `${info.tenantName}, ${utcMinute(info.endedAt)}`,
    `${count(counts.users, 'user')}, ${count(counts.organizations, 'organization')}, ${count(counts.memberships, 'membership')}, ${count(counts.roleAssignments, 'role assignment')}`,
    ...(info.c1 === undefined
      ? [`${duration(info.workedMs)}, ${count(info.requests, 'request')}`]
      : aboutOrigin(info)),
    ...(item.type === 'run' && item.delta !== undefined ? [deltaSentence(item.delta)] : []),
    ...(isComplete(info) ? [info.verified] : missingIn(info).map((hole) => `Incomplete: ${hole}`)),
    file,
  ].join('\n');
}

function labelLines({ facts: { label, pinned } }: StoredSnapshot): string[] {
  const kept = pinned === true ? [vscode.l10n.t('Pinned: it stays until you delete it')] : [];
  return label === undefined ? kept : [label, ...kept];
}
