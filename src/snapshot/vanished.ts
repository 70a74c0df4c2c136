import type { SnapshotInfo, Vanished } from './model.ts';
import { Snapshot } from './snapshot.ts';
import type { SnapshotWriter } from './writer.ts';

/** Under so few rows, half of them gone is no sign of anything, unless all are. */
const FEWEST = 10;

/**
 * What of an earlier snapshot is gone in the one that is being written, where that is more than half of its users,
 * organizations or memberships: more likely a wrong database, a lost permission or a filter than a real change.
 */
export function vanishedSince(file: string, writer: SnapshotWriter): Vanished | undefined {
  const before = infoOf(file);
  if (before === undefined) return undefined;
  const { id, counts } = before;
  const gone = writer.missingFrom(file);
  const most = (['users', 'organizations', 'memberships'] as const).some(
    (part) =>
      gone[part] > 0 &&
      (gone[part] === counts[part] || (counts[part] >= FEWEST && gone[part] > counts[part] / 2)),
  );
  return most ? { since: id, ...gone } : undefined;
}

/** What the earlier snapshot says about itself; undefined where it was removed meanwhile. */
function infoOf(file: string): SnapshotInfo | undefined {
  try {
    const before = Snapshot.open(file);
    before.close();
    return before.info;
  } catch {
    return undefined;
  }
}
