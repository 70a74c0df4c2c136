import * as vscode from 'vscode';
import { subjectOf } from '../../access/text/documents.ts';
import { thingOf, type ThingItem } from '../ask/thing.ts';
import { accessUri } from '../documents/accessUri.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from '../shownSnapshot.ts';
import { pickSnapshot } from './pick.ts';

/** Opens a tenant, or what a line is about, as text. */
export async function openAccessText(services: Services, item: ThingItem | undefined): Promise<void> {
  const ofTenant = item?.tenantId === undefined ? undefined : shownSnapshotOf(services, item.tenantId);
  const snapshotId = item?.snapshotId ?? ofTenant ?? (await askForSnapshot(services));
  if (snapshotId === undefined) return;
  const snapshot = services.snapshots.get(snapshotId);
  const thing = thingOf(item);
  const subject = thing && subjectOf(thing.kind, thing.id);
  await vscode.window.showTextDocument(accessUri(snapshot, subject ?? { kind: 'tenant' }), { preview: true });
}

async function askForSnapshot(services: Services): Promise<string | undefined> {
  const title = vscode.l10n.t('Open access as text');
  return (await pickSnapshot(services, { title, placeHolder: vscode.l10n.t('Which snapshot?') }))?.info.id;
}
