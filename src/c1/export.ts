import { realpathSync } from 'node:fs';
import { AccessError } from '../errors.ts';
import { missingIn } from '../snapshot/holes.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import { c1Json } from './json.ts';
import { replaceFile } from './replaceFile.ts';
import { Tally, type ExportCounts } from './tally.ts';
import { targetFailure, writableFile } from './target.ts';

export type { ExportCounts } from './tally.ts';

/** The forms a snapshot can be exported in. */
export type ExportFormat = 'c1-json';

export interface ExportJob {
  readonly snapshotFile: string;
  readonly format: ExportFormat;
  /** The file to write; what is there is replaced once the export is whole. */
  readonly target: string;
}

export interface ExportResult {
  readonly target: string;
  readonly counts: ExportCounts;
  /** What the snapshot lacks, and so the export, in words; empty where it is complete. */
  readonly missing: readonly string[];
}

const FORMS: Readonly<Record<ExportFormat, (snapshot: Snapshot, tally: Tally) => Iterable<string>>> = {
  'c1-json': c1Json,
};

/**
 * Writes a snapshot in a form that C1 takes. An export that fails or is cancelled leaves the target as it was; an
 * {@link AccessError} says why it failed.
 */
export async function exportSnapshot(job: ExportJob, signal?: AbortSignal): Promise<ExportResult> {
  const snapshot = Snapshot.open(job.snapshotFile);
  try {
    const tally = new Tally();
    const file = fileFor(job);
    await replaceFile(file, FORMS[job.format](snapshot, tally), signal);
    return { target: job.target, counts: tally.counts, missing: missingIn(snapshot.info) };
  } catch (error) {
    throw readFailure(targetFailure(error, job.target), job.snapshotFile);
  } finally {
    snapshot.close();
  }
}

function fileFor({ snapshotFile, target }: ExportJob): string {
  const file = writableFile(target);
  if (file !== realpathSync(snapshotFile)) return file;
  throw new AccessError(`${target} was not written: it is the snapshot itself.`, {
    code: 'export.snapshot',
    hint: 'Choose another file, so that the snapshot is kept.',
  });
}

/** An error of SQLite in words: the snapshot was fine when it was opened and is not further on. */
function readFailure(error: unknown, snapshotFile: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return error;
  return new AccessError(`${snapshotFile} cannot be read to its end: ${error.message}.`, {
    code: 'snapshot.damaged',
    hint: 'Sync the tenant again and export the new snapshot.',
    cause: error,
  });
}
