import { existsSync } from 'node:fs';
import type { Vanished } from '../model.ts';
import { isDamage } from '../snapshot.ts';
import { infoOrWhy, isUnreadable } from '../store/unreadable.ts';
import type { Gone } from './gone.ts';
import type { SnapshotWriter } from '../write/writer.ts';

/** Under so few rows, half of them gone is no sign of anything, unless all are. */
const FEWEST = 10;

/** The earlier snapshot is there, and cannot be read: nobody knows what of it is gone. */
export const UNREADABLE = 'unreadable';

/** What vanished; undefined where it is not much, or there is nothing to compare with. */
export type VanishedSince = Vanished | typeof UNREADABLE | undefined;

/** SQLite's SQLITE_IOERR and SQLITE_CANTOPEN. */
const UNREAD: readonly number[] = [10, 14];

/**
 * What of an earlier snapshot is gone in the one that is being written, where that is more than half of its users,
 * organizations or memberships: more likely a wrong database, a lost permission or a filter than a real change. What may
 * lie in a hole is not gone.
 */
export function vanishedSince(file: string, writer: SnapshotWriter): VanishedSince {
  const before = infoOrWhy(file);
  if (isUnreadable(before)) return existsSync(file) ? UNREADABLE : undefined;
  const { id, counts } = before;
  const gone = goneFrom(file, writer);
  if (gone === UNREADABLE) return gone;
  const most = (['users', 'organizations', 'memberships'] as const).some(
    (part) =>
      gone[part] > 0 &&
      (gone[part] === counts[part] || (counts[part] >= FEWEST && gone[part] > counts[part] / 2)),
  );
  return most ? { since: id, ...gone } : undefined;
}

/** A damaged page shows only when it is read, which must not cost the sync that is done by then. */
function goneFrom(file: string, writer: SnapshotWriter): Gone | typeof UNREADABLE {
  try {
    return writer.goneSince(file);
  } catch (error) {
    if (isDamage(error) || isUnread(error)) return UNREADABLE;
    throw error;
  }
}

function isUnread(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: number };
  return errcode !== undefined && UNREAD.includes(errcode % 256);
}
