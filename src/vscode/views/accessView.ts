import * as vscode from 'vscode';
import { isComplete, missingInShort } from '../../snapshot/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { VIEWS } from '../contract.ts';
import { progressText } from '../progressText.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from '../shownSnapshot.ts';
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
    view.onDidChangeVisibility(show),
    services.tenants.onDidChange(() => {
      show();
      tree.refresh();
    }),
    services.shown.onDidChange(() => {
      show();
      tree.refresh();
    }),
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

/** What the view says above its lines: how the sync goes, or what became of the last one. */
function messageOf(services: Services): string {
  for (const { id, name } of services.tenants.list()) {
    const state = services.syncs.stateOf(id);
    const message = messageAbout(name, state, services);
    if (state?.kind === 'running') return message;
    if (message !== '') return [message, ...incompleteness(services)].join(' ');
  }
  return incompleteness(services).join(' '); // undefined would leave the last message standing
}

/** A sentence for each tenant of which what is shown is not all. */
function incompleteness(services: Services): string[] {
  return services.tenants.list().flatMap(({ id, name }) => {
    const info = shownInfoOf(services, id);
    if (info === undefined || isComplete(info)) return [];
    return [vscode.l10n.t('The shown snapshot of {0} is incomplete: {1}.', name, missingInShort(info))];
  });
}

/** What the snapshot that is shown of a tenant says about itself. */
function shownInfoOf(services: Services, tenantId: string): SnapshotInfo | undefined {
  const shownId = shownSnapshotOf(services, tenantId);
  return services.catalogue.list(tenantId).find(({ info }) => info.id === shownId)?.info;
}

function messageAbout(name: string, state: SyncState | undefined, { accepted }: Services): string {
  if (state?.kind === 'running') return vscode.l10n.t('Syncing {0}: {1}', name, progressText(state.progress));
  if (state?.kind === 'failed') return vscode.l10n.t('The last sync of {0} failed. {1}', name, state.message);
  if (state?.kind === 'cancelled' && state.goesOn)
    return vscode.l10n.t('The sync of {0} was cancelled. The next one goes on with it.', name);
  if (state?.kind === 'done' && !accepted.has(state.info))
    return vscode.l10n.t(
      'Most of {0} is gone in the last sync, so the one before is shown. To show it, choose it in the Snapshots view.',
      name,
    );
  return '';
}
