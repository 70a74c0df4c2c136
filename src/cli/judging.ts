import { existsSync, readFileSync, statSync } from 'node:fs';
import { whyNotJudged, type JudgeJob, type Judgement } from '../changes/judging/judgement.ts';
import type { Comparison } from '../changes/model.ts';
import type { HowToJudge } from '../findings/found.ts';
import { RULES } from '../findings/rules.ts';
import { parseSuppressions, SUPPRESSIONS_FILE, type Suppression } from '../findings/suppressionFile.ts';
import { NUMBER_THRESHOLDS, type FindingSettings, type NumberThresholdName } from '../findings/thresholds.ts';
import { runJob } from '../jobs/run.ts';
import { textOf, utcDay } from '../words.ts';
import { optional, UsageError, wholeNumber, type Parsed } from './arguments.ts';
import type { Engine } from './engine.ts';

/** The thresholds that are numbers, by the options that they are given as: `--dormant-days`. */
const NUMBERS = Object.entries(NUMBER_THRESHOLDS).map(([name, range]) => ({
  ...{ name, range, option: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) },
}));

/** Options that say how snapshots are judged. */
export const JUDGING = {
  suppressions: { type: 'string' },
  off: { type: 'string' },
  privileged: { type: 'string' },
  ...Object.fromEntries(NUMBERS.map(({ option }) => [option, { type: 'string' } as const])),
} as const;

/** What these options say. */
export function howToJudge(parsed: Parsed): HowToJudge {
  return {
    settings: settingsOf(parsed),
    suppressions: suppressionsOf(parsed),
    today: utcDay(Date.now()),
  };
}

/** Compares two snapshot files, and judges them where there is something to judge. */
export async function compareAndJudge(
  { workerFile, signal }: Engine,
  job: JudgeJob,
): Promise<[Comparison, Judgement]> {
  const { before, after, policies } = job;
  const comparison = await runJob(workerFile, 'compare', { before, after }, { signal });
  const isJudged = policies.length > 0 || whyNotJudged(comparison) === undefined;
  return [comparison, isJudged ? await runJob(workerFile, 'judge', job, { signal }) : { policies: [] }];
}

function settingsOf(parsed: Parsed): FindingSettings {
  const off = namesIn(optional(parsed, 'off'));
  const unknown = off.find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no rule "${unknown}".`);
  const privilegedRoles = namesIn(optional(parsed, 'privileged'));
  const numbers = NUMBERS.map(({ name, option, range }) => [
    name,
    wholeNumber(parsed, option, { ...range, fallback: range.default }),
  ]);
  const thresholds = Object.fromEntries(numbers) as Record<NumberThresholdName, number>;
  return { off, thresholds: { ...thresholds, privilegedRoles } };
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
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file ${file}.`);
  if (found.isDirectory()) throw new UsageError(`${file} is a folder: name a file.`);
  return textOf(readFileSync(file));
}
