import { Snapshot } from '../snapshot/snapshot.ts';
import { compareSnapshots } from './compare.ts';
import type { Comparison } from './model.ts';

/** Two snapshot files to compare. */
export interface CompareJob {
  readonly before: string;
  readonly after: string;
}

/** Opens two snapshot files, compares them, and closes them again. */
export function compareFiles({ before, after }: CompareJob): Comparison {
  const left = Snapshot.open(before);
  try {
    const right = Snapshot.open(after);
    try {
      return compareSnapshots(left, right);
    } finally {
      right.close();
    }
  } finally {
    left.close();
  }
}
