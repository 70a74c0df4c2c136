import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  openSync,
  statSync,
  writeSync,
} from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { appendFrame } from '../../src/c1/c1z/compress.ts';
import { C1zDatabase } from '../../src/c1/c1z/database.ts';
import { COLUMNS, type MessageRow, type MessageTable } from '../../src/c1/c1z/schema.ts';
import type { ExportFormat } from '../../src/c1/export.ts';
import { runJob } from '../../src/jobs/run.ts';
import { readRows } from './readRows.ts';

const WORKER = new URL('../../dist/worker.js', import.meta.url);

/** A piece of work that is measured. */
export type ExportWork =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'export';
      readonly snapshotFile: string;
      readonly target: string;
      readonly format: ExportFormat;
    }
  /** Reading what was exported into a snapshot. */
  | { readonly kind: 'read'; readonly file: string; readonly into: string }
  /** The least work of the form that is in `target`. */
  | { readonly kind: 'copy' | 'insert'; readonly snapshotFile: string; readonly target: string };

/** Prepares a piece of work, and gives what is to be timed. */
export async function prepare(work: ExportWork): Promise<() => Promise<unknown>> {
  if (work.kind === 'idle') return () => Promise.resolve();
  if (work.kind === 'export') return () => runJob(WORKER, 'export', work);
  if (work.kind === 'read') return () => runJob(WORKER, 'read', work);
  if (work.kind === 'copy') return () => Promise.resolve(copy(work.snapshotFile, work.target));
  const rows = await rowsIn(work.target);
  return () => insert(rows, `${work.target}.base`);
}

const PIECE = Buffer.alloc(256 * 1024, 'base ');

/** Reads all rows of a snapshot, and writes as many bytes as an export has. */
function copy(snapshotFile: string, target: string): void {
  readRows(snapshotFile);
  const file = openSync(`${target}.base`, 'w');
  for (let left = statSync(target).size; left > 0; left -= PIECE.length)
    writeSync(file, PIECE, 0, Math.min(left, PIECE.length));
  fsyncSync(file);
  closeSync(file);
}

/** The rows of a .c1z as they are stored. */
async function rowsIn(c1z: string): Promise<MessageRow[]> {
  const file = `${c1z}.db`;
  await pipeline(createReadStream(c1z, { start: 5 }), createZstdDecompress(), createWriteStream(file));
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = Object.entries(COLUMNS).flatMap(([table, columns]) =>
    database
      .prepare(`select ${columns.join(', ')} from ${table} order by id`)
      .all()
      .map((row) => ({ table: table as MessageTable, values: Object.values(row) as MessageRow['values'] })),
  );
  database.close();
  await rm(file);
  return rows;
}

async function insert(rows: readonly MessageRow[], target: string): Promise<void> {
  const database = new C1zDatabase(`${target}.db`, { id: 'base', startedAt: 0, endedAt: 0 });
  for (const row of rows) database.insert(row);
  database.finish();
  const handle = await open(target, 'w');
  await appendFrame(`${target}.db`, handle);
  await rm(`${target}.db`); // it is measured more than once
}
