import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { startBenchTenant, type BenchTenant } from '../bench/tenant.ts';
import { shownDocument } from './support/documents.ts';
import { run } from './support/extension.ts';
import { answering } from './support/person.ts';
import { print } from './support/print.ts';
import { goDown, linesOf, type Line } from './support/providers.ts';

const SIZE = { users: 100_000, organizations: 450, membershipsPerUser: 0.1 };
const ACCESS = 'logtoAccess.access';
const ANSWER = 'logtoAccess.answer';
const WANTED_MS = 50;
const PAUSE_MS = 10;
/** So many times slower than without a sync, on a machine that has other work. */
const BUSY = 10;
/** Another program that takes the machine for a moment can only make a sync look worse than it is. */
const ATTEMPTS = 3;

/**
 * How late a command is answered that was due in a moment, ms: what the extension host makes another extension, or a
 * person's click, wait. Not by way of the workbench, which has a thread of its own and here a busy machine.
 */
async function askOnce(): Promise<number> {
  const due = performance.now() + PAUSE_MS;
  await sleep(PAUSE_MS);
  await vscode.commands.executeCommand('logtoAccess.cancelSync', { tenantId: 'unknown' });
  return performance.now() - due;
}

/** Asks again and again, for as long as it is said to. */
async function askWhile(goesOn: (asked: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  while (goesOn(times.length)) times.push(await askOnce());
  return times;
}

function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? NaN;
}

describe('During the sync of 100,000 users', () => {
  let tenant: BenchTenant;
  let tenantId: string;

  before(async function () {
    this.timeout(360_000);
    tenant = await startBenchTenant(SIZE);
    const { baseUrl, clientId, clientSecret } = tenant;
    ({ tenantId } = await run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret }));
  });
  after(async () => {
    await run('logtoAccess.disconnectTenant', { tenantId });
    tenant.close();
  });

  it(`a command answers within ${WANTED_MS} ms, 99 times of 100`, async function () {
    this.timeout(400_000);
    let slow = '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const without = p99(await askWhile((asked) => asked < 300));
      const during = await askDuringSync(tenantId, without);
      // The machine may be busy with other things: then a command is slow without a sync too.
      if (during <= Math.max(WANTED_MS, BUSY * without)) return;
      slow += ` ${during} ms, and ${without} ms without a sync.`;
    }
    assert.fail(`In none of ${ATTEMPTS} syncs:${slow}`);
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

/** Asks as long as a sync runs; gives how late the hundredth command is, ms, and prints more. */
async function askDuringSync(tenantId: string, without: number): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let running = true;
  const syncing = run('logtoAccess.sync', { tenantId }).finally(() => (running = false));
  const times = await askWhile(() => running);
  delay.disable();
  const { counts, seconds } = await syncing;
  assert.equal(counts.users, SIZE.users);
  assert.ok(times.length > 100, `${times.length} commands are too few to tell`);
  const during = p99(times);
  const figures = { during, without, worst: Math.max(...times), eventLoop: delay.percentile(99) / 1e6 };
  print(
    `${times.length} commands during a sync of ${seconds.toFixed(1)} s; ms at p99:`,
    Object.entries(figures)
      .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
      .join(', '),
  );
  return during;
}
