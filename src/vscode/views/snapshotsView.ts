import type * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerBadge } from './badge.ts';
import type { SnapshotsItem } from './snapshotsItems.ts';
import { SnapshotsTree } from './snapshotsTree.ts';
import type { Views } from './views.ts';

/** Fills the Snapshots view and keeps it true. */
export function registerSnapshotsView(
  context: vscode.ExtensionContext,
  services: Services,
  view: Views['snapshots'],
): SnapshotsTree {
  const tree = new SnapshotsTree(services);
  registerBadge(context, services, view);
  // Asked for only when it is needed: what VS Code tells of a selection while lines are drawn anew is empty.
  services.selectedRuns.set(() => runIdsOf(view.selection));
  context.subscriptions.push(
    services.catalogue.onDidChange(() => tree.refresh()),
    services.tenants.onDidChange(() => tree.refresh()),
    services.shown.onDidChange(() => tree.refresh()),
    services.files.onDidChange(() => tree.refresh()),
    services.syncs.onDidChange((tenantId) => {
      if (services.syncs.stateOf(tenantId)?.kind === 'done') tree.refresh();
    }),
  );
  return tree;
}

function runIdsOf(selection: readonly SnapshotsItem[]): string[] {
  return selection.flatMap((item) => (item.type === 'run' ? [item.snapshotId] : []));
}
