import type * as vscode from 'vscode';
import type { LogtoAccessApi } from './api.ts';
import { registerAccessViewCommands } from './commands/accessViewCommands.ts';
import { registerAnswerCommands } from './commands/answerCommands.ts';
import { registerChangesCommands } from './commands/changesCommands.ts';
import type { CommandHandlers } from './commands/command.ts';
import { registerCommands } from './commands/contractCommands.ts';
import { registerTenantCommands } from './commands/tenantCommands.ts';
import { registerViewCommands } from './commands/viewCommands.ts';
import { registerContextKeys } from './contextKeys.ts';
import { accessDocuments } from './documents/accessDocuments.ts';
import { accessDefinitions } from './documents/accessDefinitions.ts';
import { AccessLinks } from './documents/accessLinks.ts';
import type { Texts } from './documents/texts.ts';
import { Findings } from './findings/findings.ts';
import { Judgements } from './findings/judgements.ts';
import { registerFindings } from './findings/register.ts';
import { restoredMaps } from './map/restoredMaps.ts';
import { moveSecrets } from './tenants/moveSecrets.ts';
import { registerOtherWindows } from './snapshots/otherWindows.ts';
import { registerScheduledSyncs } from './syncs/scheduledSyncs.ts';
import { createServices } from './services.ts';
import { registerStatusBar } from './status/statusBar.ts';
import { createStatusItem } from './status/statusItem.ts';
import { syncTasks } from './tasks/syncTasks.ts';
import { links } from './tools/links.ts';
import { chatTools, type ChatTool } from './tools/tools.ts';
import { registerAccessView } from './views/accessView.ts';
import { registerAnswerView } from './views/answerView.ts';
import { registerChangesView } from './views/changesView.ts';
import { registerSnapshotsView } from './views/snapshotsView.ts';
import type { Trees, Views } from './views/views.ts';

/** What is there from activation on, for the features to fill. */
export interface Frame {
  readonly views: Views;
  /** The item of the status bar, where a tenant was connected already. */
  readonly status: vscode.StatusBarItem | undefined;
  readonly texts: Texts;
  readonly version: string;
}

/** All that the extension does: what was registered at activation leads here. */
export interface Features {
  readonly api: LogtoAccessApi;
  readonly commands: CommandHandlers;
  readonly trees: Trees;
  readonly documents: vscode.TextDocumentContentProvider;
  readonly documentLinks: vscode.DocumentLinkProvider;
  readonly definitions: vscode.DefinitionProvider;
  readonly tasks: vscode.TaskProvider;
  readonly uris: vscode.UriHandler;
  readonly maps: vscode.WebviewPanelSerializer;
  readonly tools: ReadonlyMap<string, ChatTool>;
  /** A setting of the extension was changed. */
  settingsChanged(change: vscode.ConfigurationChangeEvent): void;
}

/** Makes the parts and starts the features, on the first use of any. */
export function startFeatures(context: vscode.ExtensionContext, frame: Frame): Features {
  const { views, status, texts, version } = frame;
  const services = createServices(context, { texts, version });
  registerContextKeys(context, services);
  const access = registerAccessView(context, services, views.access);
  const answer = registerAnswerView(context, services, views.answer);
  const snapshots = registerSnapshotsView(context, services, views.snapshots);
  const judging = new Findings(services, context);
  const judgements = new Judgements(services, judging);
  context.subscriptions.push(judgements);
  const changes = registerChangesView(context, services, judgements, views.changes);
  const findings = registerFindings(context, services, judging, views.findings);
  registerStatusBar(context, services, status ?? createStatusItem(context));
  registerOtherWindows(context, services);
  const schedule = registerScheduledSyncs(context, services);
  registerViewCommands(services);
  registerTenantCommands(services);
  registerAccessViewCommands(services);
  registerChangesCommands(services, changes.look, judgements);
  registerAnswerCommands(services, access);
  return {
    api: registerCommands(context, services),
    commands: services.commands,
    trees: { access: access.tree, answer, snapshots, changes: changes.tree, findings },
    documents: accessDocuments(services),
    documentLinks: new AccessLinks(services),
    definitions: accessDefinitions(services),
    tasks: syncTasks(services),
    uris: links(services),
    maps: restoredMaps(context, services),
    tools: chatTools(services, judging),
    settingsChanged: (change) => {
      if (change.affectsConfiguration('logtoAccess.credentialStore')) void moveSecrets(services);
      if (change.affectsConfiguration('logtoAccess.sync.schedule')) schedule.checkSoon();
    },
  };
}
