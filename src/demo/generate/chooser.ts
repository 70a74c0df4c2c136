import type { Random } from '../random.ts';
import type { Customer } from './organizations.ts';

/** Chooses organizations for people. */
export interface Chooser {
  readonly count: number;
  /** The home of the user of an index: at first everyone is the first of an organization. */
  one(index: number): Customer | undefined;
  /** A home and others, `mean` in all on average. */
  several(home: Customer, mean: number): ReadonlySet<Customer>;
}

/** Chooses customers so that their sizes differ as in life: a few are large, most are small. */
export function chooser(customers: readonly Customer[], random: Random): Chooser {
  let sum = 0;
  const sums = customers.map((_, index) => (sum += (index + 1) ** -0.7));
  const any = () => customers[firstAbove(sums, random.next() * sum)];
  return {
    count: customers.length,
    one: (index) => customers[index] ?? any(),
    several(home, mean) {
      const chosen = new Set([home]);
      const more = Math.max(0, mean - 1);
      while (chosen.size < customers.length && random.chance(more / (1 + more))) chosen.add(any() ?? home);
      return chosen;
    },
  };
}

function firstAbove(sums: readonly number[], value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
