/** C1 refuses a whole sync for one text that is too long: bytes of UTF-8, from the limits in its protos. */
export const MOST_NAME_BYTES = 1024;
export const MOST_DESCRIPTION_BYTES = 2048;

/** Cuts a text to at most `bytes` bytes of UTF-8, never through a character; halves of surrogate pairs become U+FFFD. */
export function cutToBytes(text: string, bytes: number): string {
  const whole = text.toWellFormed();
  const encoded = Buffer.from(whole);
  if (encoded.length <= bytes) return whole;
  let end = bytes;
  while (((encoded[end] ?? 0) & 0xc0) === 0x80) end--; // a continuation byte: its character began before
  return encoded.toString('utf8', 0, end);
}

export function displayName(text: string): string {
  return cutToBytes(text, MOST_NAME_BYTES);
}

export function description(text: string | null): string {
  return cutToBytes(text ?? '', MOST_DESCRIPTION_BYTES);
}

/** Whether C1's validation takes a text for an e-mail address; one it does not take would fail the whole sync. */
export function isEmail(text: string): boolean {
  const [, local = '', host = ''] = /^([^\s@<>()[\]\\,;:"]+)@([a-z0-9.-]+)$/i.exec(text) ?? [];
  const labels = host.split('.');
  const hostFits = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
  return local !== '' && Buffer.byteLength(local) <= 64 && text.length <= 254 && hostFits;
}
