import * as vscode from 'vscode';
import { exportSettings, type ExportSettings } from '../settings.ts';

/** What the settings say of an export at this moment. */
export function exportSettingsNow(): ExportSettings {
  return exportSettings((key) => vscode.workspace.getConfiguration('logtoAccess').get(key));
}
