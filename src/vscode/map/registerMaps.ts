import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { MAP_PANEL } from './panelKind.ts';

/** Lets VS Code bring a map back after a reload; what that takes is loaded then. */
export function registerMaps(context: vscode.ExtensionContext, services: Services): void {
  const serializer: vscode.WebviewPanelSerializer = {
    deserializeWebviewPanel: async (panel, state) => {
      const { restoreMap } = await import('./maps.ts');
      restoreMap({ services, extensionUri: context.extensionUri }, panel, state);
    },
  };
  context.subscriptions.push(vscode.window.registerWebviewPanelSerializer(MAP_PANEL, serializer));
}
