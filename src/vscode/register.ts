import * as vscode from 'vscode';
import { hasTenants } from '../credentials/hasTenants.ts';
import { API_OPERATIONS, type LogtoAccessApi } from './api.ts';
import { CONTEXT_KEYS } from './contract.ts';
import { ACCESS_SCHEME } from './documents/schemes.ts';
import { setContext } from './emitters.ts';
import type { Features } from './features.ts';
import { lazily } from './lazy.ts';
import { MAP_PANEL } from './map/panelKind.ts';
import type { ChatTool } from './tools/tools.ts';

/** The parts of package.json by which VS Code knows commands and tools. */
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

type Load = () => Promise<Features>;

/** Registers all that package.json promises; what stands behind it is loaded on its first use. */
export function registerAll(context: vscode.ExtensionContext, load: Load): LogtoAccessApi {
  const { contributes } = context.extension.packageJSON as Manifest;
  setContext(CONTEXT_KEYS.active, true);
  setContext(CONTEXT_KEYS.hasTenants, hasTenants(context.globalState));
  context.subscriptions.push(
    ...contributes.commands.map(({ command }) => registerCommand(command, load)),
    ...contributes.languageModelTools.map(({ name }) => registerTool(name, load)),
    ...registerProviders(load),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('logtoAccess')) void load().then((on) => on.settingsChanged(change));
    }),
  );
  return { version: 1, ...lazily(async () => (await load()).api, API_OPERATIONS) };
}

function registerCommand(id: string, load: Load): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: never[]) => {
    const { commands } = await load();
    return commands.get(id)?.(...args);
  });
}

function registerTool(name: string, load: Load): vscode.Disposable {
  const tool = async (): Promise<ChatTool> => {
    const found = (await load()).tools.get(name);
    if (found === undefined) throw new Error(`package.json has a tool that is not there: ${name}`);
    return found;
  };
  return vscode.lm.registerTool(name, lazily(tool, ['prepareInvocation', 'invoke']));
}

function registerProviders(load: Load): vscode.Disposable[] {
  const { workspace, languages, tasks, window } = vscode;
  const of =
    <K extends keyof Features>(name: K) =>
    async (): Promise<Features[K]> =>
      (await load())[name];
  return [
    workspace.registerTextDocumentContentProvider(
      ACCESS_SCHEME,
      lazily(of('documents'), ['provideTextDocumentContent']),
    ),
    languages.registerDocumentLinkProvider(
      { scheme: ACCESS_SCHEME },
      lazily(of('documentLinks'), ['provideDocumentLinks', 'resolveDocumentLink']),
    ),
    languages.registerDefinitionProvider(
      { scheme: ACCESS_SCHEME },
      lazily(of('definitions'), ['provideDefinition']),
    ),
    tasks.registerTaskProvider('logtoAccess', lazily(of('tasks'), ['provideTasks', 'resolveTask'])),
    window.registerWebviewPanelSerializer(MAP_PANEL, lazily(of('maps'), ['deserializeWebviewPanel'])),
    window.registerUriHandler(lazily(of('uris'), ['handleUri'])),
  ];
}
