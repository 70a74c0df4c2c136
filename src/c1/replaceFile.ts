import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { CancelledError } from '../errors.ts';

/** Text is written in pieces of about this size, characters. */
const PIECE = 256 * 1024;

/**
 * Writes a file in one go as the reader sees it: the text goes to a temporary file beside it, which takes its place
 * once it is whole. Where that fails or is cancelled, what was there stays, and nothing else is left.
 */
export async function replaceFile(
  file: string,
  text: Iterable<string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.partial`;
  const handle = await open(temporary, 'wx');
  try {
    await writeAndClose(handle, text, signal);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeAndClose(
  handle: FileHandle,
  text: Iterable<string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    for (const piece of inPieces(text, signal)) await handle.writeFile(piece);
    await handle.sync(); // else a crash after the rename could leave an empty file
  } finally {
    await handle.close();
  }
  throwIfCancelled(signal);
}

/** Joins rows, since one call for each would be slow. */
function* inPieces(text: Iterable<string>, signal: AbortSignal | undefined): Generator<string> {
  let waiting = '';
  for (const row of text) {
    throwIfCancelled(signal);
    waiting += row;
    if (waiting.length < PIECE) continue;
    yield waiting;
    waiting = '';
  }
  yield waiting;
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CancelledError();
}
