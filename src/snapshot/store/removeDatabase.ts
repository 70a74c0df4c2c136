import { rmSync } from 'node:fs';

/** Removes a database file, with what SQLite puts beside it; nothing happens where there is none. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}
