import * as vscode from 'vscode';
import { isComplete, missingIn } from '../../snapshot/lacks/holes.ts';
import { localMinute } from '../localTime.ts';
import type { OpenedFile } from '../snapshots/openedFiles.ts';
import { nameOf } from '../targets.ts';
import { beside } from './isolated.ts';
import { spoken } from './spoken.ts';

/** How the line of an opened file looks, in the Access view and in the Snapshots view. */
export function openedFileItem(
  { file, info }: OpenedFile,
  collapsed = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = new vscode.TreeItem(nameOf(file), collapsed);
  const when = vscode.l10n.t('as of {0}', localMinute(info.endedAt));
  item.id = `file:${file}`;
  item.contextValue = 'openedFile';
  item.iconPath = new vscode.ThemeIcon('file');
  item.description = beside(isComplete(info) ? when : vscode.l10n.t('{0}, incomplete', when));
  item.tooltip = [file, ...missingIn(info).map((hole) => vscode.l10n.t('Incomplete: {0}', hole))].join('\n');
  item.accessibilityInformation = spoken(item, vscode.l10n.t('opened file'));
  return item;
}
