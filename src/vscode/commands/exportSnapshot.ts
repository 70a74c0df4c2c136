import * as v from 'valibot';
import * as vscode from 'vscode';
import { mustBeOfLogto } from '../../c1/exportable.ts';
import { EXPORT_FORMATS } from '../../c1/formats.ts';
import { AccessError } from '../../errors.ts';
import { sentence } from '../../sentence.ts';
import { runJob } from '../../jobs/run.ts';
import type { ArgumentOf, ResultOf } from '../contract.ts';
import { exportSettingsNow } from '../exports/exportSettings.ts';
import { writeTo } from '../targets.ts';
import { withJobProgress } from '../jobProgress.ts';
import type { Services } from '../services.ts';
import { newestAccepted, shownSnapshotOf } from '../snapshots/shownSnapshot.ts';
import { askForExport } from './askForExport.ts';
import type { CommandParts, ViewItem } from './command.ts';
import { pickSource } from './pick.ts';
import { tellExported } from './tellExported.ts';

type Argument = ArgumentOf<'logtoAccess.exportSnapshot'>;
type Result = ResultOf<'logtoAccess.exportSnapshot'>;

/** Writes a snapshot in a form that ConductorOne takes. */
export function exportSnapshotCommand(services: Services): CommandParts<'logtoAccess.exportSnapshot'> {
  return {
    id: 'logtoAccess.exportSnapshot',
    argument: v.object({
      ...{ snapshotId: v.exactOptional(v.string()), tenantId: v.exactOptional(v.string()) },
      ...{ format: v.picklist(EXPORT_FORMATS), target: v.string() },
      ...{ extended: v.exactOptional(v.boolean()), bom: v.exactOptional(v.boolean()) },
    }),
    run: (argument) => exportOne(services, argument),
    ask: (item) => ask(services, item),
    tell: tellExported,
  };
}

/** The same for a person who wants another form than the last one. */
export async function exportSnapshotAs(services: Services, item: ViewItem | undefined): Promise<void> {
  const argument = await ask(services, item, { anew: true });
  if (argument !== undefined) tellExported(await exportOne(services, argument), argument);
}

async function exportOne(
  services: Services,
  { snapshotId, tenantId, format, target, ...said }: Argument,
): Promise<Result> {
  const snapshotFile = services.snapshots.fileOf(snapshotId ?? newestOf(services, tenantId));
  const job = { snapshotFile, format, ...exportSettingsNow(), ...said };
  return withJobProgress(vscode.l10n.t('Exporting for ConductorOne …'), async (options) => {
    const result = await writeTo(target, options.signal, (file) =>
      runJob(services.workerFile, 'export', { ...job, target: file }, options),
    );
    return { ...result, target };
  });
}

function newestOf(services: Services, tenantId: string | undefined): string {
  if (tenantId === undefined) {
    throw new AccessError(sentence`logtoAccess.exportSnapshot: neither snapshotId nor tenantId is given.`, {
      code: 'argument.invalid',
      hint: sentence`Give one of them.`,
    });
  }
  return newestAccepted(services, tenantId)?.info.id ?? nothingToExport(tenantId);
}

function nothingToExport(tenantId: string): never {
  throw new AccessError(vscode.l10n.t('There is no snapshot of {0} to export.', tenantId), {
    code: 'snapshot.missing',
    hint: vscode.l10n.t('Sync the tenant first.'),
  });
}

async function ask(
  services: Services,
  item: ViewItem | undefined,
  { anew = false } = {},
): Promise<Argument | undefined> {
  const source =
    item?.snapshotId === undefined && item?.tenantId === undefined
      ? await pickSource(services, vscode.l10n.t('Export'))
      : item;
  const snapshotId = source && (source.snapshotId ?? shownOf(services, source.tenantId));
  if (snapshotId === undefined) return undefined;
  mustBeOfLogto(services.snapshots.get(snapshotId).info);
  return askForExport(services, snapshotId, anew);
}

/** What the Access view shows of a tenant: what a person sees is what they export. */
function shownOf(services: Services, tenantId: string | undefined): string | undefined {
  return tenantId === undefined
    ? undefined
    : (shownSnapshotOf(services, tenantId) ?? nothingToExport(tenantId));
}
