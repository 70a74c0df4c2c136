import * as v from 'valibot';
import * as vscode from 'vscode';
import { missingInEither } from '../../changes/text/unsure.ts';
import type { Comparison } from '../../changes/model.ts';
import { AccessError, throwIfCancelled } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import { VIEWS, type ArgumentOf, type CompareArgument, type ResultOf } from '../contract.ts';
import { withReadProgress } from '../snapshots/readProgress.ts';
import type { Services } from '../services.ts';
import type { CommandParts } from './command.ts';
import { pickSnapshot } from './pick.ts';

/** Compares two snapshots and shows the Changes view. What is asked last is shown: an earlier one that still runs ends. */
export function diffSnapshotsCommand(services: Services): CommandParts<'logtoAccess.diffSnapshots'> {
  return {
    id: 'logtoAccess.diffSnapshots',
    argument: v.object({ before: v.string(), after: v.string() }),
    run: (argument) => compare(services, argument),
    ask: () => askForTwo(services),
    tell: () => void vscode.commands.executeCommand(`${VIEWS.changes}.focus`),
  };
}

/** The same for a person: the view comes to the front. */
export async function showComparison(services: Services, argument: CompareArgument): Promise<void> {
  await compare(services, argument);
  await vscode.commands.executeCommand(`${VIEWS.changes}.focus`);
}

interface Compared {
  readonly comparison: Comparison;
  readonly before: string;
  readonly after: string;
}

async function compare(
  services: Services,
  argument: CompareArgument,
): Promise<ResultOf<'logtoAccess.diffSnapshots'>> {
  const signal = services.comparing.begin();
  const named = [argument.before, argument.after].map((one) => services.snapshots.fileOf(one));
  const found = await services.inUse.during(named, () => compareFiles(services, argument, signal));
  throwIfCancelled(signal); // the other one began while this one ended
  const { comparison, before, after } = found;
  services.snapshots.remember(comparison.before.id, before);
  services.snapshots.remember(comparison.after.id, after);
  services.comparison.set(comparison);
  const { summary, unsure } = comparison;
  return { summary, unsure, missing: missingInEither(comparison) };
}

/** Compares as long as it is what was asked for last. */
async function compareFiles(
  { files, workerFile }: Services,
  argument: CompareArgument,
  isLast: AbortSignal,
): Promise<Compared> {
  const [before, after] = await withReadProgress([argument.before, argument.after], async (options) => {
    const signal = AbortSignal.any([isLast, ...(options.signal ? [options.signal] : [])]);
    return [
      await files.snapshotFileOf(argument.before, { ...options, signal }),
      await files.snapshotFileOf(argument.after, { ...options, signal }),
    ];
  });
  const comparison = await vscode.window.withProgress({ location: { viewId: VIEWS.changes } }, () =>
    runJob(workerFile, 'compare', { before, after }, { signal: isLast }),
  );
  return { comparison, before, after };
}

async function askForTwo(services: Services): Promise<ArgumentOf<'logtoAccess.diffSnapshots'> | undefined> {
  const title = vscode.l10n.t('Compare two snapshots');
  const before = await pickSnapshot(services, {
    title,
    placeHolder: vscode.l10n.t('From which one? (the older)'),
  });
  if (before === undefined) return undefined;
  const placeHolder = vscode.l10n.t('To which one? (the newer)');
  const after = await pickSnapshot(services, { title, placeHolder, except: before.info.id });
  return after && { before: before.info.id, after: after.info.id };
}

/** The comparison of a snapshot with the one before it. */
export function withPrevious({ catalogue }: Services, tenantId: string, snapshotId: string): CompareArgument {
  const stored = catalogue.list(tenantId);
  const at = stored.findIndex(({ info }) => info.id === snapshotId);
  const previous = stored[at + 1];
  if (at !== -1 && previous !== undefined) return { before: previous.info.id, after: snapshotId };
  throw new AccessError(vscode.l10n.t('There is no snapshot before this one.'), {
    code: 'snapshot.missing',
    hint: vscode.l10n.t('Sync again later; then there is something to compare.'),
  });
}
