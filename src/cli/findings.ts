import { existsSync, readFileSync } from 'node:fs';
import { unsuppressed } from '../findings/found.ts';
import { FINDING_FORMATS, reportPieces } from '../findings/report/report.ts';
import { RULES } from '../findings/rules.ts';
import { parseSuppressions, SUPPRESSIONS_FILE, type Suppression } from '../findings/suppressions.ts';
import { DEFAULT_THRESHOLDS, type FindingSettings } from '../findings/thresholds.ts';
import { utcDay } from '../words.ts';
import { oneOf, optional, readArguments, UsageError, type Parsed } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshot } from './files.ts';
import { printPieces } from './output.ts';

const OPTIONS = {
  format: { type: 'string' },
  json: { type: 'boolean' },
  suppressions: { type: 'string' },
  off: { type: 'string' },
  privileged: { type: 'string' },
} as const;

/** `findings`: what looks wrong in a snapshot. */
export async function findingsCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['snapshot file']);
  const format = oneOf(parsed, 'format', FINDING_FORMATS, parsed.values.json === true ? 'json' : 'text');
  const how = {
    settings: settingsOf(parsed),
    suppressions: suppressionsOf(parsed),
    today: utcDay(Date.now()),
  };
  const [file = ''] = parsed.files;
  await withSnapshot(engine, file, (snapshot) => {
    const { info } = snapshot;
    const report = { info, file, version: engine.version, findings: unsuppressed(snapshot, how) };
    printPieces(reportPieces(report, format));
  });
  return 0;
}

function settingsOf(parsed: Parsed): FindingSettings {
  const off = namesIn(optional(parsed, 'off'));
  const unknown = off.find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no rule "${unknown}".`);
  const privilegedRoles = namesIn(optional(parsed, 'privileged'));
  return { off, thresholds: { ...DEFAULT_THRESHOLDS, privilegedRoles } };
}

/** The file that was named, else the one in this folder, if there is one. */
function suppressionsOf(parsed: Parsed): readonly Suppression[] {
  const named = optional(parsed, 'suppressions');
  const file = named ?? SUPPRESSIONS_FILE;
  if (named === undefined && !existsSync(file)) return [];
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  return parseSuppressions(readFileSync(file, 'utf8'), file);
}

function namesIn(list = ''): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
