import { REPORT_FORMATS, writeReport } from '../changes/report.ts';
import { runJob } from '../jobs/run.ts';
import { oneOf, readArguments } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshotFiles } from './files.ts';
import { print } from './output.ts';

const OPTIONS = { format: { type: 'string' }, json: { type: 'boolean' } } as const;

/**
 * `diff`: what changed from one snapshot or C1 file to another; exit code 0 if nothing did, 1 if something did, as diff(1). Where
 * something may have changed, the snapshots are not the same for certain: that is 1 too.
 */
export async function diffCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['older snapshot file', 'newer snapshot file']);
  const format = oneOf(parsed, 'format', REPORT_FORMATS, parsed.values.json === true ? 'json' : 'text');
  const comparison = await withSnapshotFiles(engine, parsed.files, ([before = '', after = '']) =>
    runJob(engine.workerFile, 'compare', { before, after }, { signal: engine.signal }),
  );
  print(writeReport(comparison, format));
  return comparison.changes.length + comparison.unsure === 0 ? 0 : 1;
}
