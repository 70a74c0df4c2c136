import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import { VIEWS, type CompareArgument } from '../contract.ts';
import { accessUri } from '../documents/accessUri.ts';
import type { Services } from '../services.ts';
import { showChosen, shownSnapshotOf } from '../shownSnapshot.ts';
import type { MoreItem } from '../views/accessItems.ts';
import type { AccessTree } from '../views/accessTree.ts';
import type { GroupItem } from '../views/changesTree.ts';
import type { RunItem, SnapshotsItem } from '../views/snapshotsTree.ts';
import { showingErrors, type ViewItem } from './command.ts';
import { withPrevious } from './diffSnapshots.ts';
import { openAccessDiff } from './openTextDiff.ts';
import { pickSnapshot } from './pick.ts';

/** Commands that only views call, on their own lines. */
export function registerViewCommands(
  context: vscode.ExtensionContext,
  services: Services,
  tree: AccessTree,
): void {
  const register = (name: string, action: (...args: never[]) => Promise<void> | void): void => {
    const run = (...args: never[]): Promise<void> => showingErrors(services.log, async () => action(...args));
    context.subscriptions.push(vscode.commands.registerCommand(`logtoAccess.${name}`, run));
  };
  register('loadMore', (item: MoreItem) => tree.loadMore(item));
  register('showLog', () => services.log.show());
  register('showSnapshot', (item: RunItem) => showSnapshot(services, item));
  register('comparePrevious', (item: RunItem) =>
    showComparison(withPrevious(services, item.tenantId, item.snapshotId)),
  );
  register('compareSelected', (item: RunItem, selected?: SnapshotsItem[]) =>
    showComparison(olderAndNewer(selected ?? [item])),
  );
  register('openAccessText', (item?: ViewItem) => openAccessText(services, item));
  register('openTextDiff', (item?: GroupItem) => openAccessDiff(services, item?.group));
}

async function showSnapshot(services: Services, { stored }: RunItem): Promise<void> {
  await showChosen(services, stored.info);
  await vscode.commands.executeCommand(`${VIEWS.access}.focus`);
}

async function showComparison(argument: CompareArgument): Promise<void> {
  await vscode.commands.executeCommand('logtoAccess.diffSnapshots', argument);
  await vscode.commands.executeCommand(`${VIEWS.changes}.focus`);
}

function olderAndNewer(selected: readonly SnapshotsItem[]): CompareArgument {
  const runs = selected.filter((item) => item.type === 'run');
  const [before, after] = runs.sort((a, b) => a.stored.info.startedAt - b.stored.info.startedAt);
  if (runs.length === 2 && before && after) return { before: before.snapshotId, after: after.snapshotId };
  throw new AccessError(vscode.l10n.t('Select two snapshots to compare, not {0}.', runs.length), {
    code: 'argument.invalid',
  });
}

async function openAccessText(services: Services, item: ViewItem | undefined): Promise<void> {
  const ofTenant = item?.tenantId === undefined ? undefined : shownSnapshotOf(services, item.tenantId);
  const snapshotId = item?.snapshotId ?? ofTenant ?? (await askForSnapshot(services));
  if (snapshotId === undefined) return;
  const snapshot = services.snapshots.get(snapshotId);
  const organization = item?.type === 'node' ? organizationOf(item) : undefined;
  await vscode.window.showTextDocument(accessUri(snapshot.info, organization), { preview: true });
}

async function askForSnapshot(services: Services): Promise<string | undefined> {
  const title = vscode.l10n.t('Open access as text');
  return (await pickSnapshot(services, { title, placeHolder: vscode.l10n.t('Which snapshot?') }))?.info.id;
}

function organizationOf(
  item: ViewItem & { readonly node?: { readonly label: string } },
): { id: string; name: string } | undefined {
  return item.organizationId === undefined
    ? undefined
    : { id: item.organizationId, name: item.node?.label ?? item.organizationId };
}
