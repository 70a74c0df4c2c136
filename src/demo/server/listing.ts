import type { Random } from '../random.ts';

/** A list that can be read by pages. */
export interface Listing<Row> {
  readonly total: number;
  /** The total is only a lower bound, so there is no last page. */
  readonly capped?: boolean;
  readonly slice: (offset: number, limit: number) => readonly Row[];
}

/** The rows as they stand. */
export function inOrder<Row>(rows: readonly Row[]): Listing<Row> {
  return { total: rows.length, slice: (offset, limit) => rows.slice(offset, offset + limit) };
}

interface Dated {
  readonly createdAt: number;
}

/**
 * Rows that are sorted by `createdAt` and by nothing else: the database may give rows with the same time in another
 * order at every request, and so does this. Only the ties a page touches are shuffled.
 */
export function withUnstableTies<Row extends Dated>(rows: readonly Row[], random: Random): Listing<Row> {
  return {
    total: rows.length,
    slice(offset, limit) {
      const start = firstOfTie(rows, offset);
      const end = lastOfTie(rows, offset + limit - 1) + 1;
      return shuffledTies(rows.slice(start, end), random).slice(offset - start, offset - start + limit);
    },
  };
}

function firstOfTie(rows: readonly Dated[], at: number): number {
  let first = Math.max(0, Math.min(Math.trunc(at), rows.length));
  while (first > 0 && rows[first - 1]?.createdAt === rows[first]?.createdAt) first--;
  return first;
}

function lastOfTie(rows: readonly Dated[], at: number): number {
  let last = Math.min(Math.trunc(at), rows.length - 1);
  while (last + 1 < rows.length && rows[last + 1]?.createdAt === rows[last]?.createdAt) last++;
  return last;
}

function shuffledTies<Row extends Dated>(rows: readonly Row[], random: Random): readonly Row[] {
  const result: Row[] = [];
  for (let start = 0; start < rows.length;) {
    const end = lastOfTie(rows, start) + 1;
    const tie = rows.slice(start, end);
    result.push(...(tie.length === 1 ? tie : random.shuffled(tie)));
    start = end;
  }
  return result;
}
