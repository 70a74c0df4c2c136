/** Rows of a matrix that have a mark in the same columns. */
export interface Cluster {
  /** Where the columns stand, in order. */
  readonly columns: readonly number[];
  /** Ids of the rows, in the order in which they were given. */
  readonly ids: readonly string[];
}

/**
 * Puts rows together that have a mark in the same columns: those with one in the first column first, so that the marks
 * form blocks; rows without any last.
 */
export function clustersOf(rows: Iterable<readonly [id: string, columns: readonly number[]]>): Cluster[] {
  const byColumns = new Map<string, { columns: readonly number[]; ids: string[] }>();
  for (const [id, columns] of rows) {
    const key = columns.join();
    const cluster = byColumns.get(key) ?? { columns, ids: [] };
    cluster.ids.push(id);
    byColumns.set(key, cluster);
  }
  return [...byColumns.values()].sort((a, b) => byMarks(a.columns, b.columns));
}

function byMarks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((column, i) => column !== b[i]);
  if (at === -1) return b.length - a.length; // all of a are in b, which has a mark where a has none
  return (a[at] ?? Infinity) - (b[at] ?? Infinity);
}
