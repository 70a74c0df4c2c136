import * as v from 'valibot';
import * as vscode from 'vscode';
import { oneLine } from '../../words.ts';
import type { RenameArgument } from '../contract.ts';
import type { Services } from '../services.ts';
import { fullNameOf, requireRun } from '../snapshots/storedRuns.ts';
import { askForRuns } from './askForRuns.ts';
import { askText, errorSaying } from './askText.ts';
import type { CommandParts, ViewItem } from './command.ts';

/** A label stands on one line beside other things. */
const LONGEST = 100;

/** Gives a stored snapshot a name of the user's own. */
export function renameSnapshotCommand(services: Services): CommandParts<'logtoAccess.renameSnapshot'> {
  return {
    id: 'logtoAccess.renameSnapshot',
    argument: v.object({
      snapshotId: v.string(),
      label: v.pipe(v.string(), v.maxLength(LONGEST)),
    }),
    run: (argument) => {
      rename(services, argument);
      return Promise.resolve(undefined);
    },
    ask: (item, selected) => ask(services, item, selected),
  };
}

function rename(services: Services, { snapshotId, label }: RenameArgument): void {
  const { file } = requireRun(services, snapshotId);
  services.catalogue.note(file, { label: oneLine(label) || undefined });
}

async function ask(
  services: Services,
  item: ViewItem | undefined,
  selected: readonly ViewItem[],
): Promise<RenameArgument | undefined> {
  const [snapshotId] = await askForRuns(services, vscode.l10n.t('Rename snapshot'), item, selected);
  if (snapshotId === undefined) return undefined;
  const run = requireRun(services, snapshotId);
  const label = await askText({
    title: vscode.l10n.t('Rename the snapshot {0}', fullNameOf(services, run)),
    prompt: vscode.l10n.t('A name to stand before the date. Leave it empty for the date alone.'),
    value: run.facts.label ?? '',
    judge: ({ length }) =>
      length > LONGEST ? errorSaying(vscode.l10n.t('At most {0} characters.', LONGEST)) : undefined,
  });
  return label && { snapshotId, label: label.value };
}
