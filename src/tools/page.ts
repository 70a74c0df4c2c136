import { wrongCursor } from './cursor.ts';
import { rowsOf, type PageInput } from './input.ts';

/** So many characters may the rows of an answer have: what is longer fills the memory of a model. */
const MOST_CHARACTERS = 16_000;

/** A part of a list. */
export interface Page<Row> {
  /** How many rows there are in all. */
  readonly total: number;
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined on the last one. */
  readonly next?: string;
}

/** The page of a list that is wanted. */
export function pageOf<T, Row>(all: readonly T[], input: PageInput, toRow: (one: T) => Row): Page<Row> {
  const offset = offsetOf(input);
  return pageAt(offset, all.slice(offset, offset + rowsOf(input)).map(toRow), all.length);
}

/** A page of rows that begin at a place of a longer list. */
export function pageAt<Row>(offset: number, rows: readonly Row[], total: number): Page<Row> {
  if (offset > 0 && offset >= total) throw wrongCursor(String(offset));
  const fit = fitting(rows);
  const next = offset + fit.length;
  return { total, rows: fit, ...(next < total && { next: String(next) }) };
}

/** As many of the rows as one answer may have, and one at least. */
export function fitting<Row>(rows: readonly Row[]): readonly Row[] {
  let left = MOST_CHARACTERS;
  const end = rows.findIndex((row) => (left -= JSON.stringify(row).length + 1) < 0);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
}

/** Where the wanted page begins. */
export function offsetOf({ cursor = '0' }: PageInput): number {
  if (!/^\d{1,9}$/.test(cursor)) throw wrongCursor(cursor);
  return Number(cursor);
}
