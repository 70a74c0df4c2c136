import { AccessError } from '../errors.ts';
import type { Only } from '../snapshot/read/only.ts';
import { isDamage, Snapshot } from '../snapshot/snapshot.ts';
import type { C1ViewLike } from './c1View.ts';
import { compareSnapshots } from './compare.ts';
import type { Comparison } from './model.ts';
import { sentence } from '../sentence.ts';

/** Two snapshot files to compare. */
export interface CompareJob {
  readonly before: string;
  readonly after: string;
  /** Only what concerns this; everything where left out. */
  readonly only?: Only;
}

/** Two snapshots that are open. */
export interface OpenPair {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** Opens two snapshot files, compares them, and closes them again. */
export function compareFiles({ before, after, only }: CompareJob, c1View?: C1ViewLike): Comparison {
  return withBoth({ before, after }, (pair) => compareSnapshots(pair.before, pair.after, c1View, only));
}

/** Opens two snapshot files for a look at both, and closes them again. */
export function withBoth<T>(
  { before, after }: Pick<CompareJob, 'before' | 'after'>,
  look: (pair: OpenPair) => T,
): T {
  const left = Snapshot.open(before);
  try {
    const right = Snapshot.open(after);
    try {
      return look({ before: left, after: right });
    } catch (error) {
      throw isDamage(error) ? damaged(before, after, error) : error;
    } finally {
      right.close();
    }
  } finally {
    left.close();
  }
}

/** Both are read together, row by row: which of them is damaged is not known. */
function damaged(before: string, after: string, cause: unknown): AccessError {
  return new AccessError(sentence`${before} or ${after} is damaged.`, {
    code: 'snapshot.damaged',
    hint: sentence`Compare another snapshot, or sync the tenant again.`,
    cause,
  });
}
