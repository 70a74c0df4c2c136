import * as vscode from 'vscode';
import { summaryLine } from '../changes/sentences.ts';
import type { Delta } from '../snapshot/facts.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import { showingErrors } from './commands/command.ts';
import { VIEWS } from './contract.ts';
import type { Services } from './services.ts';
import { notifySetting } from './settings.ts';
import { inform } from './say.ts';

/** Tells what scheduled syncs found: the badge counts it all, and one notification at a time tells of a tenant. */
export class ChangesNotice {
  readonly #services: Services;
  #isTelling = false;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Counts what a sync found as not looked at, and tells it once where the setting wants it; waits for no answer. */
  async tellOf(info: SnapshotInfo): Promise<void> {
    const { unseen, log, deltas } = this.#services;
    const delta = await deltas.of(info);
    const changes = delta === undefined ? 0 : delta.added + delta.removed + delta.changed;
    if (delta === undefined || changes === 0) return;
    const others = unseen.value.get(info.tenantId) ?? 0;
    unseen.set(new Map([...unseen.value, [info.tenantId, changes + others]]));
    const settings = vscode.workspace.getConfiguration('logtoAccess');
    if (this.#isTelling || !notifySetting((key) => settings.get(key))) return;
    this.#isTelling = true;
    void showingErrors(log, () => tell(info, delta)).finally(() => (this.#isTelling = false));
  }
}

async function tell({ id, tenantName }: SnapshotInfo, delta: Delta): Promise<void> {
  const show = vscode.l10n.t('Show Changes');
  const never = vscode.l10n.t('Do Not Show Again');
  const told = vscode.l10n.t('{0}: {1} since the sync before.', tenantName, summaryLine(delta));
  const answer = await inform(told, show, never);
  if (answer === never)
    await vscode.workspace
      .getConfiguration('logtoAccess')
      .update('notifyOnChanges', false, vscode.ConfigurationTarget.Global);
  if (answer !== show) return;
  await vscode.commands.executeCommand('logtoAccess.diffSnapshots', { before: delta.before, after: id });
  await vscode.commands.executeCommand(`${VIEWS.changes}.focus`);
}
