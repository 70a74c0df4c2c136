import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import { VIEWS, type CompareArgument } from '../contract.ts';
import type { OpenedFile } from '../snapshots/openedFiles.ts';
import type { Services } from '../services.ts';
import { showChosen } from '../snapshots/shownSnapshot.ts';
import type { FileItem, RunItem, SnapshotsItem } from '../views/snapshotsItems.ts';
import { viewCommands, type ViewItem } from './command.ts';
import { showComparison, withPrevious } from './diffSnapshots.ts';
import { exportSnapshotAs } from './exportSnapshot.ts';
import { pickSnapshot } from './pick.ts';
import { openAccessText } from './openAccessText.ts';

/** Commands that only views call, on their own lines. */
export function registerViewCommands(services: Services): void {
  const register = viewCommands(services);
  register('showLog', () => services.log.show());
  register('closeSnapshotFile', ({ snapshotId }: ViewItem) => services.files.close(snapshotId ?? ''));
  register('showSnapshot', (item: RunItem) => showSnapshot(services, item));
  register('comparePrevious', (item: RunItem) =>
    showComparison(services, withPrevious(services, item.tenantId, item.snapshotId)),
  );
  register('compareWith', (item: RunItem | FileItem) => compareWith(services, item));
  register('compareSelected', (item: RunItem | FileItem, selected?: SnapshotsItem[]) =>
    showComparison(services, twoSelected(selected ?? [item])),
  );
  register('exportSnapshotAs', (item?: ViewItem) => exportSnapshotAs(services, item));
  register('openAccessText', (item?: ViewItem) => openAccessText(services, item));
}

async function showSnapshot(services: Services, { stored }: RunItem): Promise<void> {
  showChosen(services, stored.info);
  await vscode.commands.executeCommand(`${VIEWS.access}.focus`);
}

async function compareWith(services: Services, { snapshotId, stored }: RunItem | FileItem): Promise<void> {
  const title = vscode.l10n.t('Compare with another snapshot');
  const placeHolder = vscode.l10n.t('With which one? The older is compared to the newer.');
  const other = await pickSnapshot(services, { title, placeHolder, except: snapshotId });
  if (other !== undefined) await showComparison(services, inOrder(stored, other));
}

function twoSelected(selected: readonly SnapshotsItem[]): CompareArgument {
  const runs = selected.filter((item) => item.type === 'run' || item.type === 'file');
  const [one, other] = runs;
  if (runs.length === 2 && one && other) return inOrder(one.stored, other.stored);
  throw new AccessError(vscode.l10n.t('Select two snapshots to compare, not {0}.', runs.length), {
    code: 'argument.invalid',
  });
}

/** The older one first. */
function inOrder({ info: one }: OpenedFile, { info: other }: OpenedFile): CompareArgument {
  const [before, after] = one.startedAt <= other.startedAt ? [one, other] : [other, one];
  return { before: before.id, after: after.id };
}
