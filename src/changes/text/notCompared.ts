import { unknownIn } from '../../snapshot/lacks/unknown.ts';
import type { Comparison } from '../model.ts';

/** What was not compared since a C1 file does not carry it; undefined where both snapshots were synced. */
export function notComparedSentence({
  before,
  after,
}: Pick<Comparison, 'before' | 'after'>): string | undefined {
  const unknown = unknownIn(before, after);
  if (unknown.length === 0) return undefined;
  return `Not compared, since a C1 file does not carry it: ${unknown.join(', ')}`;
}
