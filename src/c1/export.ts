import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { CancelledError } from '../errors.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import { storageFailure } from '../snapshot/storageFailure.ts';
import { c1Document, countsOf, type ExportCounts } from './document.ts';

export type { ExportCounts } from './document.ts';

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
}

/** Text is written in pieces of about this size, characters. */
const PIECE = 256 * 1024;

/** Writes a snapshot in a form that C1 takes. A failed or cancelled export leaves what was at the target. */
export async function exportSnapshot(
  { snapshotFile, target }: ExportJob,
  signal?: AbortSignal,
): Promise<ExportResult> {
  const snapshot = Snapshot.open(snapshotFile);
  const temporary = `${target}.${process.pid}.partial`;
  try {
    await writePieces(temporary, c1Document(snapshot), signal);
    renameSync(temporary, target);
    return { target, counts: countsOf(snapshot) };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw storageFailure(error, target);
  } finally {
    snapshot.close();
  }
}

async function writePieces(
  file: string,
  pieces: Iterable<string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const descriptor = openSync(file, 'w');
  try {
    let waiting = '';
    for (const piece of pieces) {
      waiting += piece;
      if (waiting.length < PIECE) continue;
      writeSync(descriptor, waiting);
      waiting = '';
      await breathe(); // lets a cancel come in
      if (signal?.aborted === true) throw new CancelledError();
    }
    if (signal?.aborted === true) throw new CancelledError();
    writeSync(descriptor, waiting);
  } finally {
    closeSync(descriptor);
  }
}
