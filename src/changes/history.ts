import { setImmediate as nextTurn } from 'node:timers/promises';
import { throwIfCancelled } from '../errors.ts';
import type { Only } from '../snapshot/read/only.ts';
import type { C1ViewLike } from './c1View.ts';
import { compareFiles } from './compareFiles.ts';
import type { Comparison } from './model.ts';

/** Whose history is looked up in which snapshot files of its tenant, newest first. */
export interface HistoryJob {
  readonly files: readonly string[];
  readonly of: Only;
}

/** How many pairs of neighbouring snapshots are compared. */
export interface HistoryProgress {
  readonly done: number;
  readonly total: number;
}

interface HistoryOptions {
  readonly c1View?: C1ViewLike;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HistoryProgress) => void;
}

/**
 * What changed about one thing from snapshot to snapshot, newest first; steps at which nothing did are left out. Two
 * neighbours are open at a time, and nothing is kept.
 */
export async function historyOf(
  { files, of }: HistoryJob,
  { c1View, signal, onProgress }: HistoryOptions = {},
): Promise<Comparison[]> {
  const steps: Comparison[] = [];
  const total = Math.max(0, files.length - 1);
  for (const [index, before] of files.slice(1).entries()) {
    await nextTurn(); // to hear of a cancel
    throwIfCancelled(signal);
    const step = compareFiles({ before, after: files[index] ?? before, only: of }, c1View);
    if (step.changes.length > 0 || step.unsure > 0) steps.push(step);
    onProgress?.({ done: index + 1, total });
  }
  return steps;
}
