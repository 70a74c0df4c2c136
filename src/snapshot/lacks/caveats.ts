import type { SnapshotInfo } from '../model.ts';
import { aboutOrigin } from './unknown.ts';
import { aboutVanished } from './vanishedText.ts';

/** What whoever reads a report has to know of its snapshot besides what that lacks, in sentences. */
export function caveatsOf(info: SnapshotInfo): string[] {
  return [...aboutVanished(info), ...aboutOrigin(info)];
}
