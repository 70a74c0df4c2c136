import { missingIn } from '../../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { caveatsOf } from '../../snapshot/lacks/caveats.ts';
import { count, escapeMarkdown, number, oneLine, utcMinute } from '../../words.ts';
import type { Severity } from '../model.ts';
import { ruleOf, RULES } from '../rules.ts';
import { idleText, type Unsuppressed } from '../suppressions.ts';
import {
  fileUri,
  listed,
  logicalLocations,
  sarifLog,
  type SarifLevel,
  type SarifResult,
  type SarifWarnings,
} from './sarif.ts';

/** The forms in which findings are written. */
export const FINDING_FORMATS = ['text', 'markdown', 'json', 'sarif'] as const;
export type FindingFormat = (typeof FINDING_FORMATS)[number];

/** What is written, and of what. */
export interface FindingsReport {
  readonly info: SnapshotInfo;
  /** The snapshot file, as SARIF names it. */
  readonly file: string;
  readonly version: string;
  /** Why rules do not judge by what they were told to, a sentence each. */
  readonly notices: readonly string[];
  /** In the order of the rules. How many are suppressed is told after them. */
  readonly findings: Unsuppressed;
}

/** Writes findings for people (`text`, `markdown`) or programs (`json`, `sarif`), a piece at a time. */
export function reportPieces(report: FindingsReport, format: FindingFormat): Iterable<string> {
  const told = { ...report, notices: [...caveatsOf(report.info), ...report.notices] };
  switch (format) {
    case 'text':
      return textPieces(told);
    case 'markdown':
      return markdownPieces(told);
    case 'json':
      return jsonPieces(told);
    case 'sarif':
      return sarifLog(report.version, SARIF_RULES, sarifResults(told), {
        warnings: warningsOf(told),
        properties: () => ({
          suppressed: report.findings.suppressed,
          idleSuppressions: report.findings.idle,
        }),
      });
  }
}

function* textPieces({ info, notices, findings }: FindingsReport): Generator<string> {
  yield `${oneLine(info.tenantName)}, as of ${utcMinute(info.endedAt)}\n`;
  for (const hole of missingIn(info)) yield `INCOMPLETE: ${hole}\n`;
  for (const notice of notices) yield `NOTICE: ${notice}\n`;
  let [last, found] = ['', 0];
  for (const { rule, severity, saw } of findings) {
    if (rule !== last) yield `\n${severity}: ${ruleOf(rule)?.title ?? rule} [${rule}]\n`;
    yield `  ${saw}\n`;
    [last, found] = [rule, found + 1];
  }
  yield `\n${countTold(found, findings)}\n`;
}

function* markdownPieces({ info, notices, findings }: FindingsReport): Generator<string> {
  yield `# What looks wrong in ${escapeMarkdown(info.tenantName)}\n\nAs of ${utcMinute(info.endedAt)}.\n`;
  for (const hole of missingIn(info)) yield `\nIncomplete: ${escapeMarkdown(hole)}.\n`;
  for (const notice of notices) yield `\nNotice: ${escapeMarkdown(notice)}.\n`;
  let [last, found] = ['', 0];
  for (const { rule, severity, saw } of findings) {
    if (rule !== last) yield markdownHeading(rule, severity);
    yield `- ${escapeMarkdown(saw)}\n`;
    [last, found] = [rule, found + 1];
  }
  yield `\n${countTold(found, findings)}.\n`;
}

/** `12 findings, 10 suppressed, 1 suppression has ended` */
function countTold(found: number, { suppressed, idle }: Unsuppressed): string {
  return [
    count(found, 'finding'),
    ...(suppressed === 0 ? [] : [`${number(suppressed)} suppressed`]),
    ...(idleText(idle) === '' ? [] : [idleText(idle)]),
  ].join(', ');
}

function markdownHeading(id: string, severity: Severity): string {
  const rule = ruleOf(id);
  if (rule === undefined) return `\n## ${id} (${severity})\n\n`;
  return `\n## ${rule.title} (${severity})\n\n${rule.why} ${rule.whatToDo} [How](${rule.documentation})\n\n`;
}

function* jsonPieces({ info, notices, findings }: FindingsReport): Generator<string> {
  const { id, tenantId, tenantName, endedAt } = info;
  const snapshot = { id, tenantId, tenantName, endedAt, missing: missingIn(info) };
  yield `{"snapshot":${JSON.stringify(snapshot)},\n"notices":${JSON.stringify(notices)},\n"findings":[`;
  yield* listed(findings);
  const { suppressed, idle } = findings;
  yield `],\n"suppressed":${suppressed},\n"idleSuppressions":${JSON.stringify(idle)}}\n`;
}

const LEVELS: Readonly<Record<Severity, SarifLevel>> = { high: 'error', medium: 'warning', low: 'note' };

const SARIF_RULES = RULES.map(({ id, title, why, whatToDo, documentation, severity }) => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: why },
  help: { text: whatToDo },
  helpUri: documentation,
  defaultConfiguration: { level: LEVELS[severity] },
}));

/** What was not read, and what was judged otherwise than a person meant it. */
function warningsOf({ info, notices }: FindingsReport): SarifWarnings {
  return { execution: missingIn(info), configuration: notices };
}

const RULE_INDEXES = new Map(RULES.map(({ id }, index) => [id, index]));

function* sarifResults({ file, findings }: FindingsReport): Generator<SarifResult> {
  for (const { rule, severity, key, saw, organization, subjects } of findings)
    yield {
      ruleId: rule,
      ruleIndex: RULE_INDEXES.get(rule) ?? -1,
      level: LEVELS[severity],
      message: { text: saw },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: fileUri(file) } },
          logicalLocations: logicalLocations(subjects, organization),
        },
      ],
      partialFingerprints: { 'finding/v1': key },
    };
}
