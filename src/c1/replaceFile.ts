import { randomBytes } from 'node:crypto';
import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { throwIfCancelled } from '../errors.ts';

/**
 * Writes a file in one go as the reader sees it: `write` fills a new file beside it, which takes its place once it is
 * whole. Where that fails or is cancelled, what was there stays, and nothing else is left.
 */
export async function replaceFile(
  file: string,
  write: (temporary: string) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  // Not named after the file, whose name may be as long as names can be.
  const temporary = join(dirname(file), `.${randomBytes(4).toString('hex')}.partial`);
  try {
    await write(temporary);
    await flush(temporary);
    await keepMode(file, temporary);
    throwIfCancelled(signal);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
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
