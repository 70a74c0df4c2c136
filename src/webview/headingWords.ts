import type { ToPage } from '../access/map/messages.ts';
import { lettersOf } from '../words.ts';

/**
 * What a picture says above it, which stands alone when it is saved: what it is of and as of when, what it shows and
 * leaves out, and what the snapshot lacks.
 */
export function headingLines(
  { crumbs, source }: Pick<Extract<ToPage, { type: 'place' }>, 'crumbs' | 'source'>,
  [what = '', ...words]: readonly string[],
  lacks: readonly string[],
): string[] {
  const way = crumbs.map(({ label }) => label).join(' › ');
  return [way, `${what}, ${source}`, ...words, ...lacks.map((sentence) => `The snapshot lacks: ${sentence}`)];
}

const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A text in lines that are at most so wide; words stay whole, where they are not wider themselves. */
export function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = Array.from(WORDS.segment(text), ({ segment }) => segment);
  for (const part of words.flatMap((word) => (widthOf(word) > width ? lettersOf(word) : [word]))) {
    if (line !== '' && widthOf(`${line}${part}`.trimEnd()) > width) {
      lines.push(line.trim());
      line = '';
    }
    line += part;
  }
  return [...lines, line.trim()].filter((one) => one !== '');
}
