import type { ExportCounts, ExportResult } from '../c1/export.ts';
import { runJob } from '../jobs/run.ts';
import { count } from '../words.ts';
import { oneOf, readArguments, required } from './arguments.ts';
import type { Engine } from './engine.ts';
import { print, tell } from './output.ts';

const OPTIONS = { format: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `export`: writes a snapshot in a form that C1 takes. */
export async function exportCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['snapshot file']);
  const format = oneOf(parsed, 'format', ['c1-json']);
  const job = { snapshotFile: parsed.files[0] ?? '', format, target: required(parsed, 'out') };
  const result = await runJob(engine.workerFile, 'export', job, { signal: engine.signal });
  print(
    parsed.values.json === true ? JSON.stringify(result) : `${result.target}: ${exportedLine(result.counts)}`,
  );
  warnOfMissing(result);
  return 0;
}

/** Warns on standard error: what is not in an export, C1 takes for gone. */
export function warnOfMissing({ target, missing }: ExportResult): void {
  if (missing.length === 0) return;
  tell(`Warning: ${target} is INCOMPLETE, and C1 takes what is missing for gone: ${missing.join('; ')}.`);
}

/** `240 users, 12 organizations, 60 entitlements, 900 grants` */
export function exportedLine({ users, resources, entitlements, grants }: ExportCounts): string {
  const parts = [
    count(users, 'user'),
    count(resources, 'organization'),
    count(entitlements, 'entitlement'),
    count(grants, 'grant'),
  ];
  return parts.join(', ');
}
