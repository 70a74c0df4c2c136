import { isComplete } from '../snapshot/holes.ts';
import type { Comparison } from './model.ts';

/**
 * Whether nothing differs, for certain: a hole may hide a row that only one of the two had, so both have to be
 * complete, or one snapshot.
 */
export function isSame({
  before,
  after,
  summary: { added, removed, changed },
  unsure,
}: Omit<Comparison, 'byName' | 'changes'>): boolean {
  const isKnown = before.id === after.id || (isComplete(before) && isComplete(after));
  return isKnown && added + removed + changed + unsure === 0;
}
