import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { throwIfCancelled } from '../errors.ts';
import { isAbout, unsuppressed, type HowToJudge } from '../findings/found.ts';
import { noticesOf } from '../findings/judge.ts';
import { SEVERITIES, type Finding } from '../findings/model.ts';
import { RULES } from '../findings/rules.ts';
import { missingIn } from '../snapshot/holes.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { aboutOrigin } from '../snapshot/unknown.ts';
import { answerFrom } from './answer.ts';
import { findingRow, rulesOf } from './findingRows.ts';
import { mayBe, PAGE, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { pageOf } from './page.ts';
import { shown } from './text.ts';
import { defineTool, type Asking } from './tool.ts';

const RULE_IDS = RULES.map(({ id }) => id);

/** What looks wrong in a snapshot. */
export const findingsTool = defineTool({
  name: 'logto_findings',
  title: 'Findings',
  description:
    'Lists what looks wrong in a snapshot of a Logto tenant by rules, the most severe first: what was seen, and for each rule why it matters and what to do. "bySeverity" counts all of them; "notices" tells where rules do not judge as a person meant them to. What could not be read is never called wrong.',
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
    const how = await asking.library.how();
    const findings = (await judged(snapshot, how, asking)).filter(
      (finding) =>
        (input.severity === undefined || finding.severity === input.severity) &&
        (input.rule === undefined || finding.rule === input.rule) &&
        (about === undefined || isAbout(finding, about.id)),
    );
    const page = pageOf(findings, input, findingRow);
    if (page.next === undefined) LAST.delete(snapshot); // nothing is left to be asked for
    const mayLack = [...missingIn(snapshot.info), ...aboutOrigin(snapshot.info)];
    const notices = noticesOf(snapshot, how.settings).map((notice) => shown(notice, MOST_NOTICE));
    const told = {
      ...(notices.length > 0 && { notices }),
      ...{ bySeverity: countsOf(findings), rules: rulesOf(page.rows) },
    };
    return answerFrom(entry, asking, mayLack, { ...told, ...page });
  },
});

/** So long may a notice be. */
const MOST_NOTICE = 500;

const KINDS = [
  ...(['user', 'organization', 'organizationRole', 'globalRole', 'permission', 'application'] as const),
];

/** The findings of which there are more pages, and how they were judged. */
const LAST = new WeakMap<Snapshot, { readonly how: string; readonly findings: readonly Finding[] }>();

/** So long others wait for the thread, at most. Milliseconds. */
const TURN_MS = 10;

/** All findings that nobody suppressed. */
async function judged(snapshot: Snapshot, how: HowToJudge, { signal }: Asking): Promise<readonly Finding[]> {
  const key = JSON.stringify(how);
  const last = LAST.get(snapshot);
  if (last?.how === key) return last.findings;
  const findings = await bitByBit(unsuppressed(snapshot, how), signal);
  LAST.set(snapshot, { how: key, findings });
  return findings;
}

/** All of something, so that the thread has time for others meanwhile. */
async function bitByBit<T>(found: Iterable<T>, signal: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  let turn = performance.now();
  for (const one of found) {
    all.push(one);
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    throwIfCancelled(signal);
    turn = performance.now();
  }
  return all;
}

function countsOf(findings: readonly Finding[]): object {
  const counts = SEVERITIES.map((one) => [one, findings.filter(({ severity }) => severity === one).length]);
  return Object.fromEntries(counts) as object;
}
