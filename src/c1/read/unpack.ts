import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { CancelledError } from '../../errors.ts';
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
  const decompress = zstd();
  try {
    await pipeline(
      createReadStream(file, { start: MAGIC_BYTES }),
      decompress,
      limited(mostFor(size)),
      createWriteStream(target),
      { ...(signal && { signal }) },
    );
    if (decompress.bytesWritten < size - MAGIC_BYTES) throw damaged('something stands behind its end');
  } catch (error) {
    throw explained(error, signal);
  }
}

/** Builds of Electron differ: some have a Node without zstd. */
function zstd(): zlib.ZstdDecompress {
  const { createZstdDecompress } = zlib as Partial<typeof zlib>;
  if (createZstdDecompress !== undefined)
    return createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: WINDOW_LOG } });
  throw refused(
    'it is compressed with zstd, which the Node that runs this has not',
    'Open its C1 snapshot JSON instead, or use another build of the editor (Node 22.15 or newer has zstd).',
    'c1.no_zstd',
  );
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
