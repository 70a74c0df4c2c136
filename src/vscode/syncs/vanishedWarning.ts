import * as vscode from 'vscode';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { vanishedText } from '../../snapshot/lacks/vanishedText.ts';
import { showingErrors } from '../commands/command.ts';
import type { Services } from '../services.ts';
import { showChosen } from '../snapshots/shownSnapshot.ts';
import { warn } from '../say.ts';

/** Asks whether to show a snapshot in which most of the one before is gone. Waits for no answer. */
export function warnOfVanished(services: Services, info: SnapshotInfo): void {
  if (services.accepted.has(info)) return;
  void showingErrors(services.log, () => ask(services, info));
}

async function ask(services: Services, info: SnapshotInfo): Promise<void> {
  const show = vscode.l10n.t('Show It');
  const keep = vscode.l10n.t('Keep the Last One');
  const answer = await warn(
    vscode.l10n.t(
      '{0}: {1} are gone since the last sync. If that is not so, Logto Access may have lost a permission, or the server its data.',
      ...[info.tenantName, goneOf(services, info)],
    ),
    ...[show, keep],
  );
  if (answer === show) showChosen(services, info);
}

function goneOf({ catalogue }: Services, info: SnapshotInfo): string {
  const before = catalogue.list(info.tenantId).find((one) => one.info.id === info.vanished?.since);
  return vanishedText(info, before?.info.counts);
}
