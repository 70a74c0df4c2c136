import { existsSync, readFileSync } from 'node:fs';
import type { HowToJudge } from '../findings/found.ts';
import { RULES } from '../findings/rules.ts';
import { parseSuppressions, SUPPRESSIONS_FILE, type Suppression } from '../findings/suppressions.ts';
import { DEFAULT_THRESHOLDS, type FindingSettings } from '../findings/thresholds.ts';
import { utcDay } from '../words.ts';
import { optional, UsageError, type Parsed } from './arguments.ts';

/** Options that say how snapshots are judged. */
export const JUDGING = {
  suppressions: { type: 'string' },
  off: { type: 'string' },
  privileged: { type: 'string' },
} as const;

/** What these options say. */
export function howToJudge(parsed: Parsed): HowToJudge {
  return {
    settings: settingsOf(parsed),
    suppressions: suppressionsOf(parsed),
    today: utcDay(Date.now()),
  };
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
  if (named === undefined && !existsSync(SUPPRESSIONS_FILE)) return [];
  const file = named ?? SUPPRESSIONS_FILE;
  return parseSuppressions(readNamed(file), file);
}

function namesIn(list = ''): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The text of a file that an option names. */
export function readNamed(file: string): string {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  return readFileSync(file, 'utf8');
}
