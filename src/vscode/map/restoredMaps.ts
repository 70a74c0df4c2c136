import type * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Lets VS Code bring a map back after a reload; what that takes is loaded then. */
export function restoredMaps(
  { extensionUri }: vscode.ExtensionContext,
  services: Services,
): vscode.WebviewPanelSerializer {
  return {
    deserializeWebviewPanel: async (panel, state) => {
      const { restoreMap } = await import('./maps.ts');
      restoreMap({ services, extensionUri }, panel, state);
    },
  };
}
