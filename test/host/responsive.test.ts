import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ResultOf } from '../../src/vscode/contract.ts';
import { askDuringSync, p99, questionsTo, type Questions } from '../bench/asking.ts';
import { startBenchTenant, type BenchTenant } from '../bench/tenant.ts';
import { shownDocument } from './support/documents.ts';
import { run } from './support/extension.ts';
import { answering } from './support/person.ts';
import { print } from './support/print.ts';
import { goDown, linesOf, type Line } from './support/providers.ts';

const SIZE = { users: 100_000, organizations: 450, membershipsPerUser: 0.1 };
const ACCESS = 'logtoAccess.access';
const ANSWER = 'logtoAccess.answer';
/** So many answers at least, however busy the machine is: a sync that kept the extension host's thread would leave a few. */
const MANY = 200;

describe('During the sync of 100,000 users', () => {
  let tenant: BenchTenant;
  let tenantId: string;

  before(async function () {
    this.timeout(360_000);
    tenant = await startBenchTenant(SIZE);
    const { baseUrl, clientId, clientSecret } = tenant;
    ({ tenantId } = await run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret }));
    await run('logtoAccess.sync', { tenantId });
  });
  after(async () => {
    await run('logtoAccess.disconnectTenant', { tenantId });
    tenant.close();
  });

  it('the first question that names something leaves the extension host time for others', async function () {
    this.timeout(400_000);
    const ofWhoCan = await turnsDuring(run('logtoAccess.whoCan', { tenantId, role: 'Everyone', limit: 1 }));
    await run('logtoAccess.sync', { tenantId }); // of another snapshot nothing was asked yet
    const ofFind = await turnsDuring(run('logtoAccess.findAccess', { tenantId, query: 'an' }));
    assert.ok(ofWhoCan > 30 && ofFind > 30, `${ofWhoCan} and ${ofFind} turns`);
  });

  it('commands answer hundreds of times, each time the same of the last complete snapshot', async function () {
    this.timeout(400_000);
    const questions = await questionsTo(tenantId);
    const right = await answersTo(questions);
    const whole = right['logtoAccess.whoCan'];
    assert.equal(whole.total, SIZE.users);
    assert.equal(whole.rows.length, 1000);
    assert.equal(right['logtoAccess.findAccess'].rows.length, 50);
    assert.ok(right['logtoAccess.explainAccess'].rows.some(({ role }) => role?.name === 'Everyone'));
    const times: number[] = [];
    for await (const { command, result, ms } of askDuringSync(tenantId, questions)) {
      assert.deepEqual(result, right[command]);
      times.push(ms);
    }
    assert.ok(times.length >= MANY, `${times.length} answers`);
    print(`${times.length} answers during a sync; p99 ${p99(times).toFixed(1)} ms`);
  });

  it('an answer about as many holders is shown 200 at a time, and is whole as text', async () => {
    const { total, next } = await run('logtoAccess.whoCan', { tenantId, role: 'Everyone', limit: 1 });
    assert.equal(total, SIZE.users);
    assert.ok(next);
    const { rows } = await run('logtoAccess.findAccess', {
      tenantId,
      query: 'Everyone',
      kinds: ['globalRole'],
    });
    const [snapshot] = await linesOf('logtoAccess.snapshots', (await linesOf('logtoAccess.snapshots'))[0]);
    const { snapshotId } = snapshot?.element as { snapshotId: string };
    const item = { type: 'thing', snapshotId, thing: rows[0] };
    await vscode.commands.executeCommand('logtoAccess.whoCan', item);
    const place = await goDown(ANSWER, 'In the whole tenant');
    const ids = new Set<string | undefined>();
    let [lines, pages] = [await linesOf(ANSWER, place), 1];
    for (; pages < 5; pages++) {
      assert.equal(lines.length, 201);
      for (const { item: one } of lines.slice(0, 200)) ids.add(one.id);
      assert.equal(lines.at(-1)?.label, 'Load 200 more of 100,000');
      lines = await linesOf(ANSWER, lines.at(-1));
    }
    assert.equal(ids.size, 800);
    await vscode.commands.executeCommand('logtoAccess.openAnswerText');
    assert.equal((await shownDocument()).lineCount, SIZE.users + 2);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('logtoAccess.clearAnswer');
  });

  it('the Access view hands over a page at a time, each line with an id of its own that another sync keeps', async function () {
    this.timeout(400_000);
    const ids = await idsInView();
    assert.ok(ids.length > 2 * SIZE.users, `${ids.length} lines are too few: two lists have all users`);
    assert.equal(new Set(ids).size, ids.length);
    await run('logtoAccess.sync', { tenantId });
    assert.deepEqual(await idsInView(), ids);
  });

  it('organizations, and the members of the largest one, are loaded 200 at a time to the end', async () => {
    const [tenantLine] = await linesOf(ACCESS);
    const [organizations] = await linesOf(ACCESS, tenantLine);
    const all = await pagesOf(organizations!);
    assert.deepEqual(
      all.map(({ length }) => length),
      [200, 200, SIZE.organizations - 400],
    );
    const largest = all.flat().toSorted((a, b) => membersOf(b) - membersOf(a))[0]!;
    const [, members] = await linesOf(ACCESS, largest);
    const pages = await pagesOf(members!);
    assert.ok(pages.length > 5, `${pages.length} pages of members`);
    assert.ok(pages.slice(0, -1).every(({ length }) => length === 200));
    const ids = [...all.flat(), ...pages.flat()].map(({ item }) => item.id);
    assert.equal(new Set(ids).size, SIZE.organizations + membersOf(largest));
  });

  it('grouped and filtered it hands over as little, and each line once', async function () {
    this.timeout(360_000);
    const users = async (): Promise<Line> => {
      const [tenantLine] = await linesOf(ACCESS);
      const lists = await linesOf(ACCESS, tenantLine);
      return lists.find(({ label }) => label === 'Users')!;
    };
    const command = (name: string, argument: unknown): Thenable<unknown> =>
      vscode.commands.executeCommand(`logtoAccess.${name}`, argument);
    const group = async (how: string): Promise<void> => {
      const { element } = await users();
      await answering([[/^Group the Access view/, how]], () => command('groupAccess', element));
    };
    for (const how of ['By first letter', 'By global role', 'By status']) {
      await group(how);
      const ids = await firstIdsBelow(await users());
      assert.ok(ids.length > 400, `${ids.length} lines ${how}`);
      assert.equal(new Set(ids).size, ids.length);
    }
    await group('Not grouped');
    const none = { text: '', people: [], roleNames: [] };
    for (const filter of [{ text: 'an' }, { people: ['neverSignedIn'] }, { roleNames: ['Everyone'] }]) {
      await command('filterAccess', { ...none, ...filter });
      const ids = await firstIdsBelow(await users());
      assert.ok(ids.length > 400, `${ids.length} lines with ${JSON.stringify(filter)}`);
      assert.equal(new Set(ids).size, ids.length);
    }
    await command('filterAccess', none);
  });
});

