import { setImmediate as nextTurn } from 'node:timers/promises';
import { throwIfCancelled } from '../errors.ts';
import type { Only } from '../snapshot/read/only.ts';
import type { C1ViewLike } from './c1View.ts';
import { compareFiles } from './compareFiles.ts';
import { effectsOf } from './effects.ts';
import { joinKey } from './merge.ts';
import type { Change, Comparison } from './model.ts';
import { summarise } from './summary.ts';
import { isComplete } from '../snapshot/lacks/holes.ts';

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

/** A comparison of two of the files, by their places in the list. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly comparison: Comparison;
}

/**
 * What changed about one thing from snapshot to snapshot, newest first; steps at which nothing did are left out. What
 * lies in a hole of the snapshot before is compared with the last one that knows it, as a step of its own. Two are
 * open at a time, and nothing is kept.
 */
export async function historyOf(
  { files, of }: HistoryJob,
  { c1View, signal, onProgress }: HistoryOptions = {},
): Promise<Comparison[]> {
  const steps: Step[] = [];
  const total = Math.max(0, files.length - 1);
  for (let to = total - 1; to >= 0; to--) {
    for (const from of stepsBack(to, files.length)) {
      await nextTurn(); // to hear of a cancel
      throwIfCancelled(signal);
      const [before = '', after = ''] = [files[from], files[to]];
      const comparison = compareFiles({ before, after, only: of }, c1View);
      steps.push(withoutTold({ from, to, comparison }, steps));
      if (comparison.unsure === 0 || isComplete(comparison.before)) break;
    }
    onProgress?.({ done: total - to, total });
  }
  return steps
    .sort((a, b) => a.to - b.to || a.from - b.from)
    .map(({ comparison }) => comparison)
    .filter(({ changes, unsure }) => changes.length > 0 || unsure > 0);
}

/** The snapshot before, and those before that. */
function* stepsBack(to: number, end: number): Generator<number> {
  for (let from = to + 1; from < end; from++) yield from;
}

/** A step further back tells only what no step within it has told. */
function withoutTold(step: Step, steps: readonly Step[]): Step {
  const { from, to, comparison } = step;
  if (from === to + 1) return step;
  const within = steps.filter((one) => one.from <= from && one.to >= to);
  const told = new Set(within.flatMap((one) => one.comparison.changes.flatMap(toldBy)));
  const changes = comparison.changes.flatMap((change) => untoldOf(change, told) ?? []);
  return { from, to, comparison: { ...comparison, changes, summary: summarise(changes), unsure: 0 } };
}

/** What is left of a change; of one whose row is in both snapshots, the fields that have not been told. */
function untoldOf(change: Change, told: ReadonlySet<string>): Change | undefined {
  if (change.kind !== 'changed') return told.has(keyOf(change)) ? undefined : change;
  const fields = change.fields.filter(
    ({ field }) => !told.has(keyOf(change, field)) && !told.has(keyOf(change, ALL)),
  );
  if (fields.length === 0) return undefined;
  const { touches, ...rest } = change;
  const effects = effectsOf({ ...change, fields });
  return {
    ...{ ...rest, fields, effects, privileged: change.privileged && effects.length > 0 },
    ...(touches && fields.some(({ field }) => field === 'permissions') && { touches }),
  };
}

/** In the place of a field: a row that is new or gone has told all of them. */
const ALL = '*';

function toldBy(change: Change): string[] {
  const fields = change.kind === 'changed' ? change.fields.map(({ field }) => field) : [ALL];
  return [keyOf(change), ...fields.map((field) => keyOf(change, field))];
}

function keyOf({ subject, id }: Change, field = ''): string {
  return joinKey(subject, id, field);
}
