import type { SnapshotInfo } from '../model.ts';
import type { Snapshot } from '../snapshot.ts';
import { isAccepted } from '../store/facts.ts';

/** What a snapshot says about itself, but not that most is gone in it where a person has taken that for right. */
export function asTaken({ file, info }: Pick<Snapshot, 'file' | 'info'>): SnapshotInfo {
  const { vanished, ...others } = info;
  return vanished !== undefined && isAccepted(file) ? others : info;
}
