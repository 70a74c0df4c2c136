/** Small words that every view, document and report shares. English, with digits grouped. */

const NUMBERS = new Intl.NumberFormat('en-US');

/** `100,000` */
export function number(value: number): string {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value); // a tenth of the time, for most
  return NUMBERS.format(value);
}

/** `1 member`, `3 members`, `no members` */
export function count(value: number, one: string, many = `${one}s`): string {
  if (value === 0) return `no ${many}`;
  return value === 1 ? `1 ${one}` : `${number(value)} ${many}`;
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  return /^.*?([.!?](?=\s|$)|[。！？])/s.exec(text)?.[0] ?? text;
}

/** A text as the beginning of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `3/12`; `3` where more is done than is known to be there; nothing where there is none of either. */
export function progressOf({ done, total }: { readonly done: number; readonly total: number }): string {
  if (total === 0 && done === 0) return '';
  return done > total ? number(done) : `${number(done)}/${number(total)}`;
}

/** `2026-11-24 09:30 UTC` */
export function utcMinute(ms: number): string {
  return utcTo(16, ms);
}

/** `2026-11-24 09:30 UTC`, and the same to the second and to the millisecond. */
export const UTC_TIMES = [utcMinute, (ms: number) => utcTo(19, ms), (ms: number) => utcTo(23, ms)] as const;

function utcTo(length: number, ms: number): string {
  return `${new Date(ms).toISOString().slice(0, length).replace('T', ' ')} UTC`;
}

/** `2026-11-24` */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar, as `2026-12-31`; `2026-02-31` is none. */
export function isDay(text: string): boolean {
  const at = Date.parse(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && utcDay(at) === text;
}

/** Whether a text has nothing but the printable characters of ASCII. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

const PLAIN = /^[\x20-\x7e]*$/;

/** The text of a file, without the byte order mark that editors on Windows may put before it. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** `850 ms`, `2.4 s`, `3 min 5 s` */
export function duration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000); // before it is split, else 179.6 s were 2 min 60 s
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * A name from a tenant on one line: line breaks, control characters and the marks that reorder text are shown as
 * spaces, so that a name can neither break a line nor steer a terminal.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** What a person takes for the letters of a text, which may have several characters each. */
export function lettersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** A name of so many letters at most, which leaves room for what stands beside it. */
export function brief(name: string, most: number): string {
  const letters = lettersOf(name);
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join('')}…`;
}

/** What Markdown makes something of: its signs, and the beginnings of addresses, which become links by themselves. */
const MARKDOWN = /[\\`*_{}[\]()#+!|<>~&$]|:(?=\/\/)|(?<=\bwww)\./gi;

/** A name from a tenant as Markdown on one line: nothing in it may act as Markdown. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(MARKDOWN, '\\$&');
}
