import { chmod, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { throwIfCancelled } from '../errors.ts';
import { makePartialFolder, removePartial } from './partialFolder.ts';

/** Who may read a new file: its owner alone, since it tells of people. */
export const PRIVATE = 0o600;

/**
 * Writes a file in one go as the reader sees it: `write` fills a new file, which it makes {@link PRIVATE}, and which
 * takes the file's place once it is whole. Where that fails or is cancelled, what was there stays, and nothing else is
 * left.
 */
export async function replaceFile(
  file: string,
  write: (temporary: string) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const folder = await makePartialFolder(dirname(file)); // beside it, so that it is on the same disk
  const temporary = join(folder, 'export'); // not named after the file, whose name may be as long as names can be
  try {
    await write(temporary);
    await flush(temporary);
    await keepMode(file, temporary);
    throwIfCancelled(signal);
    await rename(temporary, file);
  } finally {
    await removePartial(folder);
  }
}

/** Who may read what was there may read what replaces it, and nobody else. */
async function keepMode(file: string, temporary: string): Promise<void> {
  const old = await stat(file).catch(() => undefined);
  if (old !== undefined) await chmod(temporary, old.mode & 0o777);
}

/** Else a crash after the rename could leave an empty file. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
