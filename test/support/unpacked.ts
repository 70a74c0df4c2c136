import * as zlib from 'node:zlib';

/** How a .c1z begins, before a zstd frame. */
const C1Z = Buffer.from('C1ZF\0');

/**
 * The bytes of a file, and what a .c1z is unpacked to. An editor without zstd cannot unpack, but then has not packed
 * either: it writes the frame in raw blocks.
 */
export function withUnpacked(bytes: Buffer): Buffer {
  const { zstdDecompressSync: unpack } = zlib as Partial<typeof zlib>;
  if (unpack === undefined || !bytes.subarray(0, C1Z.length).equals(C1Z)) return bytes;
  return Buffer.concat([bytes, unpack(bytes.subarray(C1Z.length))]);
}
