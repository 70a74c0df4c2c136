import * as vscode from 'vscode';
import { VIEWS } from '../contract.ts';
import { progressText } from '../progressText.ts';
import type { Services } from '../services.ts';
import type { SyncState } from '../syncs.ts';
import { AccessTree } from './accessTree.ts';

/** Shows the Access view and keeps it true. */
export function registerAccessView(context: vscode.ExtensionContext, services: Services): AccessTree {
  const tree = new AccessTree(services);
  const view = vscode.window.createTreeView(VIEWS.access, { treeDataProvider: tree, showCollapseAll: true });
  const show = (): void => {
    view.message = messageOf(services);
  };
  context.subscriptions.push(
    view,
    services.tenants.onDidChange(() => {
      show();
      tree.refresh();
    }),
    services.shown.onDidChange(() => tree.refresh()),
    services.syncs.onDidChange((tenantId) => {
      show();
      if (!isUnderWay(services.syncs.stateOf(tenantId))) tree.refresh();
    }),
  );
  return tree;
}

/** Whether a sync has told of progress: the lines change when it starts and when it ends, and not in between. */
function isUnderWay(state: SyncState | undefined): boolean {
  return state?.kind === 'running' && state.progress !== undefined;
}

/** What the view says above its lines: how the sync goes, or why the last one failed. */
function messageOf({ tenants, syncs }: Services): string {
  for (const { id, name } of tenants.list()) {
    const state = syncs.stateOf(id);
    if (state?.kind === 'running')
      return vscode.l10n.t('Syncing {0}: {1}', name, progressText(state.progress));
    if (state?.kind === 'failed')
      return vscode.l10n.t('The last sync of {0} failed. {1}', name, state.message);
  }
  return ''; // undefined would leave the last message standing
}
