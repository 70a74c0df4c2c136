import * as vscode from 'vscode';
import type { ExportFormat } from '../../c1/formats.ts';
import { choose } from '../ask/choose.ts';
import type { ExportArgument } from '../contract.ts';
import { exportForms } from '../exports/exportForms.ts';
import { exportSettingsNow } from '../exports/exportSettings.ts';
import { defaultFolder, targetOf } from '../targets.ts';
import type { Services } from '../services.ts';

/** Asks how and where to export a snapshot; how only where nobody has said so yet, or `anew`. */
export async function askForExport(
  services: Services,
  snapshotId: string,
  anew: boolean,
): Promise<ExportArgument | undefined> {
  const last = services.lastFormat.get();
  const format = last === undefined || anew ? await pickFormat(last) : last;
  const target = format && (await askForTarget(services, snapshotId, format));
  if (target === undefined || format === undefined) return undefined;
  await services.lastFormat.set(format);
  return { snapshotId, format, target: targetOf(target), ...exportSettingsNow() };
}

/** The form that was taken last comes first. */
async function pickFormat(last: ExportFormat | undefined): Promise<ExportFormat | undefined> {
  const items = Object.entries(exportForms()).map(([format, { label, detail }]) => ({
    ...{ label, detail, format: format as ExportFormat },
    description: format === last ? vscode.l10n.t('taken last') : '',
  }));
  items.sort((a, b) => Number(b.format === last) - Number(a.format === last));
  const title = vscode.l10n.t('Export for ConductorOne');
  const placeHolder = vscode.l10n.t('In which form? It is remembered for the next export.');
  return (await choose(items, { title, placeHolder }))?.format;
}

async function askForTarget(
  { snapshots }: Services,
  snapshotId: string,
  format: ExportFormat,
): Promise<vscode.Uri | undefined> {
  const { info } = snapshots.get(snapshotId);
  const { label, ending, extension } = exportForms()[format];
  const name = `${info.tenantId}-${new Date(info.endedAt).toISOString().slice(0, 10)}${ending}`;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export for ConductorOne'),
    defaultUri: vscode.Uri.joinPath(defaultFolder(), name),
    filters: { [label]: [extension] },
  });
}
