import type { PolicyText } from '../changes/judging/policy.ts';
import { REPORT_FORMATS, writeReport } from '../changes/text/report.ts';
import { isSame } from '../changes/same.ts';
import { oneOf, optional, readArguments, type Parsed } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshotFiles } from './files.ts';
import { compareAndJudge, howToJudge, JUDGING, readNamed } from './judging.ts';
import { print } from './output.ts';

const OPTIONS = {
  format: { type: 'string' },
  json: { type: 'boolean' },
  policy: { type: 'string' },
  ...JUDGING,
} as const;

/**
 * `diff`: what changed from one snapshot or C1 file to another; exit code 0 if nothing did, 1 if something did, as diff(1). Where
 * something may have changed, as in a hole, the snapshots are not the same for certain: that is 1 too. What looks wrong since
 * is told beside it, and changes no exit code: that may be so by nothing but time.
 */
export async function diffCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['older snapshot file', 'newer snapshot file']);
  const format = oneOf(parsed, 'format', REPORT_FORMATS, parsed.values.json === true ? 'json' : 'text');
  const judging = { ...howToJudge(parsed), policies: policiesOf(parsed) };
  const [comparison, judgement] = await withSnapshotFiles(engine, parsed.files, ([before = '', after = '']) =>
    compareAndJudge(engine, { before, after, ...judging }),
  );
  print(writeReport(comparison, format, judgement));
  return isSame(comparison) ? 0 : 1;
}

function policiesOf(parsed: Parsed): PolicyText[] {
  const file = optional(parsed, 'policy');
  return file === undefined ? [] : [{ file, text: readNamed(file) }];
}