/** How many members the line of an organization says it has. */
function membersOf({ item }: Line): number {
  return Number(/([\d,]+) members?/.exec(String(item.description))?.[1]?.replaceAll(',', '') ?? 0);
}

/** The lines of a list, as they are loaded page by page. */
async function pagesOf(list: Line): Promise<Line[][]> {
  const lines = await linesOf(ACCESS, list);
  assert.ok(lines.length <= 201, `${lines.length} lines below ${list.label}`);
  const isMore = ({ element }: Line): boolean => (element as { type: string }).type === 'more';
  const more = lines.find(isMore);
  return [lines.filter((line) => line !== more), ...(more === undefined ? [] : await pagesOf(more))];
}

/** Ids of the first two pages of a list, or of each of the groups that it opens on. */
async function firstIdsBelow(list: Line, pages = 2): Promise<string[]> {
  const lines = await linesOf(ACCESS, list);
  assert.ok(lines.length <= 201, `${lines.length} lines below ${list.label}`);
  const ids = lines.map(({ item }) => item.id ?? '');
  for (const line of lines) {
    const { type, node } = line.element as { type: string; node?: { kind: string } };
    if (node?.kind === 'group') ids.push(...(await firstIdsBelow(line)));
    if (type === 'more' && pages > 1) ids.push(...(await firstIdsBelow(line, pages - 1)));
  }
  return ids;
}

/** Ids of the lines of the Access view: all of every list that is come by, and what is below the first of each page. */
async function idsInView(below?: Line): Promise<string[]> {
  const lines = await linesOf(ACCESS, below);
  assert.ok(lines.length <= 201, `${lines.length} lines below ${below?.label ?? 'the view'}`);
  const { None } = vscode.TreeItemCollapsibleState;
  const ids = lines.map(({ item }) => item.id ?? '');
  for (const [i, line] of lines.entries()) {
    const isMore = (line.element as { type: string }).type === 'more';
    if (
      (i < (below === undefined || lines.length < 10 ? 10 : 2) || isMore) &&
      line.item.collapsibleState !== None
    )
      for (const id of await idsInView(line)) ids.push(id);
  }
  return ids;
}

/** How often it is the turn of others before something is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  const others = setInterval(() => turns++);
  await work.finally(() => clearInterval(others));
  return turns;
}

/** Asks each question once. */
async function answersTo(questions: Questions): Promise<{ readonly [K in keyof Questions]: ResultOf<K> }> {
  return {
    'logtoAccess.whoCan': await run('logtoAccess.whoCan', questions['logtoAccess.whoCan']),
    'logtoAccess.findAccess': await run('logtoAccess.findAccess', questions['logtoAccess.findAccess']),
    'logtoAccess.explainAccess': await run(
      'logtoAccess.explainAccess',
      questions['logtoAccess.explainAccess'],
    ),
  };
}
