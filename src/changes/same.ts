import { isComplete } from '../snapshot/lacks/holes.ts';
import type { Comparison } from './model.ts';
import { changesIn } from './summary.ts';

/**
 * Whether nothing differs, for certain: a hole may hide a row that only one of the two had, so both have to be
 * complete, or one snapshot.
 */
export function isSame({ before, after, summary, unsure }: Omit<Comparison, 'byName' | 'changes'>): boolean {
  const isKnown = before.id === after.id || (isComplete(before) && isComplete(after));
  return isKnown && changesIn(summary) + unsure === 0;
}
