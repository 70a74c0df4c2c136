/** A moment in words. */
type Form = (ms: number) => string;

/** Writes each moment in the first form, from coarse to fine, in which no other one reads the same. */
export function tellApart(
  moments: Iterable<number>,
  [write, ...finer]: [Form, ...Form[]],
): Map<number, string> {
  const written = new Map<number, string>();
  const [next, ...rest] = finer;
  for (const [text, same] of Map.groupBy(new Set(moments), write)) {
    const apart = same.length > 1 && next !== undefined ? tellApart(same, [next, ...rest]) : undefined;
    for (const moment of same) written.set(moment, apart?.get(moment) ?? text);
  }
  return written;
}
