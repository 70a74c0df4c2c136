import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from '../../src/access/answers/answer.ts';
import { find } from '../../src/access/find/find.ts';
import type { AccessNode } from '../../src/access/nodes/node.ts';
import { rootNodes } from '../../src/access/nodes/roots.ts';
import { tableOf } from '../../src/access/nodes/table.ts';
import type { Question } from '../../src/access/question.ts';
import { factsOfHit } from '../../src/access/text/answers.ts';
import { documentLines, type Subject } from '../../src/access/text/documents.ts';
import { subjectTitle } from '../../src/access/titles.ts';
import { exportSnapshot } from '../../src/c1/export.ts';
import { compareSnapshots } from '../../src/changes/compare.ts';
import { CHANGE_GROUPINGS, groupChanges } from '../../src/changes/group.ts';
import { lineOf } from '../../src/changes/text/lines.ts';
import type { Comparison } from '../../src/changes/model.ts';
import { judgeFiles } from '../../src/changes/judging/judgement.ts';
import { writeReport, type ReportFormat } from '../../src/changes/text/report.ts';
import { DEFAULT_SETTINGS } from '../../src/findings/thresholds.ts';
import { judge } from '../../src/findings/judge.ts';
import {
  allApplications,
  allGlobalRoles,
  allOrganizationRoles,
  allOrganizations,
  allUsers,
} from '../../src/snapshot/read/all.ts';
import { Snapshot } from '../../src/snapshot/snapshot.ts';
import {
  assertInert,
  assertInertLine,
  assertInertMarkdown,
  HOSTILE_NAMES,
  makeHostile,
} from '../support/hostileNames.ts';
import { syncTo, withFolder } from '../support/snapshots.ts';
import { withTenant } from '../support/tenant.ts';
import { CLI, build, run } from './cli/support.ts';
import { parseCsv } from './c1/support/csv.ts';

/** Two snapshots of a tenant with hostile names: other ones in the second. */
interface Hostile {
  readonly folder: string;
  readonly files: readonly [string, string];
  readonly snapshot: Snapshot;
  readonly comparison: Comparison;
}

/** Where names come out, and what must hold there of the texts. A new surface is a new line. */
const SURFACES: readonly (readonly [
  name: string,
  texts: (hostile: Hostile) => Iterable<string> | Promise<Iterable<string>>,
  inert: (text: string, where: string) => void,
])[] = [
  ['a line of a tree', ({ snapshot }) => treeTexts(snapshot), assertInertLine],
  ['a table that is copied', ({ snapshot }) => tables(snapshot), assertInertMarkdown],
  ['a line of a document', ({ snapshot }) => documentTexts(snapshot), assertInertLine],
  ['an answer', ({ snapshot }) => answerTexts(snapshot), assertInertLine],
  ['something that was found', ({ snapshot }) => foundTexts(snapshot), assertInertLine],
  ['a finding', ({ snapshot }) => [...judge(snapshot)].map(({ saw }) => saw), assertInertLine],
  ['a line of the Changes view', ({ comparison }) => changeTexts(comparison), assertInertLine],
  ['a report as text', (hostile) => [reportOf(hostile, 'text')], assertInert],
  ['a report as Markdown', (hostile) => [reportOf(hostile, 'markdown')], assertInertMarkdown],
  ['a report as JSON', (hostile) => [reportOf(hostile, 'json')], assertData],
  ['what the command line prints', (hostile) => printed(hostile), assertInert],
];

