/**
 * The limits of C1's protos, in bytes of UTF-8. C1 refuses a whole sync for one text that is too long, and a name
 * that is empty.
 */
export const MOST_NAME_BYTES = 1024;
export const MOST_DESCRIPTION_BYTES = 2048;

/**
 * A name as C1 takes it; `fallback` (an id) stands in where there is none. One that is cut does not end in blanks: names
 * are read without them.
 */
export function nameFor(text: string, fallback: string): string {
  const name = isBlank(text) ? fallback : text;
  const cut = cutToBytes(name, MOST_NAME_BYTES);
  return cut.length === name.length ? cut : cut.trimEnd() || cutToBytes(fallback, MOST_NAME_BYTES);
}

export function descriptionFor(text: string | null): string {
  return cutToBytes(text ?? '', MOST_DESCRIPTION_BYTES);
}

/** Whether there is nothing to read in a text. */
export function isBlank(text: string | null): text is null {
  return text === null || text.trim() === '';
}

/** Cuts to at most `bytes` bytes, never through a character. Halves of surrogate pairs, which have no UTF-8, become U+FFFD. */
export function cutToBytes(text: string, bytes: number): string {
  const whole = text.toWellFormed();
  if (whole.length * 3 <= bytes) return whole; // no UTF-16 unit takes more than 3 bytes
  const encoded = Buffer.from(whole);
  return encoded.length <= bytes ? whole : encoded.toString('utf8', 0, characterStart(encoded, bytes));
}

/** Where the character at a byte begins: before its continuation bytes. */
function characterStart(encoded: Uint8Array, at: number): number {
  let start = at;
  while (((encoded[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}
