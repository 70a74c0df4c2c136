import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runJob } from '../../src/jobs/run.ts';
import type { DiffFigures, DiffWork } from './diff.ts';
import { peakMemoryMB } from './peakMemory.ts';
import { readRows } from './readRows.ts';

// Reads every row of two snapshots (argv: as JSON) once, and then has a worker compare them, as the editor does; says
// how long both took, at which memory, and how long this thread stood still meanwhile.

const WORKER = new URL('../../dist/worker.js', import.meta.url);

const { before, after } = JSON.parse(process.argv[2] ?? '') as DiffWork;
const idle = peakMemoryMB();
const baseSeconds = secondsOf(() => readRows(before) + readRows(after));
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const started = performance.now();
const { changes } = await runJob(WORKER, 'compare', { before, after });
const seconds = (performance.now() - started) / 1000;
loop.disable();
const figures: DiffFigures = {
  ...{ seconds, baseSeconds, changes: changes.length, longestStopMs: loop.max / 1e6 },
  grownMB: peakMemoryMB() - idle,
};
process.send?.(figures, () => process.disconnect());

function secondsOf(work: () => unknown): number {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1000;
}
