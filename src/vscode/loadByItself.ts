import * as vscode from 'vscode';
import { hasTenants } from '../credentials/hasTenants.ts';
import { hasPolicies, POLICY_FILES } from './findings/policyFiles.ts';

/** The editor has other things to do while it starts. */
const LATER_MS = 30_000;

/** Loads the features for what they do unasked: scheduled syncs, and checking the policies of the workspace. */
export function loadByItself(context: vscode.ExtensionContext, load: () => Promise<unknown>): void {
  if (!hasTenants(context.globalState)) return;
  const watcher = vscode.workspace.createFileSystemWatcher(POLICY_FILES);
  const loadNow = (): void => void load();
  const timer = isScheduled() ? setTimeout(loadNow, LATER_MS) : undefined;
  context.subscriptions.push(
    ...[watcher, watcher.onDidCreate(loadNow), watcher.onDidChange(loadNow)],
    vscode.workspace.onDidGrantWorkspaceTrust(loadNow),
    { dispose: () => clearTimeout(timer) },
  );
  void hasPolicies().then((has) => has && load());
}

function isScheduled(): boolean {
  return vscode.workspace.getConfiguration('logtoAccess').get<string>('sync.schedule', 'off') !== 'off';
}
