import type * as vscode from 'vscode';
import type { LogtoAccessApi } from './vscode/api.ts';
import { registerCommands } from './vscode/commands/contractCommands.ts';
import { registerViewCommands } from './vscode/commands/viewCommands.ts';
import { registerContextKeys } from './vscode/contextKeys.ts';
import { registerAccessDocuments } from './vscode/documents/accessDocuments.ts';
import { registerOtherWindows } from './vscode/otherWindows.ts';
import { registerScheduledSyncs } from './vscode/scheduledSyncs.ts';
import { createServices } from './vscode/services.ts';
import { registerStatusBar } from './vscode/status/statusBar.ts';
import { registerSyncTasks } from './vscode/tasks/syncTasks.ts';
import { registerAccessView } from './vscode/views/accessView.ts';
import { registerChangesView } from './vscode/views/changesTree.ts';
import { registerSnapshotsView } from './vscode/views/snapshotsTree.ts';

declare const VERSION: string; // put in by the bundler

/** Makes the parts, registers the features, and returns the API for other extensions. */
export function activate(context: vscode.ExtensionContext): LogtoAccessApi {
  const services = createServices(context, VERSION);
  registerContextKeys(context, services);
  const tree = registerAccessView(context, services);
  registerSnapshotsView(context, services);
  registerChangesView(context, services);
  registerStatusBar(context, services);
  registerAccessDocuments(context, services);
  registerViewCommands(context, services, tree);
  registerOtherWindows(context, services);
  registerScheduledSyncs(context, services);
  registerSyncTasks(context, services);
  return registerCommands(context, services);
}
