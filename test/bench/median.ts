/** Runs that are measured, each of them beside its bare minimum. */
const RUNS = 3;

/** The run whose ratio lies in the middle: what else the machine does meanwhile falls on one side or the other. */
export async function median<T extends { readonly ratio: number }>(run: () => Promise<T>): Promise<T> {
  const runs: T[] = [];
  while (runs.length < RUNS) runs.push(await run());
  return middle(runs, ({ ratio }) => ratio);
}

/** The one whose figure lies in the middle, of an odd number. */
export function middle<T>(all: readonly T[], figure: (one: T) => number): T {
  return all.toSorted((one, other) => figure(one) - figure(other))[(all.length - 1) / 2] as T;
}
