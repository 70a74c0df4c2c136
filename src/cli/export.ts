import type { ExportJob, ExportResult } from '../c1/export.ts';
import { exportedText } from '../c1/exportedText.ts';
import { EXPORT_FORMATS, saysWhatIsMissing, type ExportFormat } from '../c1/formats.ts';
import { mendedTexts } from '../c1/mended.ts';
import type { ExportProgress } from '../c1/progress.ts';
import { runJob } from '../jobs/run.ts';
import { vanishedText } from '../snapshot/lacks/vanishedText.ts';
import { oneOf, readArguments, required, UsageError, type Parsed } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshotFiles } from './files.ts';
import { print, tell } from './output.ts';
import { exportLine, ProgressTeller } from './progress.ts';

const OPTIONS = {
  format: { type: 'string' },
  out: { type: 'string' },
  extended: { type: 'boolean' },
  bom: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `export`: writes a snapshot or C1 file in a form that C1 takes. */
export async function exportCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['snapshot file']);
  const job = toJob(parsed);
  const result = await withSnapshotFiles(engine, parsed.files, ([snapshotFile = '']) =>
    exportInWorker(engine, { ...job, snapshotFile }),
  );
  print(parsed.values.json === true ? JSON.stringify(result) : exportedLine(result, job.extended));
  warnOfMissing(result, job.format);
  return 0;
}

/** Runs an export in the worker, with progress on a terminal; it is too short for a line in a log. */
export async function exportInWorker({ workerFile, signal }: Engine, job: ExportJob): Promise<ExportResult> {
  const teller = process.stderr.isTTY ? new ProgressTeller() : undefined;
  const onProgress = (progress: ExportProgress): void => teller?.tell(exportLine(progress));
  try {
    return await runJob(workerFile, 'export', job, { signal, onProgress });
  } finally {
    teller?.end();
  }
}

function toJob(parsed: Parsed): ExportJob {
  const format = oneOf(parsed, 'format', EXPORT_FORMATS);
  const [extended, bom] = [parsed.values.extended === true, parsed.values.bom === true];
  if (bom && format !== 'c1-csv') throw new UsageError('--bom is for --format c1-csv only.');
  return { snapshotFile: parsed.files[0] ?? '', format, target: required(parsed, 'out'), extended, bom };
}

/** Warns on standard error: what is not in an export, C1 takes for gone. */
export function warnOfMissing({ target, missing, ...result }: ExportResult, format: ExportFormat): void {
  const silent = saysWhatIsMissing(format) ? '' : ' The file itself has no place to say so.';
  if (missing.length > 0)
    tell(
      `Warning: ${target} is INCOMPLETE, and C1 takes what is missing for gone: ${missing.join('; ')}.${silent}`,
    );
  if (result.vanished !== undefined)
    tell(
      `Warning: ${target} lacks ${vanishedText(result)} of the snapshot before, and C1 takes them for gone; but Logto Access may have lost a permission, or the server its data.${silent}`,
    );
}

/** What was written where, and what was mended for it where anything was. */
export function exportedLine({ target, counts, mended }: ExportResult, extended = false): string {
  const texts = mendedTexts(mended);
  const line = `${target}: ${exportedText(counts, extended)}`;
  return texts.length === 0 ? line : `${line}. Mended for ConductorOne: ${texts.join('; ')}`;
}
