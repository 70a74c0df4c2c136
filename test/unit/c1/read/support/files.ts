import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { readC1 } from '../../../../../src/c1/read/readC1.ts';
import type { SnapshotInfo } from '../../../../../src/snapshot/model.ts';
import type { Snapshot } from '../../../../../src/snapshot/snapshot.ts';
import { withFolder, withSnapshot } from '../../../../support/snapshots.ts';

const FIXTURES = fileURLToPath(new URL('../../../../fixtures/c1/', import.meta.url));

/** Where a file that C1's own tools have written or read lies. */
export function fixture(name: string): string {
  return join(FIXTURES, name);
}

/** Every .c1z among them. */
export function c1zFixtures(): string[] {
  return readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.c1z'));
}

/** Reads a C1 file and looks at the snapshot that it becomes. */
export function withC1<T>(file: string, look: (snapshot: Snapshot) => T | Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const into = join(folder, 'read.snapshot');
    await readC1({ file, into });
    return withSnapshot(into, look);
  });
}

/** Reads a C1 file that may be damaged; gives what it says, or throws, and what is left behind in either case. */
export async function readInto(
  file: string,
  folder: string,
): Promise<{ readonly info?: SnapshotInfo; readonly error?: unknown; readonly left: readonly string[] }> {
  const into = join(folder, 'read.snapshot');
  try {
    const info = await readC1({ file, into });
    return { info, left: readdirSync(folder) };
  } catch (error) {
    return { error, left: readdirSync(folder) };
  }
}

const MAGIC = Buffer.from('C1ZF\0');

/** The database in a .c1z. */
export function databaseIn(file: string): Buffer {
  return zstdDecompressSync(readFileSync(file).subarray(MAGIC.length));
}

/** A .c1z of a database, or of anything else. */
export function c1zOf(database: Uint8Array): Buffer {
  return Buffer.concat([MAGIC, zstdCompressSync(database)]);
}

/** A .c1z of one raw block, in a zstd frame that says it needs a window of so many bytes (a power of 2). */
export function frameWithWindow(log: number): Buffer {
  const database = databaseIn(fixture('example/acme.run1.c1z'));
  const block = Buffer.alloc(3);
  block.writeUIntLE(database.length * 8 + 1, 0, 3);
  const frame = [0x28, 0xb5, 0x2f, 0xfd, 0, (log - 10) * 8];
  return Buffer.concat([Buffer.from('C1ZF\0'), Buffer.from(frame), block, database]);
}

/** The database of one of C1's own files with some SQL run in it, as a .c1z. */
export function altered(sql: string, name = 'example/acme.run1.c1z'): Promise<Buffer> {
  return withFolder((folder) => {
    const file = join(folder, 'database');
    writeFileSync(file, databaseIn(fixture(name)));
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
    return c1zOf(readFileSync(file));
  });
}
