import * as vscode from 'vscode';
import type { SnapshotsArgument } from '../contract.ts';
import type { Services } from '../services.ts';
import { requireRun } from '../snapshots/storedRuns.ts';
import { SNAPSHOTS } from './askArguments.ts';
import { askForRuns } from './askForRuns.ts';
import type { CommandParts } from './command.ts';

/** Lets retention leave snapshots alone. */
export function pinSnapshotCommand(services: Services): CommandParts<'logtoAccess.pinSnapshot'> {
  return { id: 'logtoAccess.pinSnapshot', ...pinning(services, vscode.l10n.t('Pin snapshot'), true) };
}

/** Lets retention remove snapshots again when they are old. */
export function unpinSnapshotCommand(services: Services): CommandParts<'logtoAccess.unpinSnapshot'> {
  const parts = pinning(services, vscode.l10n.t('Unpin snapshot'), undefined);
  return { id: 'logtoAccess.unpinSnapshot', ...parts };
}

function pinning(
  services: Services,
  title: string,
  pinned: true | undefined,
): Omit<CommandParts<'logtoAccess.pinSnapshot'>, 'id'> {
  return {
    argument: SNAPSHOTS,
    run: ({ snapshotIds }: SnapshotsArgument) => {
      const runs = snapshotIds.map((id) => requireRun(services, id));
      for (const { file } of runs) services.catalogue.note(file, { pinned });
      return Promise.resolve(undefined);
    },
    ask: async (item, selected) => ({ snapshotIds: await askForRuns(services, title, item, selected) }),
  };
}
