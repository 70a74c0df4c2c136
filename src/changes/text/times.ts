import { writerOf, type Form, type Forms } from '../../tellApart.ts';
import { UTC_TIMES } from '../../words.ts';
import type { Comparison } from '../model.ts';

/** How to write when the two snapshots of a comparison ended, so that both read differently. */
export function timeIn(
  { before, after }: Pick<Comparison, 'before' | 'after'>,
  forms: Forms = UTC_TIMES,
): Form {
  return writerOf([before.endedAt, after.endedAt], forms);
}
