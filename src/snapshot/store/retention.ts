import type { StoredSnapshot } from './catalogue.ts';
import { isComplete } from '../lacks/holes.ts';

/**
 * Which of a tenant's snapshots, newest first, are to be removed so that `keep` of them stay: the oldest, but none that
 * is pinned or in use, nor the last complete one. Pinned ones stay besides and do not count.
 */
export function beyondKept(
  stored: readonly StoredSnapshot[],
  keep: number,
  inUse: ReadonlySet<string>,
): StoredSnapshot[] {
  const lastComplete = stored.find(({ info }) => isComplete(info))?.info.id;
  return stored
    .filter(({ facts }) => facts.pinned !== true)
    .slice(keep)
    .filter(({ info: { id } }) => !inUse.has(id) && id !== lastComplete);
}
