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
  let a = left.next();
  let b = right.next();
  while (a.done !== true || b.done !== true) {
    const order = compareKeys(
      a.done === true ? undefined : keyOf(a.value),
      b.done === true ? undefined : keyOf(b.value),
    );
    const row = {
      before: order <= 0 && a.done !== true ? a.value : undefined,
      after: order >= 0 && b.done !== true ? b.value : undefined,
    };
    yield { key: keyOf((row.before ?? row.after) as T), ...row };
    if (order <= 0) a = left.next();
    if (order >= 0) b = right.next();
  }
}

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
