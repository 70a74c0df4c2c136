import type { Findable } from '../../snapshot/read/findable.ts';
import { fold } from './fold.ts';

/** How well a text matches, best first: as a whole, at its beginning, at the beginning of a word, anywhere. */
export const RANKS = ['exact', 'prefix', 'word', 'part'] as const;
export type Rank = (typeof RANKS)[number];
const [EXACT, PREFIX, WORD, PART] = [0, 1, 2, 3];

/** Things of a kind in their order, with their folded texts side by side in one string. */
export interface Strand {
  /** `\nada lovelace\nada@example.com\nu1\n` for each. */
  readonly text: string;
  readonly ids: readonly string[];
  /** Where the text of each ends. */
  readonly ends: Uint32Array;
}

/** Makes ready what things are found by. */
export function strandOf(things: readonly Findable[]): Strand {
  const texts = things.map(({ texts }) => `\n${texts.map(([, text]) => fold(text)).join('\n')}\n`);
  let end = 0;
  return {
    text: texts.join(''),
    ids: things.map(({ id }) => id),
    ends: Uint32Array.from(texts, ({ length }) => (end += length)),
  };
}

/** Ids of things that a folded text is found in, in their order, for each of the {@link RANKS}; none for no text. */
export function findIn(strands: readonly Strand[], wanted: string): string[][] {
  const found: string[][] = RANKS.map(() => []);
  if (wanted === '') return found; // which is found everywhere, without end
  for (const strand of strands) {
    let at = strand.text.indexOf(wanted);
    for (let thing = 0; at !== -1; thing++) {
      while ((strand.ends[thing] ?? Infinity) <= at) thing++;
      const end = strand.ends[thing] ?? Infinity;
      let best = PART;
      for (; at !== -1 && at < end; at = strand.text.indexOf(wanted, at + 1))
        best = Math.min(best, rankAt(strand.text, at, at + wanted.length, end));
      found[best]?.push(strand.ids[thing] ?? '');
    }
  }
  return found;
}

/** How well a folded text matches; undefined where it does not. */
export function rankOf(text: string, wanted: string): Rank | undefined {
  const strand = { text: `\n${text}\n\n`, ids: [''], ends: Uint32Array.of(text.length + 3) };
  return RANKS[findIn([strand], wanted).findIndex((ids) => ids.length > 0)];
}

/** An id is drawn at random, so that its beginning says no more than any other part of it. */
function rankAt(text: string, start: number, end: number, endOfThing: number): number {
  const before = text.charCodeAt(start - 1);
  if (before !== NEWLINE) return isOfWord(before) ? PART : WORD;
  if (text.charCodeAt(end) === NEWLINE) return EXACT;
  return text.indexOf('\n', end) === endOfThing - 1 ? PART : PREFIX;
}

const NEWLINE = 10;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

function isOfWord(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
  return LETTER_OR_DIGIT.test(String.fromCharCode(code));
}
