import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportFormat } from '../../src/c1/export.ts';
import { assertNothingLost } from '../support/carriedRows.ts';
import { withSnapshot } from '../support/snapshots.ts';
import type { ExportWork } from './exportWork.ts';
import { inProcess, round } from './inProcess.ts';
import { syncLargeTenant } from './largeSnapshot.ts';
import { median } from './median.ts';

/** The forms, by the keys of the result. */
const FORMS = { c1Json: 'c1-json', c1z: 'c1z', c1Csv: 'c1-csv' } as const satisfies Record<
  string,
  ExportFormat
>;

/** One export of a large tenant, in a process of its own, beside the least that any such export has to do. */
interface ExportFigures {
  readonly seconds: number;
  readonly bytes: number;
  /** At its highest, above a process that only waits. */
  readonly peakRssMB: number;
  /** Reading all rows and writing as many bytes; for .c1z, inserting ready-made rows and compressing. */
  readonly baseSeconds: number;
  readonly ratio: number;
  /** Reading it into a snapshot again, which must have the same rows; nobody reads CSV. */
  readonly read?: WorkFigures;
}

/** What a process says of its work. */
export interface WorkFigures {
  readonly seconds: number;
  readonly peakRssMB: number;
}

export async function benchExport(): Promise<Record<keyof typeof FORMS, ExportFigures>> {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  try {
    const snapshotFile = join(folder, 'a.snapshot');
    await syncLargeTenant(snapshotFile);
    const idle = await figuresOf({ kind: 'idle' });
    const measured = async (format: ExportFormat): Promise<ExportFigures> =>
      measure(snapshotFile, join(folder, format), format, idle.peakRssMB);
    return {
      c1Json: await measured(FORMS.c1Json),
      c1z: await measured(FORMS.c1z),
      c1Csv: await measured(FORMS.c1Csv),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  snapshotFile: string,
  target: string,
  format: ExportFormat,
  idleMB: number,
): Promise<ExportFigures> {
  const figures = await median(() => measureWriting(snapshotFile, target, format, idleMB));
  if (format === 'c1-csv') return figures;
  return { ...figures, read: await measureReading(snapshotFile, target, idleMB) };
}

async function measureWriting(
  snapshotFile: string,
  target: string,
  format: ExportFormat,
  idleMB: number,
): Promise<ExportFigures> {
  const { seconds, peakRssMB } = await figuresOf({ kind: 'export', snapshotFile, target, format });
  const bytes = statSync(target).size;
  const base = await figuresOf({ kind: format === 'c1z' ? 'insert' : 'copy', snapshotFile, target });
  return {
    ...{ seconds: round(seconds), bytes, peakRssMB: Math.round(peakRssMB - idleMB) },
    ...{ baseSeconds: round(base.seconds), ratio: round(seconds / base.seconds) },
  };
}

/** Fails where a row was lost on the way, or came from nowhere. */
async function measureReading(snapshotFile: string, file: string, idleMB: number): Promise<WorkFigures> {
  const into = `${file}.snapshot`;
  const { seconds, peakRssMB } = await figuresOf({ kind: 'read', file, into });
  await withSnapshot(snapshotFile, (exported) =>
    withSnapshot(into, (read) => assertNothingLost(read, exported)),
  );
  return { seconds: round(seconds), peakRssMB: Math.round(peakRssMB - idleMB) };
}

function figuresOf(work: ExportWork): Promise<WorkFigures> {
  return inProcess('./exportProcess.mjs', work);
}
