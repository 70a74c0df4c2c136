import { noticesOf, unsuppressed } from '../findings/found.ts';
import { FINDING_FORMATS, reportPieces } from '../findings/report/report.ts';
import { oneOf, readArguments } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshot } from './files.ts';
import { howToJudge, JUDGING } from './judging.ts';
import { printPieces } from './output.ts';

const OPTIONS = { format: { type: 'string' }, json: { type: 'boolean' }, ...JUDGING } as const;

/** `findings`: what looks wrong in a snapshot. */
export async function findingsCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['snapshot file']);
  const format = oneOf(parsed, 'format', FINDING_FORMATS, parsed.values.json === true ? 'json' : 'text');
  const how = howToJudge(parsed);
  const [file = ''] = parsed.files;
  await withSnapshot(engine, file, (snapshot) => {
    const { info } = snapshot;
    const notices = noticesOf(snapshot, how);
    const report = { info, file, notices, version: engine.version, findings: unsuppressed(snapshot, how) };
    printPieces(reportPieces(report, format));
  });
  return 0;
}
