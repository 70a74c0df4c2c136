import { groupChanges } from '../group.ts';
import { isComplete } from '../../snapshot/lacks/holes.ts';
import { escapeMarkdown, number, oneLine } from '../../words.ts';
import { whyNotJudged, type Judgement } from '../judging/judgement.ts';
import { judgementLines, judgementSections } from './judgementText.ts';
import type { Change, Comparison, Subject } from '../model.ts';
import { isSame } from '../same.ts';
import { describeChange, describeWithPlace, signOf, subjectTitle, summaryLine } from './sentences.ts';
import { notComparedSentence } from './notCompared.ts';
import { byNameSentence, comparedName } from '../tenants.ts';
import { timeIn } from './times.ts';
import { unsureSentence } from './unsure.ts';
import { vanishedSentence } from './vanished.ts';

/** The forms in which a comparison is written. */
export const REPORT_FORMATS = ['text', 'markdown', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/**
 * Writes a comparison, and what looks wrong since, for people (`text`, `markdown`) or programs (`json`). Ends with a
 * newline.
 */
export function writeReport(comparison: Comparison, format: ReportFormat, judgement?: Judgement): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ ...comparison, ...judgement }, null, 2)}\n`;
    case 'markdown':
      return markdownReport(comparison, judgement);
    case 'text':
      return textReport(comparison, judgement);
  }
}

const NOT_JUDGED: Judgement = { policies: [] };

function textReport(comparison: Comparison, judgement: Judgement = NOT_JUDGED): string {
  const lines = [headline(comparison), ...caveats(comparison)];
  for (const { title, changes } of groupChanges(comparison.changes)) {
    lines.push(
      '',
      oneLine(title),
      ...changes.map((change) => `  ${signOf(change)} ${oneLine(describeChange(change))}`),
    );
  }
  lines.push(...judgementLines(judgement));
  return `${lines.join('\n')}\n`;
}

/** Made to be pasted into a review: what was gained comes first, privileged access before the rest. */
function markdownReport(comparison: Comparison, judgement: Judgement = NOT_JUDGED): string {
  const { before, after, changes } = comparison;
  const time = timeIn(comparison);
  const lines = [
    `# What changed in ${escapeMarkdown(comparedName(comparison))}`,
    '',
    `From ${time(before.endedAt)} to ${time(after.endedAt)}.`,
  ];
  for (const caveat of caveats(comparison)) lines.push('', `${escapeMarkdown(caveat)}.`);
  if (isComplete(before) && isComplete(after) && vanishedSentence(comparison) === undefined)
    lines.push('', 'Both snapshots are complete.');
  if (changes.length === 0) lines.push('', `${nothing(comparison)}.`);
  else lines.push('', ...summaryTable(changes));
  const { gained, lost, rest } = byEffect(changes);
  lines.push(...section('Access gained', gained), ...section('Access lost', lost));
  lines.push(...judgementSections(judgement), ...section('Everything else', rest));
  return `${lines.join('\n')}\n`;
}

function section(title: string, changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  return ['', `## ${title} (${number(changes.length)})`, '', ...changes.map(markdownItem)];
}

/** A row for each kind of thing that changed. */
function summaryTable(changes: readonly Change[]): string[] {
  const subjects = [...new Set(changes.map(({ subject }) => subject))];
  const cell = (subject: Subject, kind: Change['kind']): string =>
    number(changes.filter((change) => change.subject === subject && change.kind === kind).length);
  const rows = subjects.map((subject) => [
    subjectTitle(subject),
    ...(['added', 'removed', 'changed'] as const).map((kind) => cell(subject, kind)),
  ]);
  return [
    '| | added | removed | changed |',
    '| :-- | --: | --: | --: |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ];
}

/** What was both gained and lost is told once, as gained: that is what a reviewer has to see. */
function byEffect(changes: readonly Change[]): Record<'gained' | 'lost' | 'rest', readonly Change[]> {
  const gained = changes.filter(({ effects }) => effects.includes('gained'));
  const lost = changes.filter(({ effects }) => !effects.includes('gained') && effects.includes('lost'));
  return {
    gained: privilegedFirst(gained),
    lost: privilegedFirst(lost),
    rest: changes.filter(({ effects }) => effects.length === 0),
  };
}

function privilegedFirst(changes: readonly Change[]): Change[] {
  const place = ({ organizationName = '' }: Change): string => organizationName;
  return changes.toSorted(
    (a, b) => Number(b.privileged) - Number(a.privileged) || place(a).localeCompare(place(b), 'en'),
  );
}

function markdownItem(change: Change): string {
  const sign = change.privileged ? `${change.kind}, privileged` : change.kind;
  return `- **${sign}** ${escapeMarkdown(describeWithPlace(change))}`;
}

function headline(comparison: Comparison): string {
  const { before, after, summary, changes } = comparison;
  const time = timeIn(comparison);
  const between = `between ${time(before.endedAt)} and ${time(after.endedAt)}`;
  const tenant = oneLine(comparedName(comparison));
  if (changes.length === 0) return `${tenant}: ${nothing(comparison).toLowerCase()} ${between}`;
  return `${tenant}: ${summaryLine(summary)} ${between}`;
}

/** What the changes do not tell, and why. */
function caveats(comparison: Comparison): string[] {
  const caveats = [byNameSentence, vanishedSentence, unsureSentence, notComparedSentence, whyNotJudged].map(
    (caveat) => caveat(comparison),
  );
  return caveats.filter((caveat) => caveat !== undefined);
}

function nothing(comparison: Comparison): string {
  if (isSame(comparison)) return 'Nothing differs';
  return comparison.unsure === 0 ? 'Nothing that could be read differs' : 'Nothing differs for certain';
}
