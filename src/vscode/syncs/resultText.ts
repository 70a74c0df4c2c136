import { isComplete, missingInShort } from '../../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { count, duration, oneLine } from '../../words.ts';

/**
 * `complete, 240 users, 12 organizations, 412 memberships in 2.1 s, 61 requests. Every list …`, or `INCOMPLETE: …`,
 * what is missing, and the same of the rest. The verdict comes first, since a notification shows no more than the beginning.
 */
export function resultLine(info: SnapshotInfo): string {
  const { users, organizations, memberships } = info.counts;
  const rows = `${count(users, 'user')}, ${count(organizations, 'organization')}, ${count(memberships, 'membership')}`;
  const found = `${rows} in ${duration(info.workedMs)}, ${count(info.requests, 'request')}. ${info.verified}`;
  return oneLine(
    isComplete(info) ? `complete, ${found}` : `INCOMPLETE: ${missingInShort(info)}. Read: ${found}`,
  );
}