/** What changed, and what looks wrong since. */
function reportOf({ comparison, files: [before, after] }: Hostile, format: ReportFormat): string {
  const how = { settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-01-01', policies: [] };
  return writeReport(comparison, format, judgeFiles({ before, after, ...how }));
}

/** JSON is for programs, and keeps names as they are; but a terminal may be shown it. */
function assertData(json: string): void {
  JSON.parse(json);
  assert.ok(!json.includes('\u001b') && !json.includes('\0'));
}

function* treeTexts(snapshot: Snapshot): Generator<string> {
  for (const { label, description, facts } of walk(rootNodes(snapshot)))
    yield* [label, description, ...(facts?.() ?? []).flat()];
}

/** Every node of a tree, and what lies below it. */
function* walk(nodes: readonly AccessNode[]): Generator<AccessNode> {
  for (const node of nodes) {
    yield node;
    yield* walk(node.children?.({ limit: 1000 }).nodes ?? []);
  }
}

function tables(snapshot: Snapshot): Promise<string[]> {
  return Promise.all(rootNodes(snapshot).map(async (node) => (await tableOf(node)).markdown));
}

function* documentTexts(snapshot: Snapshot): Generator<string> {
  for (const subject of subjectsIn(snapshot)) {
    yield subjectTitle(snapshot, subject);
    const { whole, split } = documentLines(snapshot, subject);
    yield* whole;
    yield* split ?? [];
  }
}

function* subjectsIn(snapshot: Snapshot): Generator<Subject> {
  yield { kind: 'tenant' };
  for (const { id } of allOrganizations(snapshot)) yield { kind: 'organization', id };
  for (const { id } of allUsers(snapshot)) yield { kind: 'user', id };
  for (const { id } of allApplications(snapshot)) yield { kind: 'application', id };
  for (const { id } of allOrganizationRoles(snapshot)) yield { kind: 'organizationRole', id };
  for (const { id } of allGlobalRoles(snapshot)) yield { kind: 'globalRole', id };
  for (const question of questionsIn(snapshot)) yield { kind: 'answer', question };
}

function* questionsIn(snapshot: Snapshot): Generator<Question> {
  const users = [...allUsers(snapshot)].map(({ id }) => id);
  for (const { id } of allOrganizationRoles(snapshot))
    yield { ask: 'whoCan', target: { kind: 'organizationRole', id } };
  for (const { id } of find(snapshot, 'e', { limit: 100, kinds: ['permission'] }).hits)
    yield { ask: 'whoCan', target: { kind: 'permission', id } };
  for (const [at, id] of users.entries()) {
    yield { ask: 'why', holder: { kind: 'user', id } };
    const second = { kind: 'user', id: users[(at + 1) % users.length] ?? id } as const;
    yield { ask: 'compare', first: { kind: 'user', id }, second };
  }
}

function* answerTexts(snapshot: Snapshot): Generator<string> {
  for (const question of questionsIn(snapshot)) {
    const { title, summary, children } = answerOf(snapshot, question);
    yield* [title, summary];
    for (const { label, description } of walk(children({ limit: 1000 }).nodes)) yield* [label, description];
  }
}

function* foundTexts(snapshot: Snapshot): Generator<string> {
  for (const query of ['a', 'e', 'click', 'bold', 'x'])
    for (const hit of find(snapshot, query, { limit: 1000 }).hits)
      yield* [hit.label, hit.detail, ...factsOfHit(hit)];
}

function* changeTexts({ changes }: Comparison): Generator<string> {
  for (const by of CHANGE_GROUPINGS)
    for (const group of groupChanges(changes, by))
      for (const change of group.changes) {
        const { label, description, facts } = lineOf(change, by);
        yield* [label, description, ...facts];
      }
}

async function printed({ files: [before, after] }: Hostile): Promise<string[]> {
  build();
  const commands = [
    ['tree', after],
    ['diff', before, after],
    ...['find', 'who-can', 'why'].map((one) => [one, after, '[click']),
  ];
  const runs = await Promise.all(commands.map((args) => run(args)));
  assert.ok(runs[0]?.out.includes('[click](command:'), CLI);
  return runs.flatMap(({ out, err }) => [out, err]);
}

async function withHostile(test: (hostile: Hostile) => Promise<void>): Promise<void> {
  await withTenant({ users: 16, organizations: 4 }, (tenant, client) =>
    withFolder(async (folder) => {
      const files = [join(folder, 'before.snapshot'), join(folder, 'after.snapshot')] as const;
      makeHostile(tenant.data);
      await syncTo(files[0], client);
      for (const { id } of tenant.data.users.list().slice(0, 3)) tenant.data.deleteUser(id);
      makeHostile(tenant.data, 5);
      await syncTo(files[1], client);
      const [before, snapshot] = files.map((file) => Snapshot.open(file)) as [Snapshot, Snapshot];
      try {
        await test({ folder, files, snapshot, comparison: compareSnapshots(before, snapshot) });
      } finally {
        before.close();
        snapshot.close();
      }
    }),
  );
}

describe('A hostile name', () => {
  it('is never interpreted, wherever it comes out', () =>
    withHostile(async (hostile) => {
      assert.ok(hostile.comparison.changes.length > 50);
      for (const [where, textsOf, assertThat] of SURFACES) {
        const texts = [...(await textsOf(hostile))];
        assert.ok(texts.length > 0, where);
        assert.match(texts.join('\n'), /evil/, `${where} has hostile names`);
        for (const text of texts) assertThat(text, where);
      }
    }));

  it('is exported as it is, and breaks neither JSON nor CSV', () =>
    withHostile(async ({ folder, files: [, file] }) => {
      const exported = async (format: 'c1-json' | 'c1-csv'): Promise<string> => {
        const target = join(folder, format);
        await exportSnapshot({ snapshotFile: file, format, target });
        return readFileSync(target, 'utf8');
      };
      const json = await exported('c1-json');
      assertData(json);
      const names = JSON.stringify(JSON.parse(json));
      const csv = parseCsv(await exported('c1-csv'));
      assert.equal(new Set(csv.map((row) => Object.keys(row).length)).size, 1, 'every row has all columns');
      for (const name of HOSTILE_NAMES) assert.ok(names.includes(JSON.stringify(name).slice(1, -1)), name);
    }));
});
