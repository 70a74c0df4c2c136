import {
  fileUri,
  logicalLocations,
  sarifLog,
  type SarifResult,
  type SarifWarnings,
} from '../findings/report/sarif.ts';
import { missingIn } from '../snapshot/lacks/holes.ts';
import { caveatsOf } from '../snapshot/lacks/caveats.ts';
import { count, oneLine, utcMinute } from '../words.ts';
import type { PolicyResult, Verdict } from './check.ts';
import type { Assertion } from './model.ts';

/** The forms in which a check is written. */
export const CHECK_FORMATS = ['text', 'json', 'sarif'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** Writes what came of a check; `file` is the policy's. */
export function checkReport(
  result: PolicyResult,
  format: CheckFormat,
  file: string,
  version: string,
): string {
  switch (format) {
    case 'text':
      return textReport(result, file);
    case 'json':
      return `${JSON.stringify(jsonReport(result))}\n`;
    case 'sarif':
      return [
        ...sarifLog(version, SARIF_RULES, sarifResults(result, file), { warnings: warningsOf(result) }),
      ].join('');
  }
}

/** `2 of 5 assertions are breached` */
export function checkHeadline({
  assertions,
  verdicts,
  isForOthers,
}: Pick<PolicyResult, 'assertions' | 'verdicts' | 'isForOthers'>): string {
  if (isForOthers) return 'not checked, since the policy is for other tenants';
  if (verdicts.length === 0) return count(assertions, 'assertion holds', 'assertions hold');
  const of = (kind?: Verdict['kind']): number =>
    new Set(verdicts.filter((one) => one.kind === (kind ?? one.kind)).map(({ assertion }) => assertion)).size;
  const breached = of('breach');
  const wrong = of() - breached; // of what is breached it may be said, too, that there may be more
  return [
    ...(breached > 0 ? [`${breached} of ${count(assertions, 'assertion')} breached`] : []),
    ...(wrong > 0 ? [`${wrong} cannot be judged`] : []),
  ].join(', ');
}

/** `Zeta does not require MFA. The policy says: …`: also why that must not be, where the policy says so. */
export function verdictWords({ message, because }: Pick<Verdict, 'message' | 'because'>): string {
  if (because === undefined) return message;
  return `${message}. The policy says: ${oneLine(because).replace(/\.$/, '')}`;
}

function textReport(result: PolicyResult, file: string): string {
  const { info, verdicts } = result;
  const lines = verdicts.map(
    (one) => `${file}:${one.at.line + 1}:${one.at.column + 1}: ${one.kind}: ${verdictWords(one)}`,
  );
  const head = [
    `${oneLine(info.tenantName)}, as of ${utcMinute(info.endedAt)}: ${checkHeadline(result)}`,
    ...missingIn(info).map((hole) => `INCOMPLETE: ${hole}`),
    ...caveatsOf(info).map((notice) => `NOTICE: ${notice}`),
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}

function warningsOf({ info }: PolicyResult): SarifWarnings {
  return { execution: [...missingIn(info), ...caveatsOf(info)], configuration: [] };
}

function jsonReport({ info, assertions, verdicts }: PolicyResult): object {
  const { id, tenantId, tenantName, endedAt } = info;
  return {
    snapshot: { id, tenantId, tenantName, endedAt, missing: missingIn(info) },
    notices: caveatsOf(info),
    assertions,
    verdicts: verdicts.map(({ at, ...verdict }) => ({
      ...verdict,
      line: at.line + 1,
      column: at.column + 1,
    })),
  };
}

/** What each kind of assertion says, as SARIF lists it; `policy` is for what is wrong with the policy itself. */
const WORDS: Readonly<Record<Assertion['assert'] | 'policy', string>> = {
  emailDomains: 'A role is held only by people with an e-mail of some domains',
  atMost: 'At most so many people have a permission in each organization',
  atLeast: 'At least so many people hold a role in each organization',
  separate: 'Nobody holds two of some roles',
  requiresMfa: 'Organizations require MFA',
  policy: 'The policy can be read',
};

const SARIF_RULES = Object.entries(WORDS).map(([id, text]) => ({
  ...{ id, shortDescription: { text }, fullDescription: { text: `${text}.` } },
  ...{ help: { text: 'Change the access in Logto Console, or the policy.' } },
  defaultConfiguration: { level: 'error' as const },
}));

function sarifResults({ verdicts }: PolicyResult, file: string): SarifResult[] {
  return verdicts.map(({ at, kind, assert = 'policy', key, subjects, ...verdict }) => ({
    ...{ ruleId: assert, ruleIndex: Object.keys(WORDS).indexOf(assert) },
    message: { text: verdictWords(verdict) },
    // nothing is known to be wrong where an assertion cannot be judged, and it must be seen all the same
    level: kind === 'breach' || assert === 'policy' ? 'error' : 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(file) },
          region: { startLine: at.line + 1, startColumn: at.column + 1 },
        },
        ...(subjects !== undefined && { logicalLocations: logicalLocations(subjects) }),
      },
    ],
    ...(key !== undefined && { partialFingerprints: { 'verdict/v1': key } }),
  }));
}
