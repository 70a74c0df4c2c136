import { countFindings } from '../../src/findings/found.ts';
import { judge } from '../../src/findings/judge.ts';
import { DEFAULT_SETTINGS } from '../../src/findings/thresholds.ts';
import { Snapshot } from '../../src/snapshot/snapshot.ts';
import type { FindingsFigures, FindingsWork } from './findings.ts';
import { peakMemoryMB } from './peakMemory.ts';
import { readRows } from './readRows.ts';

// Counts or tells what looks wrong in a snapshot, or only reads every row of it (argv: as JSON); says how long that took
// and at which memory.

const { file, kind } = JSON.parse(process.argv[2] ?? '') as FindingsWork;
const idle = peakMemoryMB();
const started = performance.now();
const count = { count: counted, judge: judged, read: () => readRows(file) }[kind]();
const seconds = (performance.now() - started) / 1000;
const figures: FindingsFigures = { seconds, count, grownMB: peakMemoryMB() - idle };
process.send?.(figures, () => process.disconnect());

function counted(): number {
  return countFindings({ file, settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-01-01' }).total;
}

function judged(): number {
  const snapshot = Snapshot.open(file);
  let all = 0;
  for (const { saw } of judge(snapshot)) if (saw !== '') all++;
  snapshot.close();
  return all;
}
