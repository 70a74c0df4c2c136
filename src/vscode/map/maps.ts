import * as vscode from 'vscode';
import type { MapWhere } from '../../access/map/messages.ts';
import { MapPanel, type MapParts } from './panel.ts';
import { MAP_PANEL } from './panelKind.ts';
import { isPageState } from './where.ts';

/** The one panel with a map that is open, if any. */
let open: MapPanel | undefined;

/** Shows a place in the open map, or in a new one. */
export async function showMap(parts: MapParts, where: MapWhere): Promise<void> {
  if (open !== undefined) return open.go(where);
  const title = vscode.l10n.t('Access Map');
  const panel = vscode.window.createWebviewPanel(MAP_PANEL, title, vscode.ViewColumn.Active);
  hold(new MapPanel(parts, panel, where));
}

/** Brings a map back that was open when VS Code was closed; without what it showed where that cannot be told. */
export function restoreMap(parts: MapParts, panel: vscode.WebviewPanel, state: unknown): void {
  if (!isPageState(state)) panel.dispose();
  else hold(new MapPanel(parts, panel, undefined));
}

function hold(map: MapPanel): void {
  open = map;
  map.panel.onDidDispose(() => {
    if (open === map) open = undefined;
  });
}
