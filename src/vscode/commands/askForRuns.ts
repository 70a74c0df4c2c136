import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { ViewItem } from './command.ts';
import { pickRun } from './pick.ts';

/**
 * Ids of the runs that a person means: the selected ones where they are on one of them, the one they are on, the one
 * that a key was pressed on, or else the one they choose.
 */
export async function askForRuns(
  services: Services,
  title: string,
  item: ViewItem | undefined,
  selected: readonly ViewItem[],
): Promise<readonly string[]> {
  const meant = idsOf(selected.length > 0 ? selected : item === undefined ? [] : [item]);
  if (meant.length > 0) return meant;
  const focused = await focusedRuns(services);
  if (focused.length > 0) return focused;
  const picked = await pickRun(services, { title, placeHolder: vscode.l10n.t('Which snapshot?') });
  return picked === undefined ? [] : [picked.info.id];
}

/** A key is pressed on the line that has the focus, of which VS Code tells nothing until it is selected. */
async function focusedRuns({ selectedRuns }: Services): Promise<readonly string[]> {
  const selected = selectedRuns.value();
  if (selected.length > 1) return selected;
  await vscode.commands.executeCommand('list.select');
  return selectedRuns.value();
}

function idsOf(items: readonly ViewItem[]): string[] {
  return items.flatMap(({ type, snapshotId }) =>
    type === 'run' && snapshotId !== undefined ? [snapshotId] : [],
  );
}
