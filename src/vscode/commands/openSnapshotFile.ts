import * as v from 'valibot';
import * as vscode from 'vscode';
import { aboutOrigin } from '../../snapshot/lacks/unknown.ts';
import { VIEWS } from '../contract.ts';
import { targetOf } from '../targets.ts';
import { withReadProgress } from '../snapshots/readProgress.ts';
import type { Services } from '../services.ts';
import type { CommandParts } from './command.ts';
import { inform } from '../say.ts';

/** Opens a snapshot, a C1 snapshot JSON or a .c1z from anywhere beside the tenants. */
export function openSnapshotFileCommand({ files }: Services): CommandParts<'logtoAccess.openSnapshotFile'> {
  return {
    id: 'logtoAccess.openSnapshotFile',
    argument: v.object({ file: v.string() }),
    run: async ({ file }) => {
      const { info } = await withReadProgress([file], (options) => files.open(file, options));
      return { snapshotId: info.id };
    },
    ask: askForFile,
    tell: ({ snapshotId }) => {
      const opened = files.list.find(({ info }) => info.id === snapshotId);
      const about = opened === undefined ? [] : aboutOrigin(opened.info);
      if (about.length > 0) void inform(`${about.join('. ')}.`);
      void vscode.commands.executeCommand(`${VIEWS.access}.focus`);
    },
  };
}

async function askForFile(): Promise<{ file: string } | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Open a snapshot or C1 file'),
      openLabel: vscode.l10n.t('Open'),
      filters: {
        [vscode.l10n.t('Snapshots and C1 files')]: ['snapshot', 'json', 'c1z'],
        [vscode.l10n.t('All files')]: ['*'],
      },
    })) ?? [];
  return uri && { file: targetOf(uri) };
}
