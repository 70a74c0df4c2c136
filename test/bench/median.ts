/** Runs that are measured, each of them beside its bare minimum. */
const RUNS = 3;

/** The run whose ratio lies in the middle: what else the machine does meanwhile falls on one side or the other. */
export async function median<T extends { readonly ratio: number }>(run: () => Promise<T>): Promise<T> {
  const runs: T[] = [];
  while (runs.length < RUNS) runs.push(await run());
  runs.sort((one, other) => one.ratio - other.ratio);
  return runs[(RUNS - 1) / 2] as T;
}
