/** A pair of rows with one key: in the first list only, in the second only, or in both. */
export interface Pair<T> {
  readonly key: string;
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/**
 * Walks two lists that are sorted by `keyOf` (bytewise, no key twice) side by side and pairs what has one key,
 * holding one row of each at a time.
 */
export function* mergeSorted<T>(
  before: Iterable<T>,
  after: Iterable<T>,
  keyOf: (row: T) => string,
): Generator<Pair<T>> {
  const left = before[Symbol.iterator]();
  const right = after[Symbol.iterator]();
  const next = (rows: Iterator<T>): Keyed<T> => {
    const one = rows.next();
    return one.done === true ? ENDED : { key: keyOf(one.value), row: one.value };
  };
  let a = next(left);
  let b = next(right);
  while (a.key !== undefined || b.key !== undefined) {
    const order = compareKeys(a.key, b.key);
    const key = (order <= 0 ? a.key : b.key) as string; // one that has ended comes last
    yield { key, before: order <= 0 ? a.row : undefined, after: order >= 0 ? b.row : undefined };
    if (order <= 0) a = next(left);
    if (order >= 0) b = next(right);
  }
}

/** A row with its key, which is made once; neither where a list has ended. */
interface Keyed<T> {
  readonly key: string | undefined;
  readonly row: T | undefined;
}

const ENDED = { key: undefined, row: undefined } as const;

/** Joins the parts of a key so that joined keys sort as their parts do. */
export function joinKey(...parts: readonly string[]): string {
  return parts.join('\0');
}

/** Bytewise as SQLite sorts; a list that has ended comes last. */
function compareKeys(a: string | undefined, b: string | undefined): number {
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
