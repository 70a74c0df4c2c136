import { aboutVanished } from '../../snapshot/lacks/vanishedText.ts';
import { utcMinute } from '../../words.ts';
import type { Comparison } from '../model.ts';

/** That most of the snapshot before one of both is gone in it, perhaps not in truth; undefined where it is not. */
export function vanishedSentence(
  { before, after }: Pick<Comparison, 'before' | 'after'>,
  { time = utcMinute }: { readonly time?: (ms: number) => string } = {},
): string | undefined {
  const infos = after.id === before.id ? [after] : [before, after];
  const told = infos.flatMap((info) => aboutVanished(info, `the one of ${time(info.endedAt)}`));
  return told.length === 0 ? undefined : told.join('. ');
}
