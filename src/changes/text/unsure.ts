import { isComplete, missingIn, missingInShort } from '../../snapshot/lacks/holes.ts';
import { number } from '../../words.ts';
import type { Comparison } from '../model.ts';
import { timeIn } from './times.ts';

/** How a sentence on an incomplete snapshot is told: how it says when, and how many holes it describes; of 0, none. */
export interface Telling {
  readonly time?: (ms: number) => string;
  readonly most?: number;
}

/** The snapshots of a comparison: one, where it is compared with itself. */
export function snapshotsOf({
  before,
  after,
}: Pick<Comparison, 'before' | 'after'>): readonly Comparison['after'][] {
  return after.id === before.id ? [after] : [before, after];
}

/** What cannot be judged since a snapshot is incomplete, and why it is; undefined where both are complete. */
export function unsureSentence(
  comparison: Pick<Comparison, 'before' | 'after' | 'unsure'>,
  { time = timeIn(comparison), most = Infinity }: Telling = {},
): string | undefined {
  const { unsure } = comparison;
  const reasons = snapshotsOf(comparison)
    .filter((info) => !isComplete(info))
    .map((info) => {
      const which = `the snapshot of ${time(info.endedAt)} is incomplete`;
      return most === 0 ? which : `${which}: ${missingInShort(info, most)}`;
    });
  if (reasons.length === 0) return undefined;
  const why = reasons.join(', and ');
  if (unsure === 0) return `What is missing cannot be compared, since ${why}`;
  const what = unsure === 1 ? '1 difference' : `${number(unsure)} differences`;
  return `${what} cannot be judged, since ${why}`;
}

/** What could not be read of either snapshot, in words, and so was not compared; empty where both are complete. */
export function missingInEither({ before, after }: Pick<Comparison, 'before' | 'after'>): string[] {
  return [...new Set([before, after].flatMap((info) => missingIn(info)))];
}
