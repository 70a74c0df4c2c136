import type * as vscode from 'vscode';
import type { LogtoAccessApi } from './vscode/api.ts';
import { registerAccessViewCommands } from './vscode/commands/accessViewCommands.ts';
import { registerAnswerCommands } from './vscode/commands/answerCommands.ts';
import { registerChangesCommands } from './vscode/commands/changesCommands.ts';
import { registerCommands } from './vscode/commands/contractCommands.ts';
import { registerTenantCommands } from './vscode/commands/tenantCommands.ts';
import { registerViewCommands } from './vscode/commands/viewCommands.ts';
import { registerContextKeys } from './vscode/contextKeys.ts';
import { registerAccessDocuments } from './vscode/documents/accessDocuments.ts';
import { registerMaps } from './vscode/map/registerMaps.ts';
import { registerFindings } from './vscode/findings/register.ts';
import { registerMovingSecrets } from './vscode/moveSecrets.ts';
import { registerOtherWindows } from './vscode/otherWindows.ts';
import { registerScheduledSyncs } from './vscode/scheduledSyncs.ts';
import { createServices } from './vscode/services.ts';
import { registerStatusBar } from './vscode/status/statusBar.ts';
import { registerSyncTasks } from './vscode/tasks/syncTasks.ts';
import { registerLinks } from './vscode/tools/links.ts';
import { registerTools } from './vscode/tools/tools.ts';
import { registerAnswerView } from './vscode/views/answerView.ts';
import { registerAccessView } from './vscode/views/accessView.ts';
import { registerChangesView } from './vscode/views/changesView.ts';
import { registerSnapshotsView } from './vscode/views/snapshotsView.ts';

declare const VERSION: string; // put in by the bundler

/** Makes the parts, registers the features, and returns the API for other extensions. */
export function activate(context: vscode.ExtensionContext): LogtoAccessApi {
  const services = createServices(context, VERSION);
  registerContextKeys(context, services);
  const accessView = registerAccessView(context, services);
  registerAnswerView(context, services);
  registerSnapshotsView(context, services);
  const changesLook = registerChangesView(context, services);
  registerFindings(context, services);
  registerStatusBar(context, services);
  registerAccessDocuments(context, services);
  registerViewCommands(context, services);
  registerTenantCommands(context, services);
  registerAccessViewCommands(context, services);
  registerChangesCommands(context, services, changesLook);
  registerAnswerCommands(context, services, accessView);
  registerMaps(context, services);
  registerMovingSecrets(context, services);
  registerOtherWindows(context, services);
  registerScheduledSyncs(context, services);
  registerSyncTasks(context, services);
  registerLinks(context, services);
  registerTools(context, services);
  return registerCommands(context, services);
}
