import { createReadStream } from 'node:fs';
import { stat, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { throwIfCancelled } from '../../errors.ts';
import { BLOCK_BYTES, rawFrame } from './rawFrame.ts';

/** What else there is to know. */
interface PackOptions {
  readonly signal?: AbortSignal | undefined;
  /** Gets which share of the file is compressed. */
  readonly onPacked?: (share: number) => void;
}

/**
 * Appends a file to an open one as a single zstd frame and closes that; by pieces, so that neither is ever whole in
 * memory. Which Node has zstd is seen here: builds of Electron differ.
 */
export async function appendFrame(
  from: string,
  to: FileHandle,
  { signal, onPacked }: PackOptions = {},
): Promise<void> {
  const { size } = await stat(from);
  const source = told(createReadStream(from, { highWaterMark: BLOCK_BYTES }), size, onPacked);
  const options = signal === undefined ? {} : { signal };
  const zstd = zstdFor(size);
  try {
    if (zstd === undefined) await pipeline(rawFrame(source, size), to.createWriteStream(), options);
    else await pipeline(source, zstd, to.createWriteStream(), options);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  }
}

/** Says of what passes which share of the whole it is. */
async function* told(
  chunks: AsyncIterable<Buffer>,
  size: number,
  tell: (share: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    yield chunk;
    tell((bytes += chunk.length) / size);
  }
}

/** In one thread, so that the same file always gives the same bytes; the checksum tells a damaged file. */
function zstdFor(size: number): zlib.ZstdCompress | undefined {
  const { createZstdCompress } = zlib as Partial<typeof zlib>;
  return createZstdCompress?.({
    params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 },
    pledgedSrcSize: size,
  });
}
