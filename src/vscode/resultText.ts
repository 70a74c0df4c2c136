import { isComplete, missingInShort } from '../snapshot/holes.ts';
import type { SnapshotCounts, SnapshotInfo } from '../snapshot/model.ts';
import { count, duration, number, oneLine } from '../words.ts';

/** What a sync that ended well has to show. Its time and its requests are those of the last run alone. */
export interface SyncOutcome {
  readonly info: SnapshotInfo;
  readonly ms: number;
}

/**
 * `complete, 240 users, 12 organizations, 412 memberships in 2.1 s, 61 requests. Every list …`, or `INCOMPLETE: …` and
 * what is missing. The verdict comes first, since a notification shows no more than the beginning.
 */
export function resultLine({ info, ms }: SyncOutcome): string {
  const { users, organizations, memberships } = info.counts;
  const rows = `${count(users, 'user')}, ${count(organizations, 'organization')}, ${count(memberships, 'membership')}`;
  const found = `${rows} in ${duration(ms)}, ${count(info.requests, 'request')}.`;
  return oneLine(
    isComplete(info)
      ? `complete, ${found} ${info.verified}`
      : `INCOMPLETE: ${missingInShort(info)}. Read: ${found}`,
  );
}

/** `1,203 of 2,000 users, 3 of 40 organizations`; without the whole where the snapshot before is gone. */
export function vanishedText(
  { vanished }: Pick<SnapshotInfo, 'vanished'>,
  before: SnapshotCounts | undefined,
): string {
  return (['users', 'organizations', 'memberships'] as const)
    .map((part) => ({ part, gone: vanished?.[part] ?? 0 }))
    .filter(({ gone }) => gone > 0)
    .map(({ part, gone }) => `${number(gone)}${before ? ` of ${number(before[part])}` : ''} ${part}`)
    .join(', ');
}
