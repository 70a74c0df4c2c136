import { aboutVanished } from '../../snapshot/lacks/vanishedText.ts';
import type { Comparison } from '../model.ts';
import { timeIn } from './times.ts';
import { snapshotsOf } from './unsure.ts';

/** That most of the snapshot before one of both is gone in it, perhaps not in truth; undefined where it is not. */
export function vanishedSentence(
  comparison: Pick<Comparison, 'before' | 'after'>,
  { time = timeIn(comparison) }: { readonly time?: (ms: number) => string } = {},
): string | undefined {
  const told = snapshotsOf(comparison).flatMap((info) =>
    aboutVanished(info, `the one of ${time(info.endedAt)}`),
  );
  return told.length === 0 ? undefined : told.join('. ');
}
