import * as v from 'valibot';
import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import { inShort } from '../../snapshot/holes.ts';
import { count } from '../../words.ts';
import type { ArgumentOf, ResultOf } from '../contract.ts';
import { defaultFolder, targetOf, uriOf, writeTo } from '../exportTarget.ts';
import type { Services } from '../services.ts';
import { newestAccepted, shownSnapshotOf } from '../shownSnapshot.ts';
import type { CommandParts, ViewItem } from './command.ts';
import { pickTenant } from './pick.ts';

type Argument = ArgumentOf<'logtoAccess.exportSnapshot'>;
type Result = ResultOf<'logtoAccess.exportSnapshot'>;

/** Writes a snapshot in a form that ConductorOne takes. */
export function exportSnapshotCommand(services: Services): CommandParts<'logtoAccess.exportSnapshot'> {
  return {
    id: 'logtoAccess.exportSnapshot',
    argument: v.object({
      ...{ snapshotId: v.exactOptional(v.string()), tenantId: v.exactOptional(v.string()) },
      ...{ format: v.picklist(['c1-json']), target: v.string() },
    }),
    run: (argument) => exportOne(services, argument),
    ask: (item) => ask(services, item),
    tell: tellExported,
  };
}

async function exportOne(
  services: Services,
  { snapshotId, tenantId, format, target }: Argument,
): Promise<Result> {
  const id = snapshotId ?? newestOf(services, tenantId);
  const snapshotFile = services.snapshots.fileOf(id);
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t('Exporting for ConductorOne …'),
  };
  const { counts, missing } = await vscode.window.withProgress(options, () =>
    writeTo(target, (file) => runJob(services.workerFile, 'export', { snapshotFile, format, target: file })),
  );
  return { target, counts, missing };
}

function newestOf(services: Services, tenantId: string | undefined): string {
  if (tenantId === undefined) {
    throw new AccessError('logtoAccess.exportSnapshot: neither snapshotId nor tenantId is given.', {
      code: 'argument.invalid',
      hint: 'Give one of them.',
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

async function ask(services: Services, item: ViewItem | undefined): Promise<Argument | undefined> {
  const snapshotId = item?.snapshotId ?? (await shownOfAsked(services, item));
  if (snapshotId === undefined) return undefined;
  const { info } = services.snapshots.get(snapshotId);
  const name = `${info.tenantId}-${new Date(info.endedAt).toISOString().slice(0, 10)}.c1-snapshot.json`;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export for ConductorOne'),
    defaultUri: vscode.Uri.joinPath(defaultFolder(), name),
    filters: { [vscode.l10n.t('C1 snapshot JSON')]: ['json'] },
  });
  return target && { snapshotId, format: 'c1-json', target: targetOf(target) };
}

/** What the Access view shows of the tenant that was meant: what a person sees is what they export. */
async function shownOfAsked(services: Services, item: ViewItem | undefined): Promise<string | undefined> {
  const tenantId = item?.tenantId ?? (await pickTenant(services.tenants.list(), vscode.l10n.t('Export')))?.id;
  if (tenantId === undefined) return undefined;
  return shownSnapshotOf(services, tenantId) ?? nothingToExport(tenantId);
}

/** Says where the file is and what is missing in it, without making the command wait for an answer. */
function tellExported({ target, counts, missing }: Result): void {
  const what = `${count(counts.users, 'user')}, ${count(counts.resources, 'organization')}, ${count(counts.grants, 'grant')}`;
  const exported = vscode.l10n.t('Exported {0} to {1}', what, target);
  if (missing.length === 0) offerToOpen(vscode.window.showInformationMessage, exported, target);
  else offerToOpen(vscode.window.showWarningMessage, `${exported}. ${warningOf(missing)}`, target);
}

function warningOf(missing: readonly string[]): string {
  return vscode.l10n.t(
    'The snapshot is incomplete, and ConductorOne takes what is missing for gone: {0}.',
    inShort(missing),
  );
}

function offerToOpen(
  show: (message: string, ...items: string[]) => Thenable<string | undefined>,
  message: string,
  target: string,
): void {
  const open = vscode.l10n.t('Open File');
  void show(message, open).then((answer) => {
    if (answer === open) void vscode.window.showTextDocument(uriOf(target));
  });
}
