import { randomBytes } from 'node:crypto';

const EPOCH_SECONDS = 1_400_000_000;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 27;

/**
 * A KSUID, the id C1 gives a sync: 27 base62 characters of a big-endian u32 (seconds since 2014-05-13) and
 * 16 random bytes, so that ids sort by time (format: github.com/segmentio/ksuid).
 */
export function ksuid(atMs: number, payload: Uint8Array = randomBytes(16)): string {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32BE(Math.floor(atMs / 1000) - EPOCH_SECONDS);
  bytes.set(payload, 4);
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let i = 0; i < LENGTH; i++) {
    text = (ALPHABET[Number(value % 62n)] ?? '') + text;
    value /= 62n;
  }
  return text;
}
