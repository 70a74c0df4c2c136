import * as vscode from 'vscode';
import { summaryLine } from '../changes/sentences.ts';
import type { Delta } from '../snapshot/facts.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import { showingErrors } from './commands/command.ts';
import { VIEWS } from './contract.ts';
import type { Services } from './services.ts';
import { notifySetting } from './settings.ts';

/** Counts what a scheduled sync found as not looked at, and tells it once where the setting wants it; waits for no answer. */
export async function tellOfChanges(services: Services, info: SnapshotInfo): Promise<void> {
  const delta = await services.deltas.of(info);
  const changes = delta === undefined ? 0 : delta.added + delta.removed + delta.changed;
  if (delta === undefined || changes === 0) return;
  const { unseen, log } = services;
  unseen.set(new Map([...unseen.value, [info.tenantId, changes + (unseen.value.get(info.tenantId) ?? 0)]]));
  const settings = vscode.workspace.getConfiguration('logtoAccess');
  if (!notifySetting((key) => settings.get(key))) return;
  void showingErrors(log, () => tell(info, delta));
}

async function tell({ id, tenantName }: SnapshotInfo, delta: Delta): Promise<void> {
  const show = vscode.l10n.t('Show Changes');
  const never = vscode.l10n.t('Do Not Show Again');
  const told = vscode.l10n.t('{0}: {1} since the sync before.', tenantName, summaryLine(delta));
  const answer = await vscode.window.showInformationMessage(told, show, never);
  if (answer === never)
    await vscode.workspace
      .getConfiguration('logtoAccess')
      .update('notifyOnChanges', false, vscode.ConfigurationTarget.Global);
  if (answer !== show) return;
  await vscode.commands.executeCommand('logtoAccess.diffSnapshots', { before: delta.before, after: id });
  await vscode.commands.executeCommand(`${VIEWS.changes}.focus`);
}
