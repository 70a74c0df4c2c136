import { statSync } from 'node:fs';
import { AccessError } from '../errors.ts';
import { asTaken } from '../snapshot/lacks/asTaken.ts';
import { missingIn } from '../snapshot/lacks/holes.ts';
import type { Vanished } from '../snapshot/model.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import { sqliteTemporaryFolder } from '../snapshot/store/temporaryFolder.ts';
import { writeC1z } from './c1z/c1z.ts';
import type { Content } from './content.ts';
import { announcedCounts } from './counts.ts';
import { c1Csv } from './csv.ts';
import { mustBeAsAnnounced, mustBeKnown, mustBeOfLogto, mustBeWhole } from './exportable.ts';
import type { ExportFormat } from './formats.ts';
import { c1Json } from './json.ts';
import type { Mended } from './mended.ts';
import { atMostTenASecond, type ExportProgress } from './progress.ts';
import { replaceFile } from './replaceFile.ts';
import { rowsIn, Tally, type ExportCounts } from './tally.ts';
import { targetFailure, writableFile } from './target.ts';
import { writeText } from './writeText.ts';
import { sentence } from '../sentence.ts';

export type { ExportFormat } from './formats.ts';
export type { Mended } from './mended.ts';
export type { ExportCounts } from './tally.ts';

export interface ExportJob {
  readonly snapshotFile: string;
  readonly format: ExportFormat;
  /** The file to write; what is there is replaced once the export is whole. */
  readonly target: string;
  /** Begin CSV with a byte order mark, by which spreadsheets know UTF-8. */
  readonly bom?: boolean;
  /**
   * Whether to write more than C1's own connector reads: global roles, machine-to-machine applications, and the roles
   * of organizations as resources. Ids of these roles then differ; false unless said.
   */
  readonly extended?: boolean;
}

export interface ExportResult {
  readonly target: string;
  readonly counts: ExportCounts;
  /** What the snapshot lacks, and so the export, in words; empty where it is complete. */
  readonly missing: readonly string[];
  /** How much of the snapshot before is gone, where that is most of it and no person has accepted that. */
  readonly vanished?: Vanished;
  /** How many rows differ from what Logto says, since C1 would not take them as they are. */
  readonly mended: Mended;
}

/** What else an export may need to know. */
export interface ExportOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: ExportProgress) => void;
}

/** Writes a new file of what a snapshot holds. */
type Form = (file: string, content: Content, signal: AbortSignal | undefined) => Promise<void>;

const FORMS: Readonly<Record<ExportFormat, Form>> = {
  'c1-json': textForm(c1Json),
  c1z: writeC1z,
  'c1-csv': textForm(c1Csv),
};

/** A form that is text, which comes row by row. */
function textForm(text: (content: Content) => Iterable<string>): Form {
  return (file, content, signal) => {
    const { announced, tally, tell } = content;
    const total = rowsIn(announced);
    const wrote = (): void => tell({ done: rowsIn(tally.counts), total });
    return writeText(file, text(content), wrote, signal);
  };
}

/**
 * Writes a snapshot in a form that C1 takes. An export that fails or is cancelled leaves the target as it was; an
 * {@link AccessError} says why it failed.
 */
export async function exportSnapshot(
  job: ExportJob,
  { signal, onProgress = () => undefined }: ExportOptions = {},
): Promise<ExportResult> {
  const snapshot = Snapshot.open(job.snapshotFile);
  try {
    mustBeOfLogto(snapshot.info);
    mustBeKnown(snapshot.info, job.extended === true);
    const content = contentOf(snapshot, job, atMostTenASecond(onProgress));
    await replaceFile(fileFor(job), (file) => write(file, job.format, content, signal), signal);
    const { counts, mended } = content.tally;
    const { vanished } = asTaken(snapshot);
    return {
      ...{ target: job.target, counts, missing: missingIn(snapshot.info), mended },
      ...(vanished !== undefined && { vanished }),
    };
  } catch (error) {
    throw readFailure(targetFailure(error, job.target), job);
  } finally {
    snapshot.close();
  }
}

function contentOf(
  snapshot: Snapshot,
  { extended = false, bom = false }: ExportJob,
  tell: Content['tell'],
): Content {
  const announced = announcedCounts({ snapshot, extended });
  return { snapshot, announced, extended, bom, tally: new Tally(), tell };
}

async function write(
  file: string,
  format: ExportFormat,
  content: Content,
  signal: AbortSignal | undefined,
): Promise<void> {
  mustBeWhole(content);
  await FORMS[format](file, content, signal);
  mustBeAsAnnounced(content);
}

function fileFor({ snapshotFile, target }: ExportJob): string {
  const file = writableFile(target);
  if (!isSame(file, snapshotFile)) return file;
  throw new AccessError(sentence`${target} was not written: it is the snapshot itself.`, {
    code: 'export.snapshot',
    hint: sentence`Choose another file, so that the snapshot is kept.`,
  });
}

/** By what the disk says: it may take upper and lower case for the same. A file that is gone is no other one. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/**
 * SQLite's SQLITE_FULL and SQLITE_IOERR_WRITE. It only reads the snapshot, so what it cannot write is what is too much
 * for memory.
 */
const NO_ROOM: readonly number[] = [13, 778];

/** An error of SQLite in words: the snapshot was fine when it was opened and is not further on, or there is no room. */
function readFailure(error: unknown, { snapshotFile, target }: ExportJob): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return error;
  if ('errcode' in error && NO_ROOM.includes(Number(error.errcode)))
    return new AccessError(
      sentence`${target} was not written: the temporary folder ${sqliteTemporaryFolder()} is full.`,
      { code: 'storage.full', hint: sentence`Free some space and export again.`, cause: error },
    );
  return new AccessError(sentence`${snapshotFile} cannot be read to its end: ${error.message}.`, {
    code: 'snapshot.damaged',
    hint: sentence`Sync the tenant again and export the new snapshot.`,
    cause: error,
  });
}
