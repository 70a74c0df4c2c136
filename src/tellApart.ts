/** A moment in words. */
export type Form = (ms: number) => string;

/** Forms of a moment, from coarse to fine. */
export type Forms = readonly [Form, ...Form[]];

/** How to write moments, so that those which are given read differently. */
export function writerOf(moments: Iterable<number>, forms: Forms): Form {
  const written = tellApart(moments, forms);
  return (ms) => written.get(ms) ?? forms[0](ms);
}

/** Writes each moment in the first form in which no other one reads the same. */
export function tellApart(moments: Iterable<number>, [write, ...finer]: Forms): Map<number, string> {
  const written = new Map<number, string>();
  const [next, ...rest] = finer;
  for (const [text, same] of Map.groupBy(new Set(moments), write)) {
    const apart = same.length > 1 && next !== undefined ? tellApart(same, [next, ...rest]) : undefined;
    for (const moment of same) written.set(moment, apart?.get(moment) ?? text);
  }
  return written;
}
