import * as vscode from 'vscode';
import { snapshotOfItem, thingOf, type ThingItem } from '../ask/thing.ts';
import { AccessError } from '../../errors.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';
import { showChosen, shownSnapshotOf } from '../snapshots/shownSnapshot.ts';
import type { AccessView } from '../views/accessView.ts';
import type { AccessTarget } from '../views/reveal.ts';
import { inform } from '../say.ts';

/** Shows something in the Access view. A permission has no line of its own there: who has it is asked instead. */
export async function revealAccess(services: Services, view: AccessView, item: ThingItem): Promise<void> {
  const snapshot = snapshotOfItem(services, item);
  const thing = snapshot && thingOf(item);
  if (snapshot === undefined || thing === undefined) return;
  const { kind, id } = thing;
  if (kind === 'permission') await vscode.commands.executeCommand('logtoAccess.whoCan', item);
  else if (kind === 'resource')
    void inform(
      vscode.l10n.t('Nobody holds an API resource itself. Find one of its permissions, and ask who can.'),
    );
  else await revealOrOffer(services, view, { snapshotId: snapshot.info.id, kind, id });
}

/** What the shown snapshot does not have may be in the one that the line is of: a person can have that shown. */
async function revealOrOffer(services: Services, view: AccessView, target: AccessTarget): Promise<void> {
  try {
    await view.reveal(target);
  } catch (error) {
    const { info } = services.snapshots.get(target.snapshotId);
    const isShown = shownSnapshotOf(services, info.tenantId) === info.id;
    const isStored = services.catalogue.list(info.tenantId).some((one) => one.info.id === info.id);
    if (!(error instanceof AccessError) || isShown || !isStored) throw error;
    const show = vscode.l10n.t('Show That Snapshot');
    const told = vscode.l10n.t(
      'The snapshot that is shown does not have it; the one of {0} does.',
      localMinute(info.endedAt),
    );
    if ((await inform(told, show)) !== show) return;
    showChosen(services, info);
    await view.reveal(target);
  }
}
