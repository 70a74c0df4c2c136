/** A block holds at most this much, and so does the window that a reader keeps. */
export const BLOCK_BYTES = 128 * 1024;

const MAGIC = 0xfd2fb528;
/** The header has an 8-byte content size and a window descriptor, no checksum and no dictionary. */
const DESCRIPTOR = 0b1100_0000;
/** 2^(10 + 7) bytes. */
const WINDOW = 7 << 3;
/** The kinds of blocks: as they are, and one byte of those that are one byte over and over. */
export const RAW = 0;
export const RLE = 1;
export const FRAME_HEADER_BYTES = 14;

/**
 * A zstd frame (RFC 8878) without compression, for a Node that has no zstd: blocks as they are, or one byte of those
 * that are one byte over and over. `chunks` are at most a block each and `size` bytes together.
 */
export async function* rawFrame(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  yield frameHeader(size);
  for await (const chunk of chunks) {
    const first = chunk.subarray(0, 1);
    if (isRun(chunk)) yield Buffer.concat([blockHeader(RLE, chunk.length), first]);
    else yield Buffer.concat([blockHeader(RAW, chunk.length), chunk]);
  }
  yield blockHeader(RAW, 0, true);
}

/** What such a frame of so many bytes begins with. */
export function frameHeader(size: number): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt32LE(MAGIC);
  header.writeUInt8(DESCRIPTOR, 4);
  header.writeUInt8(WINDOW, 5);
  header.writeBigUInt64LE(BigInt(size), 6);
  return header;
}

function blockHeader(type: number, size: number, last = false): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((size << 3) | (type << 1) | Number(last), 0, 3);
  return header;
}

/** Whether each byte is the one before it. */
function isRun(chunk: Buffer): boolean {
  return chunk.subarray(1).equals(chunk.subarray(0, -1));
}
