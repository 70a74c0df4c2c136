import type { Only } from '../snapshot/read/only.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import type { C1ViewLike } from './c1View.ts';
import { compareSnapshots } from './compare.ts';
import type { Comparison } from './model.ts';

/** Two snapshot files to compare. */
export interface CompareJob {
  readonly before: string;
  readonly after: string;
  /** Only what concerns this; everything where left out. */
  readonly only?: Only;
}

/** Opens two snapshot files, compares them, and closes them again. */
export function compareFiles({ before, after, only }: CompareJob, c1View?: C1ViewLike): Comparison {
  const left = Snapshot.open(before);
  try {
    const right = Snapshot.open(after);
    try {
      return compareSnapshots(left, right, c1View, only);
    } finally {
      right.close();
    }
  } finally {
    left.close();
  }
}
