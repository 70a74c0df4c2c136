import { open } from 'node:fs/promises';
import { throwIfCancelled } from '../errors.ts';
import { PRIVATE } from './replaceFile.ts';

/** Text is written in pieces of about this many bytes, since one call for each row would be slow. */
const PIECE_BYTES = 256 * 1024;

/** Writes a new file of text that comes row by row, and says after each piece that it did. */
export async function writeText(
  file: string,
  text: Iterable<string>,
  wrote: () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(file, 'wx', PRIVATE);
  let writing = Promise.resolve();
  try {
    for (const piece of inPieces(text, signal)) {
      await writing;
      wrote();
      writing = handle.writeFile(piece);
    }
    await writing;
  } finally {
    await writing.catch(() => undefined); // it failed before, for another reason
    await handle.close();
  }
}

/** Gives two buffers by turns, filled anew: one is written while the other is filled. */
function* inPieces(text: Iterable<string>, signal: AbortSignal | undefined): Generator<Buffer> {
  let [buffer, other] = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)];
  let filled = 0;
  for (const row of text) {
    throwIfCancelled(signal);
    const most = row.length * 3; // no UTF-16 unit takes more than 3 bytes
    if (filled + most > buffer.length) {
      yield buffer.subarray(0, filled);
      [buffer, other, filled] = [other, buffer, 0];
    }
    if (most > buffer.length) yield Buffer.from(row);
    else filled += buffer.write(row, filled);
  }
  yield buffer.subarray(0, filled);
}
