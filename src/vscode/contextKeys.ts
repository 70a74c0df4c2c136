import type * as vscode from 'vscode';
import { CONTEXT_KEYS } from './contract.ts';
import { setContext } from './emitters.ts';
import type { Services } from './services.ts';

/** Keeps the context keys true that package.json's `when` clauses ask. */
export function registerContextKeys(
  context: vscode.ExtensionContext,
  { tenants, syncs, files }: Services,
): void {
  const showTenants = (): void => setContext(CONTEXT_KEYS.hasTenants, tenants.list().length > 0);
  const showSyncing = (): void => setContext(CONTEXT_KEYS.syncing, syncs.running.length > 0);
  showTenants();
  const showFiles = (): void => setContext(CONTEXT_KEYS.hasFiles, files.list.length > 0);
  context.subscriptions.push(
    files.onDidChange(showFiles),
    tenants.onDidChange(showTenants),
    syncs.onDidChange(showSyncing),
    syncs.onDidChange((tenantId) => {
      if (syncs.stateOf(tenantId)?.kind === 'done') setContext(CONTEXT_KEYS.hasSynced, true);
    }),
  );
}
