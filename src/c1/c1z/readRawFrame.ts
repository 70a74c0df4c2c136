import { damaged, noZstd } from '../read/failures.ts';
import { BLOCK_BYTES, FRAME_HEADER_BYTES, frameHeader, RAW, RLE } from './rawFrame.ts';

/**
 * The bytes in such a frame as `rawFrame` makes, for a Node that has no zstd; any other one is refused as compressed.
 */
export async function* readRawFrame(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = new Bytes(source);
  const header = await bytes.take(FRAME_HEADER_BYTES);
  const size = Number(header.readBigUInt64LE(FRAME_HEADER_BYTES - 8));
  if (!header.equals(frameHeader(size))) throw noZstd();
  let read = 0;
  for (let last = false; !last;) {
    const block = await readBlock(bytes);
    read += block.content.length;
    last = block.last;
    yield block.content;
  }
  if (read !== size) throw damaged('it is shorter or longer than it says');
  if (await bytes.hasMore()) throw damaged('something stands behind its end');
}

async function readBlock(bytes: Bytes): Promise<{ readonly content: Buffer; readonly last: boolean }> {
  const header = (await bytes.take(3)).readUIntLE(0, 3);
  const [last, type, size] = [(header & 1) === 1, (header >> 1) & 3, header >> 3];
  if (type !== RAW && type !== RLE) throw noZstd();
  if (size > BLOCK_BYTES) throw damaged('it has a block that is too long');
  return { content: type === RAW ? await bytes.take(size) : Buffer.alloc(size, await bytes.take(1)), last };
}

/** Hands out what comes in chunks so many bytes at a time. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    while (this.#rest.length < size) if (!(await this.#more())) throw damaged('it is cut off before its end');
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return taken;
  }

  async hasMore(): Promise<boolean> {
    return this.#rest.length > 0 || this.#more();
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done !== true) this.#rest = Buffer.concat([this.#rest, next.value]);
    return next.done !== true;
  }
}
