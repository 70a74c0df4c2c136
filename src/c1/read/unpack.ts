import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { CancelledError } from '../../errors.ts';
import { readRawFrame } from '../c1z/readRawFrame.ts';
import { damaged, inFile, refused } from './failures.ts';
import type { ReadOptions } from './rows.ts';

/** What stands before the compressed database. */
const MAGIC_BYTES = 5;
/** As C1 reads it: a window of 128 MiB, and 10 GiB at most. */
const WINDOW_LOG = 27;
const MOST_BYTES = 10 * 1024 ** 3;
/** Real files shrink to a thirtieth; one that shrank to a five-hundredth was made to fill a disk. */
const MOST_RATIO = 500;
/** Small files may be nearly empty pages. */
const ALWAYS_FINE = 64 * 1024 ** 2;

/** Unpacks the SQLite database of a .c1z into `target`, a piece at a time. */
export async function unpack(file: string, target: string, { signal }: ReadOptions = {}): Promise<void> {
  const { size } = statSync(file);
  const zstd = makeZstd();
  const source = createReadStream(file, { start: MAGIC_BYTES });
  const rest = [limited(mostFor(size)), createWriteStream(target)] as const;
  const options = { ...(signal && { signal }) };
  try {
    if (zstd === undefined) await pipeline(source, readRawFrame, ...rest, options);
    else await pipeline(source, zstd, ...rest, options);
    if (zstd !== undefined && zstd.bytesWritten < size - MAGIC_BYTES)
      throw damaged('something stands behind its end');
  } catch (error) {
    throw explained(error, signal);
  }
}

/** Undefined where the Node has none: what is written there can be read there all the same. */
function makeZstd(): zlib.ZstdDecompress | undefined {
  const { createZstdDecompress } = zlib as Partial<typeof zlib>;
  return createZstdDecompress?.({ params: { [zlib.constants.ZSTD_d_windowLogMax]: WINDOW_LOG } });
}

function mostFor(size: number): number {
  return Math.min(MOST_BYTES, Math.max(ALWAYS_FINE, size * MOST_RATIO));
}

function limited(most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      if (bytes <= most) done(null, chunk);
      else done(tooLarge(most));
    },
  });
}

function tooLarge(most: number): Error {
  return refused(
    `it would unpack to more than ${Math.floor(most / 1024 ** 2)} MB, as a file that was made to fill the disk`,
    'Do not open it unless you know who made it.',
    'c1.bomb',
  );
}

/** zstd's errors are the file's fault; those of the disk, and of who cancelled, are not. */
function explained(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return new CancelledError();
  const isSystem = error instanceof Error && 'syscall' in error;
  if (isSystem) return error;
  const cutOff = error instanceof Error && /unexpected end/i.test(error.message);
  return cutOff ? damaged('it is cut off before its end', error) : inFile('it cannot be unpacked', error);
}
