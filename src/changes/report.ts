import { groupChanges } from './group.ts';
import type { Change, Comparison } from './model.ts';
import { oneLine, utcMinute } from '../words.ts';
import { describeChange, signOf, summaryLine } from './sentences.ts';
import { unsureSentence } from './unsure.ts';

/** The forms in which a comparison is written. */
export const REPORT_FORMATS = ['text', 'markdown', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Writes a comparison for people (`text`, `markdown`) or programs (`json`). Ends with a newline. */
export function writeReport(comparison: Comparison, format: ReportFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(comparison, null, 2)}\n`;
    case 'markdown':
      return markdownReport(comparison);
    case 'text':
      return textReport(comparison);
  }
}

function textReport(comparison: Comparison): string {
  const lines = [headline(comparison)];
  const unsure = unsureSentence(comparison);
  if (unsure !== undefined) lines.push(unsure);
  for (const { title, changes } of groupChanges(comparison.changes)) {
    lines.push(
      '',
      oneLine(title),
      ...changes.map((change) => `  ${signOf(change)} ${oneLine(describeChange(change))}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

function markdownReport(comparison: Comparison): string {
  const { before, after, summary } = comparison;
  const lines = [
    `# What changed in ${escape(after.tenantName)}`,
    '',
    `From ${utcMinute(before.endedAt)} to ${utcMinute(after.endedAt)}.`,
    '',
    '| added | removed | changed |',
    '| ----: | ------: | ------: |',
    `| ${summary.added} | ${summary.removed} | ${summary.changed} |`,
  ];
  if (comparison.changes.length === 0) lines.push('', `${nothing(comparison)}.`);
  const unsure = unsureSentence(comparison);
  if (unsure !== undefined) lines.push('', `${escape(unsure)}.`);
  for (const { title, changes } of groupChanges(comparison.changes)) {
    lines.push('', `## ${escape(title)}`, '', ...changes.map(markdownItem));
  }
  return `${lines.join('\n')}\n`;
}

function markdownItem(change: Change): string {
  return `- **${change.kind}** ${escape(describeChange(change))}`;
}

/** Names come from the tenant: nothing in them may act as Markdown, and none may break its line. */
function escape(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&');
}

function headline(comparison: Comparison): string {
  const { before, after, summary, changes } = comparison;
  const between = `between ${utcMinute(before.endedAt)} and ${utcMinute(after.endedAt)}`;
  const tenant = oneLine(after.tenantName);
  if (changes.length === 0) return `${tenant}: ${nothing(comparison).toLowerCase()} ${between}`;
  return `${tenant}: ${summaryLine(summary)} ${between}`;
}

function nothing({ unsure }: Comparison): string {
  return unsure === 0 ? 'Nothing differs' : 'Nothing differs for certain';
}
