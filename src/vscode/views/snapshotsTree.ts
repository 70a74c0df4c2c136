import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { StoredSnapshot } from '../../snapshot/catalogue.ts';
import { isComplete, missingIn } from '../../snapshot/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { count, duration, utcMinute } from '../../words.ts';
import { VIEWS } from '../contract.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from '../shownSnapshot.ts';

/** A tenant in the Snapshots view. */
export interface TenantRuns {
  readonly type: 'runs';
  readonly tenantId: string;
  readonly tenant: TenantProfile;
}

/** One run of a tenant. */
export interface RunItem {
  readonly type: 'run';
  readonly tenantId: string;
  readonly snapshotId: string;
  readonly stored: StoredSnapshot;
}

/** What stands below a tenant without any run. */
interface NoRuns {
  readonly type: 'none';
  readonly tenantId: string;
}

/** A line of the Snapshots view. */
export type SnapshotsItem = TenantRuns | RunItem | NoRuns;

/** The Snapshots view: the runs of each tenant, newest first. */
class SnapshotsTree implements vscode.TreeDataProvider<SnapshotsItem> {
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
    const { tenants, catalogue } = this.#services;
    if (item === undefined)
      return tenants.list().map((tenant) => ({ type: 'runs', tenantId: tenant.id, tenant }));
    if (item.type !== 'runs') return [];
    const { tenantId } = item;
    const runs = catalogue.list(tenantId).map((stored): SnapshotsItem => {
      return { type: 'run', tenantId, snapshotId: stored.info.id, stored };
    });
    return runs.length > 0 ? runs : [{ type: 'none', tenantId }];
  }

  getTreeItem(item: SnapshotsItem): vscode.TreeItem {
    switch (item.type) {
      case 'runs':
        return this.#tenantItem(item);
      case 'run':
        return this.#runItem(item);
      case 'none':
        return noRunsItem(item);
    }
  }

  resolveTreeItem(treeItem: vscode.TreeItem, item: SnapshotsItem): vscode.TreeItem {
    if (item.type === 'run') treeItem.tooltip = tooltipOf(item.stored);
    return treeItem;
  }

  #tenantItem({ tenantId, tenant }: TenantRuns): vscode.TreeItem {
    const runs = this.#services.catalogue.list(tenantId).length;
    const item = new vscode.TreeItem(tenant.name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = tenantId;
    item.contextValue = 'tenant';
    item.description = count(runs, 'snapshot');
    return item;
  }

  #runItem({ tenantId, snapshotId, stored: { info } }: RunItem): vscode.TreeItem {
    const item = new vscode.TreeItem(localMinute(info.endedAt));
    const shown = shownSnapshotOf(this.#services, tenantId) === snapshotId;
    const waits = !shown && !this.#services.accepted.has(info);
    const marks = [
      ...(isComplete(info) ? [] : [incompleteMark(shown)]),
      ...(waits ? [vscode.l10n.t('not shown: most of the one before is gone')] : []),
    ];
    const counts = [count(info.counts.users, 'user'), count(info.counts.memberships, 'membership')];
    item.id = snapshotId;
    item.contextValue = 'snapshot';
    item.iconPath = iconOf(info, shown, waits);
    item.description = [...marks, ...counts].join(', ');
    const showing = shown ? [vscode.l10n.t('shown in the Access view')] : [];
    item.accessibilityInformation = {
      label: ['snapshot', localMinute(info.endedAt), item.description, ...missingIn(info), ...showing].join(
        ', ',
      ),
    };
    return item;
  }
}

/** The icon of an incomplete snapshot warns, so that words have to say that it is the one shown. */
function incompleteMark(shown: boolean): string {
  return shown ? vscode.l10n.t('shown, incomplete') : vscode.l10n.t('incomplete');
}

function iconOf(info: SnapshotInfo, shown: boolean, waits: boolean): vscode.ThemeIcon {
  if (!isComplete(info) || waits)
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(shown ? 'eye' : 'history');
}

function noRunsItem({ tenantId }: NoRuns): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('None yet: every sync leaves one'));
  item.id = `${tenantId}/none`;
  return item;
}

function tooltipOf({ file, info }: StoredSnapshot): string {
  const { counts } = info;
  return [
    `${info.tenantName}, ${utcMinute(info.endedAt)}`,
    `${count(counts.users, 'user')}, ${count(counts.organizations, 'organization')}, ${count(counts.memberships, 'membership')}, ${count(counts.roleAssignments, 'role assignment')}`,
    `${duration(info.endedAt - info.startedAt)}, ${count(info.requests, 'request')}`,
    ...(isComplete(info) ? [info.verified] : missingIn(info).map((hole) => `Incomplete: ${hole}`)),
    file,
  ].join('\n');
}

/** Shows the Snapshots view and keeps it true. */
export function registerSnapshotsView(context: vscode.ExtensionContext, services: Services): void {
  const tree = new SnapshotsTree(services);
  context.subscriptions.push(
    vscode.window.createTreeView(VIEWS.snapshots, { treeDataProvider: tree, canSelectMany: true }),
    services.tenants.onDidChange(() => tree.refresh()),
    services.shown.onDidChange(() => tree.refresh()),
    services.syncs.onDidChange((tenantId) => {
      if (services.syncs.stateOf(tenantId)?.kind === 'done') tree.refresh();
    }),
  );
}
