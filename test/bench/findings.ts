import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcess, round } from './inProcess.ts';
import { syncLargeTenant } from './largeSnapshot.ts';
import { median } from './median.ts';

/**
 * Counting what looks wrong in a snapshot, as the Findings view does; telling all of it one by one, as a report does; or
 * the least work that any judging has to do: reading every row.
 */
export interface FindingsWork {
  readonly kind: 'count' | 'judge' | 'read';
  readonly file: string;
}

/** How long it took. */
export interface FindingsFigures {
  readonly seconds: number;
  /** Findings, or rows. */
  readonly count: number;
  /** Memory at its highest, above what the process had when it began. */
  readonly grownMB: number;
}

/** Judges the large tenant by every rule. */
export async function benchFindings(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  try {
    const file = join(folder, 'a.snapshot');
    await syncLargeTenant(file);
    return await median(() => measure(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(file: string): Promise<Record<'ratio', number> & Record<string, number>> {
  const counted = await figuresOf({ kind: 'count', file });
  const base = await figuresOf({ kind: 'read', file });
  const judged = await figuresOf({ kind: 'judge', file });
  if (judged.count !== counted.count) throw new Error(`${judged.count} findings, counted ${counted.count}`);
  return {
    ...{ findings: counted.count, seconds: round(counted.seconds), baseSeconds: round(base.seconds) },
    ratio: round(counted.seconds / base.seconds),
    ...{ judgeSeconds: round(judged.seconds), judgeRatio: round(judged.seconds / base.seconds) },
    peakRssMB: Math.round(Math.max(counted.grownMB, judged.grownMB)),
  };
}

function figuresOf(work: FindingsWork): Promise<FindingsFigures> {
  return inProcess('./findingsProcess.mjs', work);
}
