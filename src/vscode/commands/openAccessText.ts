import * as vscode from 'vscode';
import { subjectOf } from '../../access/text/documents.ts';
import { thingOf, type ThingItem } from '../ask/thing.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { accessUri } from '../documents/accessUri.ts';
import type { Services } from '../services.ts';
import { snapshotOf } from '../snapshots/sources.ts';
import { pickSnapshot } from './pick.ts';

/** Opens a tenant, or what a line is about, as text. */
export async function openAccessText(services: Services, item: ThingItem | undefined): Promise<void> {
  const isNamed = item?.snapshotId !== undefined || item?.tenantId !== undefined;
  const snapshot = isNamed ? snapshotOf(services, item) : await askForSnapshot(services);
  if (snapshot === undefined) return;
  const thing = thingOf(item);
  const subject = thing && subjectOf(thing.kind, thing.id);
  await vscode.window.showTextDocument(accessUri(snapshot, subject ?? { kind: 'tenant' }), { preview: true });
}

async function askForSnapshot(services: Services): Promise<Snapshot | undefined> {
  const title = vscode.l10n.t('Open access as text');
  const stored = await pickSnapshot(services, { title, placeHolder: vscode.l10n.t('Which snapshot?') });
  return stored && services.snapshots.get(stored.info.id);
}
