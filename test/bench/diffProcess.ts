import { compareFiles } from '../../src/changes/compareFiles.ts';
import type { DiffFigures, DiffWork } from './diff.ts';
import { readRows } from './readRows.ts';

// Compares two snapshots, or only reads every row of both (argv: as JSON); says how long that took and at which memory.

const { before, after, kind } = JSON.parse(process.argv[2] ?? '') as DiffWork;
const idle = process.resourceUsage().maxRSS;
const started = performance.now();
const changes = kind === 'compare' ? compareFiles({ before, after }).changes.length : readBoth();
const seconds = (performance.now() - started) / 1000;
const figures: DiffFigures = { seconds, changes, grownMB: (process.resourceUsage().maxRSS - idle) / 1024 };
process.send?.(figures, () => process.disconnect());

/** The least work of any comparison in one process: gives how many rows there were. */
function readBoth(): number {
  return readRows(before) + readRows(after);
}
