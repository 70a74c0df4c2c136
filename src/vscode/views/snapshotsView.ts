import * as vscode from 'vscode';
import { VIEWS } from '../contract.ts';
import type { Services } from '../services.ts';
import { registerBadge } from './badge.ts';
import type { SnapshotsItem } from './snapshotsItems.ts';
import { SnapshotsTree } from './snapshotsTree.ts';

/** Shows the Snapshots view and keeps it true. */
export function registerSnapshotsView(context: vscode.ExtensionContext, services: Services): void {
  const tree = new SnapshotsTree(services);
  const view = vscode.window.createTreeView<SnapshotsItem>(VIEWS.snapshots, {
    ...{ treeDataProvider: tree, canSelectMany: true },
  });
  registerBadge(context, services, view);
  context.subscriptions.push(
    view,
    view.onDidChangeSelection(({ selection }) => services.selectedRuns.set(runIdsOf(selection))),
    services.catalogue.onDidChange(() => tree.refresh()),
    services.tenants.onDidChange(() => tree.refresh()),
    services.shown.onDidChange(() => tree.refresh()),
    services.files.onDidChange(() => tree.refresh()),
    services.syncs.onDidChange((tenantId) => {
      if (services.syncs.stateOf(tenantId)?.kind === 'done') tree.refresh();
    }),
  );
}

function runIdsOf(selection: readonly SnapshotsItem[]): string[] {
  return selection.flatMap((item) => (item.type === 'run' ? [item.snapshotId] : []));
}
