import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcess, round } from './inProcess.ts';
import { syncLargeTenant } from './largeSnapshot.ts';
import { median } from './median.ts';

/** Judging a snapshot, or the least work that any judging has to do: reading every row. */
export interface FindingsWork {
  readonly kind: 'judge' | 'read';
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
  const { seconds, count, grownMB } = await figuresOf({ kind: 'judge', file });
  const base = await figuresOf({ kind: 'read', file });
  return {
    ...{ findings: count, seconds: round(seconds), baseSeconds: round(base.seconds) },
    ratio: round(seconds / base.seconds),
    peakRssMB: Math.round(grownMB),
  };
}

function figuresOf(work: FindingsWork): Promise<FindingsFigures> {
  return inProcess('./findingsProcess.mjs', work);
}
