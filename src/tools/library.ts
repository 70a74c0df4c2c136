import type { FindingChanges } from '../changes/judging/findings.ts';
import type { Comparison } from '../changes/model.ts';
import type { FoundPage, HowToJudge, Wanted } from '../findings/found.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Only } from '../snapshot/read/only.ts';
import type { UnreadableFile } from '../snapshot/store/unreadable.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** A snapshot that can be asked about. */
export interface LibraryEntry {
  readonly info: SnapshotInfo;
  /** What its tenant is called; snapshots of one tenant have the same `info.tenantId`. */
  readonly tenant: string;
  /** What people call the snapshot itself: a name they gave it, or its file's. */
  readonly name?: string;
  /** Whether a person has taken it for right, where most of the one before is gone in it. */
  readonly accepted?: boolean;
  /** Whether it is the one that is meant where only the tenant is named. */
  readonly isCurrent: boolean;
  /** Of the current one, the files that cannot be read and may be a newer snapshot of its tenant. */
  readonly mayBeNewer?: readonly UnreadableFile[];
}

/** What a comparison may be narrowed to, and how it is cancelled. */
export interface CompareOptions {
  readonly only?: Only;
  readonly signal: AbortSignal;
}

/** The snapshots that a language model may ask about: those that an editor has, or that a command line was given. */
export interface Library {
  /** All of them, those of one tenant together and newest first. */
  list(): readonly LibraryEntry[];
  /** Files that ought to be in the list, and cannot be read. */
  unreadable(): readonly UnreadableFile[];
  /** Opens one of the list, to be read and not to be closed. */
  open(id: string): Snapshot;
  /** Compares two of the list, without blocking this thread. */
  compare(beforeId: string, afterId: string, options: CompareOptions): Promise<Comparison>;
  /** What looks wrong in one of the list, without blocking this thread. */
  findings(id: string, wanted: Wanted, signal: AbortSignal): Promise<FoundPage>;
  /** How findings are judged. */
  how(): HowToJudge | Promise<HowToJudge>;
  /** What looks wrong in one of two of the list alone, every finding of it; undefined where that cannot be compared. */
  judge(beforeId: string, afterId: string, signal: AbortSignal): Promise<FindingChanges | undefined>;
  /** An address that shows a thing of a snapshot in the editor, with KIND and ID in the place of the thing's own. */
  readonly linkTo?: (snapshotId: string) => string;
}
