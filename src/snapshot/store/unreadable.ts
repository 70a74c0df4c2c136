import { statSync } from 'node:fs';
import type { SnapshotInfo } from '../model.ts';
import { Snapshot } from '../snapshot.ts';

/** A file that is called as snapshots are, and cannot be read as one. */
export interface UnreadableFile {
  readonly file: string;
  /** In milliseconds. */
  readonly writtenAt: number;
  readonly why: unknown;
}

/** What a snapshot says about itself, or why it cannot be read. */
export function infoOrWhy(file: string): SnapshotInfo | UnreadableFile {
  try {
    const snapshot = Snapshot.open(file);
    snapshot.close();
    return snapshot.info;
  } catch (why) {
    return { file, writtenAt: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0, why };
  }
}

export function isUnreadable(read: SnapshotInfo | UnreadableFile): read is UnreadableFile {
  return 'why' in read;
}

/** Those that may be newer than a snapshot, since they were written after it was made. */
export function mayBeNewer(
  files: readonly UnreadableFile[],
  { endedAt }: Pick<SnapshotInfo, 'endedAt'>,
): readonly UnreadableFile[] {
  return files.filter(({ writtenAt }) => writtenAt > endedAt);
}
