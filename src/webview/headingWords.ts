import type { ToPage } from '../access/map/messages.ts';

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

/** A text in lines that are at most so wide, where its words are not wider. */
export function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (line !== '' && widthOf(`${line}${segment}`.trimEnd()) > width) {
      lines.push(line.trim());
      line = '';
    }
    line += segment;
  }
  return [...lines, line.trim()].filter((one) => one !== '');
}
