import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { throwIfCancelled } from '../errors.ts';
import { judge } from '../findings/judge.ts';
import { SEVERITIES, type Finding, type FoundThing } from '../findings/model.ts';
import { ruleOf, RULES } from '../findings/rules.ts';
import { missingIn } from '../snapshot/holes.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { aboutOrigin } from '../snapshot/unknown.ts';
import { answerFrom } from './answer.ts';
import { mayBe, PAGE, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { pageOf } from './page.ts';
import { shown } from './text.ts';
import { organizationThing } from './thing.ts';
import { defineTool } from './tool.ts';

const RULE_IDS = RULES.map(({ id }) => id);

/** What looks wrong in a snapshot. */
export const findingsTool = defineTool({
  name: 'logto_findings',
  title: 'Findings',
  description:
    'Lists what looks wrong in a snapshot of a Logto tenant by rules with their usual thresholds, the most severe first: what was seen, and for each rule why it matters and what to do. "bySeverity" counts all of them. What could not be read is never called wrong.',
  input: {
    severity: mayBe(v.pipe(v.picklist(SEVERITIES), v.description('Only findings that matter so much.'))),
    rule: mayBe(v.pipe(v.picklist(RULE_IDS), v.description('Only what this rule sees.'))),
    about: mayBe(
      text('Only what names this user, organization, role, permission or application: its id, or its name.'),
    ),
    ...SOURCE,
    ...PAGE,
  },
  answer: async (input, asking) => {
    const { entry, snapshot } = openMeant(asking.library, input.snapshot);
    const about = input.about === undefined ? undefined : await named(snapshot, input.about, KINDS);
    const findings = (await judged(snapshot, asking.signal)).filter(
      ({ severity, rule, subjects, organization }) =>
        (input.severity === undefined || severity === input.severity) &&
        (input.rule === undefined || rule === input.rule) &&
        (about === undefined ||
          [...subjects, ...(organization ? [organization] : [])].some(({ id }) => id === about.id)),
    );
    const page = pageOf(findings, input, toRow);
    if (page.next === undefined) LAST.delete(snapshot); // nothing is left to be asked for
    const mayLack = [...missingIn(snapshot.info), ...aboutOrigin(snapshot.info)];
    const told = { bySeverity: countsOf(findings), rules: rulesOf(page.rows) };
    return answerFrom(entry, asking, mayLack, { ...told, ...page });
  },
});

const KINDS = [
  ...(['user', 'organization', 'organizationRole', 'globalRole', 'permission', 'application'] as const),
];

/** The findings of which there are more pages. */
const LAST = new WeakMap<Snapshot, readonly Finding[]>();

/** So long others wait for the thread, at most. Milliseconds. */
const TURN_MS = 10;

/** All findings. Bit by bit, so that the thread has time for others meanwhile. */
async function judged(snapshot: Snapshot, signal: AbortSignal): Promise<readonly Finding[]> {
  const last = LAST.get(snapshot);
  if (last !== undefined) return last;
  const findings: Finding[] = [];
  let turn = performance.now();
  for (const finding of judge(snapshot)) {
    findings.push(finding);
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    throwIfCancelled(signal);
    turn = performance.now();
  }
  LAST.set(snapshot, findings);
  return findings;
}

function countsOf(findings: readonly Finding[]): object {
  const counts = SEVERITIES.map((one) => [one, findings.filter(({ severity }) => severity === one).length]);
  return Object.fromEntries(counts) as object;
}

interface FindingRow {
  readonly rule: string;
}

/** What is to be known of the rules on a page, each once. */
function rulesOf(rows: readonly FindingRow[]): object[] {
  return [...new Set(rows.map(({ rule }) => rule))].flatMap((id) => {
    const { title, why, whatToDo } = ruleOf(id) ?? {};
    return title === undefined ? [] : [{ rule: id, title, why, whatToDo }];
  });
}

/** So long may be what was seen, and so many things of one finding are named. */
const MOST_SEEN = 500;
const MOST_SUBJECTS = 10;

function toRow({ rule, severity, saw, organization, subjects }: Finding): FindingRow {
  return {
    ...{ rule, severity, saw: shown(saw, MOST_SEEN) },
    ...(organization && { organization: organizationThing(organization) }),
    subjects: subjects.slice(0, MOST_SUBJECTS).map(toThing),
    ...(subjects.length > MOST_SUBJECTS && { moreSubjects: subjects.length - MOST_SUBJECTS }),
  } as FindingRow;
}

function toThing({ kind, id, label }: FoundThing): object {
  return { kind, id, name: shown(label) };
}
