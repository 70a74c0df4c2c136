import { checkSnapshot } from '../policy/check.ts';
import { CHECK_FORMATS, checkReport } from '../policy/report.ts';
import { oneOf, readArguments, required } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshot } from './files.ts';
import { readNamed } from './judging.ts';
import { print } from './output.ts';

const OPTIONS = {
  policy: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * `check`: whether a snapshot is as a policy wants it; exit code 0 if all assertions hold, 1 if one is breached, and 2
 * where one cannot be judged.
 */
export async function checkCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['snapshot file']);
  const format = oneOf(parsed, 'format', CHECK_FORMATS, parsed.values.json === true ? 'json' : 'text');
  const file = required(parsed, 'policy');
  const policy = readNamed(file);
  const result = await withSnapshot(
    engine,
    parsed.files[0] ?? '',
    (snapshot) => checkSnapshot(snapshot, policy, format === 'text' ? undefined : Infinity), // programs are told all
  );
  print(checkReport(result, format, file, engine.version));
  if (result.verdicts.some(({ kind }) => kind === 'breach')) return 1;
  return result.verdicts.length === 0 ? 0 : 2;
}
