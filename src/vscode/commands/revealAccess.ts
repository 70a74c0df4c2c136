import * as vscode from 'vscode';
import { snapshotOfItem, thingOf, type ThingItem } from '../ask/thing.ts';
import type { Services } from '../services.ts';
import type { AccessView } from '../views/accessView.ts';

/** Shows something in the Access view. A permission has no line of its own there: who has it is asked instead. */
export async function revealAccess(services: Services, view: AccessView, item: ThingItem): Promise<void> {
  const snapshot = snapshotOfItem(services, item);
  const thing = snapshot && thingOf(item);
  if (snapshot === undefined || thing === undefined) return;
  const { kind, id } = thing;
  if (kind === 'permission') await vscode.commands.executeCommand('logtoAccess.whoCan', item);
  else if (kind === 'resource')
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nobody holds an API resource itself. Find one of its permissions, and ask who can.'),
    );
  else await view.reveal({ snapshotId: snapshot.info.id, kind, id });
}
