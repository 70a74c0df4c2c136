import * as v from 'valibot';
import * as vscode from 'vscode';
import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import { count } from '../../words.ts';
import type { SnapshotsArgument } from '../contract.ts';
import type { Deletion } from '../snapshots/deletedSnapshots.ts';
import { moveBaseline } from '../changes/moveBaseline.ts';
import type { Services } from '../services.ts';
import { showNewest, shownSnapshotOf } from '../snapshots/shownSnapshot.ts';
import { fullNameOf, requireRun } from '../snapshots/storedRuns.ts';
import { SNAPSHOTS } from './askArguments.ts';
import { askForRuns } from './askForRuns.ts';
import { showingErrors, type CommandParts } from './command.ts';
import { confirm, inform } from '../say.ts';

/** Deletes stored snapshots; until the window is closed they can be brought back. */
export function deleteSnapshotCommand(services: Services): CommandParts<'logtoAccess.deleteSnapshot'> {
  return {
    id: 'logtoAccess.deleteSnapshot',
    argument: SNAPSHOTS,
    run: (argument) => {
      deleteAll(services, argument);
      return Promise.resolve(undefined);
    },
    ask: async (item, selected) => {
      const ids = await askForRuns(services, vscode.l10n.t('Delete snapshot'), item, selected);
      const runs = ids.map((id) => requireRun(services, id));
      return runs.length > 0 && (await isSure(services, runs)) ? { snapshotIds: ids } : undefined;
    },
    tell: () => void showingErrors(services.log, () => offerUndo(services, services.deleted.last)),
  };
}

/** Brings back the snapshots that were deleted last. */
export function undoDeleteSnapshotCommand(
  services: Services,
): CommandParts<'logtoAccess.undoDeleteSnapshot'> {
  return {
    id: 'logtoAccess.undoDeleteSnapshot',
    argument: v.strictObject({}),
    run: () => Promise.resolve(undo(services, services.deleted.last)),
    ask: () => Promise.resolve({}),
  };
}

function deleteAll(services: Services, { snapshotIds }: SnapshotsArgument): void {
  const runs = [...new Set(snapshotIds)].map((id) => requireRun(services, id));
  const shownIn = runs
    .map(({ info }) => info)
    .filter((info) => shownSnapshotOf(services, info.tenantId) === info.id);
  const lists = new Map(
    runs.map(({ info: { tenantId } }) => [tenantId, services.catalogue.list(tenantId)] as const),
  );
  for (const { info } of runs) close(services, info.id);
  try {
    services.deleted.delete(runs);
  } finally {
    for (const { tenantId } of shownIn) showNewest(services, tenantId); // also where one of them could not be moved
    for (const [tenantId, before] of lists)
      void showingErrors(services.log, () => moveBaseline(services, tenantId, before));
  }
}

/** Takes a snapshot out of the view that compares it, and closes its file. */
function close({ comparison, snapshots }: Services, snapshotId: string): void {
  const { before, after } = comparison.value ?? {};
  if (before?.id === snapshotId || after?.id === snapshotId) comparison.set(undefined);
  snapshots.forget(snapshotId);
}

function undo(services: Services, deletion: Deletion | undefined): SnapshotsArgument {
  const snapshotIds = services.deleted.undo(deletion).map(({ id }) => id);
  services.shown.set(services.shown.value); // the one that is brought back may be the newest
  return { snapshotIds };
}

async function isSure(services: Services, runs: readonly StoredSnapshot[]): Promise<boolean> {
  const [only, ...others] = runs;
  const question =
    only !== undefined && others.length === 0
      ? vscode.l10n.t('Delete the snapshot {0}?', fullNameOf(services, only))
      : vscode.l10n.t('Delete {0}?', count(runs.length, 'snapshot'));
  const names = runs.map((run) => fullNameOf(services, run)).join('\n');
  const undoable = vscode.l10n.t('Until the window is closed, this can be undone.');
  const detail = others.length === 0 ? undoable : `${names}\n\n${undoable}`;
  const yes = vscode.l10n.t('Delete');
  return (await confirm(question, detail, yes)) === yes;
}

async function offerUndo(services: Services, deletion: Deletion | undefined): Promise<void> {
  if (deletion === undefined) return;
  const answer = vscode.l10n.t('Undo');
  const told = vscode.l10n.t('Deleted {0}.', count(deletion.length, 'snapshot'));
  if ((await inform(told, answer)) === answer) undo(services, deletion);
}
