import assert from 'node:assert/strict';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { extension, run } from './support/extension.ts';
import { answering } from './support/person.ts';
import {
  goDown,
  linesOf,
  messageOf,
  selectedIn,
  titleOf,
  tooltipOf,
  type Line,
} from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';
const ANSWER = 'logtoAccess.answer';
const USERS = 450;

const labels = (lines: readonly Line[]): string[] => lines.map(({ label }) => label);
const command = (name: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`logtoAccess.${name}`, ...args);

/** The label of what is selected, once that is what it should be, or time is up. */
async function selected(wanted: string): Promise<string> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const [label = '(nothing)'] = selectedIn(ACCESS);
    if (label === wanted || Date.now() > deadline) return label;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('The Access view', function () {
  this.timeout(360_000);
  let connected: ConnectedTenant;
  let snapshotId: string;
  /** Two people of one name in one organization. */
  let twins: string[];
  /** A role that all hold, and what it permits. */
  let [everyone, scope] = [{ id: '' }, { id: '' }];

  before(async () => {
    connected = await connect({ users: USERS, organizations: 12 });
    const { data } = connected.tenant;
    const { organizationId } = [...data.members].find(({ roleIds }) => roleIds.length > 0)!;
    twins = [...data.members]
      .filter((one) => one.organizationId === organizationId)
      .map(({ memberId }) => memberId)
      .slice(0, 2);
    for (const id of twins) data.users.update(id, { name: 'Ada Twin' });
    everyone = data.roles.list().find(({ name }) => name === 'Everyone')!;
    scope = data.scopes.list().at(-1)!;
    data.roleScopes.add(everyone.id, scope.id);
    ({ snapshotId } = await run('logtoAccess.sync', { tenantId: connected.tenantId }));
  });
  after(() => disconnect(connected));
  afterEach(async () => {
    await command('clearAccessFilter');
    sinon.restore();
  });

  const users = (): Promise<Line> => goDown(ACCESS, 'Acme', 'Users');
  /** Everybody, in the order of the view. */
  async function everybody(): Promise<Line[]> {
    const all: Line[] = [];
    for (let at: Line | undefined = await users(); at !== undefined;) {
      const lines: Line[] = await linesOf(ACCESS, at);
      at = lines.find(({ element }) => (element as { type: string }).type === 'more');
      all.push(...lines.filter((line) => line !== at));
    }
    return all;
  }
  /** Ids of all who can be come by below a line. */
  async function idsBelow(line: Line): Promise<Set<string | undefined>> {
    const ids = new Set<string | undefined>();
    for (const one of await linesOf(ACCESS, line))
      if ((one.element as { type: string }).type !== 'more') ids.add(one.item.id);
      else for (const id of await idsBelow(one)) ids.add(id);
    return ids;
  }
  const reveal = (kind: string, id: string): Thenable<unknown> =>
    command('revealAccess', { type: 'found', snapshotId, thing: { kind, id } });

  it('hands over 200 people, and a line that opens on the next', async () => {
    const first = await linesOf(ACCESS, await users());
    assert.equal(first.length, 201);
    assert.equal(first[200]?.label, `Load 200 more of ${USERS}`);
    const second = await linesOf(ACCESS, first[200]);
    assert.equal(second.length, 201);
    assert.equal(second[200]?.label, `Load 50 more of ${USERS}`);
    assert.equal((await everybody()).length, USERS);
  });

  it('finds somebody on the last page, and selects them', async () => {
    const last = (await everybody()).at(-1)!;
    await reveal('user', (last.element as { node: { subjectId: string } }).node.subjectId);
    assert.equal(await selected(last.label), last.label);
    const lines = await linesOf(ACCESS, await users());
    assert.equal(lines.length, 201);
    assert.deepEqual(labels(lines.slice(199)), ['400 to 450 of 450', 'Load 200 more of 450']);
    assert.equal((await idsBelow(await users())).size, USERS, 'everybody else can still be come by');
  });

  it('clears a filter that hides who is looked for', async () => {
    const active = connected.tenant.data.users.list().find(({ isSuspended }) => !isSuspended)!;
    await command('filterAccess', { text: '', people: ['suspended'], roleNames: [] });
    assert.match(messageOf(ACCESS), /^Showing \d+ of 450 users\./);
    assert.match(titleOf(ACCESS), /: Showing \d+ of 450 users$/);
    await reveal('user', active.id);
    assert.equal(messageOf(ACCESS), '');
    assert.match(titleOf(ACCESS), /: $/);
  });

  it('shows only what a filter leaves, and has words for nobody', async () => {
    const someone = connected.tenant.data.users.list()[17]!;
    const email = someone.primaryEmail!;
    await command('filterAccess', { text: email.toUpperCase(), people: [], roleNames: [] });
    const left = await linesOf(ACCESS, await users());
    assert.ok(
      left.some(({ element }) => (element as { node: { subjectId: string } }).node.subjectId === someone.id),
    );
    assert.equal((await users()).item.description, `${left.length} of ${USERS}`);
    await command('filterAccess', { text: 'nobody is called so', people: [], roleNames: [] });
    assert.deepEqual(labels(await linesOf(ACCESS, await users())), ['No user matches the filter']);
    await command('filterAccess', { text: '\u0301', people: [], roleNames: [] });
    assert.equal(messageOf(ACCESS), '');
  });

  it('groups and sorts as a person chooses, and finds people in groups too', async () => {
    const last = (await everybody()).at(-1)!;
    const item = (await users()).element;
    await answering([[/^Group the Access view/, 'By first letter']], () => command('groupAccess', item));
    await answering([[/^Sort the Access view/, 'Newest first']], () => command('sortAccess', item));
    const groups = await linesOf(ACCESS, await users());
    assert.ok(groups.length > 5, `${groups.length} groups`);
    assert.ok(groups.every(({ element }) => (element as { node: { kind: string } }).node.kind === 'group'));
    await reveal('user', (last.element as { node: { subjectId: string } }).node.subjectId);
    assert.equal(await selected(last.label), last.label);
    await answering([[/^Group the Access view/, 'Not grouped']], () => command('groupAccess', item));
    const dates = (await linesOf(ACCESS, await users()))
      .slice(0, 200)
      .map((line) => String(line.item.description).slice(0, 'created 2026-01-01'.length));
    assert.deepEqual(dates, dates.toSorted().reverse());
    await answering([[/^Sort the Access view/, 'By name']], () => command('sortAccess', item));
  });

  it('tells in a tooltip what one would look up, and nothing of a name acts as Markdown', async () => {
    const user = connected.tenant.data.users.list().find((one) => one.name !== null)!;
    const before = user.name;
    Object.assign(user, { name: 'A $(zap) [x](https://evil.example) www.evil.example' });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    const line = (await everybody()).find(({ label }) => label.startsWith('A $(zap)'));
    Object.assign(user, { name: before });
    assert.ok(line);
    const tooltip = await tooltipOf(ACCESS, line);
    assert.match(tooltip, /^\*\*A \\\$\\\(zap\\\) \\\[x\\\]\\\(https\\:\/\/evil\\\.example\\\) www\\\.evil/);
    assert.match(tooltip, /- Last sign-in: /);
    assert.ok(tooltip.includes(`- id: ${user.id}`), tooltip);
  });

  it('copies an id, and what lies below a line as a table', async () => {
    const organization = await goDown(ACCESS, 'Acme', 'Organizations').then((one) => linesOf(ACCESS, one));
    const [first] = organization;
    await command('copyId', first?.element);
    const id = await vscode.env.clipboard.readText();
    assert.ok(
      connected.tenant.data.organizations.list().some((one) => one.id === id),
      id,
    );
    const members = (await linesOf(ACCESS, first)).find(({ label }) => label === 'Members');
    await command('copyTable', members?.element);
    const table = (await vscode.env.clipboard.readText()).trimEnd().split('\n');
    assert.equal(table.length, 2 + (await linesOf(ACCESS, members)).length);
  });

  it('copies the ids of all selected lines, and them as a table', async () => {
    const chosen = (await linesOf(ACCESS, await users())).slice(0, 3).map(({ element }) => element);
    const ids = chosen.map((element) => (element as { node: { subjectId: string } }).node.subjectId);
    await command('copyId', chosen[1], chosen);
    assert.equal(await vscode.env.clipboard.readText(), ids.join('\n'));
    await command('copyTable', chosen[1], chosen);
    const rows = (await vscode.env.clipboard.readText()).trimEnd().split('\n').slice(2);
    assert.deepEqual(
      rows.map((row) => ids.find((id) => row.includes(`| ${id} |`))),
      ids,
    );
  });

  it('copies the id of a tenant, and what it has as a table; tells in its tooltip what is shown of it', async () => {
    const acme = await goDown(ACCESS, 'Acme');
    await command('copyId', acme.element);
    assert.equal(await vscode.env.clipboard.readText(), connected.tenantId);
    await command('copyTable', acme.element);
    const [, , ...rows] = (await vscode.env.clipboard.readText()).trimEnd().split('\n');
    assert.deepEqual(
      rows.map((row) => row.split(' | ')[0]),
      labels(await linesOf(ACCESS, acme)).map((label) => `| ${label}`),
    );
    const tooltip = await tooltipOf(ACCESS, acme);
    assert.match(tooltip, /^\*\*Acme\*\*\n\n- Kind: [^\n]+\n- Address: http/);
    assert.match(tooltip, /- As of: .*\n- Users: 450\n- Organizations: 12\n/);
  });

  it('shares no line between two answers, so that each is expanded by itself', async () => {
    const idsOf = async (name: string, thing: { kind: string; id: string }): Promise<string[]> => {
      await command(name, { type: 'thing', snapshotId, thing });
      const places = await linesOf(ANSWER);
      const below = await Promise.all(places.map((place) => linesOf(ANSWER, place)));
      return [...places, ...below.flat()].map(({ item }) => item.id ?? '');
    };
    const answers = [
      ...[await idsOf('explainAccess', { kind: 'user', id: twins[0]! })],
      ...[await idsOf('explainAccess', { kind: 'user', id: twins[1]! })],
      ...[await idsOf('whoCan', { kind: 'globalRole', id: everyone.id })],
      ...[await idsOf('whoCan', { kind: 'permission', id: scope.id })],
    ];
    for (const ids of answers.slice(2))
      assert.ok(
        ids.some((id) => id.endsWith('/+200')),
        ids.at(-1),
      );
    assert.equal(new Set(answers.flat()).size, answers.flat().length);
    const again = await idsOf('explainAccess', { kind: 'user', id: twins[0]! });
    assert.deepEqual(again, answers[0], 'what was expanded in an answer is so when it is asked for again');
    await command('clearAnswer');
  });

  it('asks once where the Console of a self-hosted tenant is, and opens a line there', async () => {
    const opened = sinon.stub(vscode.env, 'openExternal').resolves(true);
    const [organization] = await linesOf(ACCESS, await goDown(ACCESS, 'Acme', 'Organizations'));
    const { subjectId } = (organization?.element as { node: { subjectId: string } }).node;
    const { tenantId } = connected;
    await answering(
      [[/^Open in Logto Console \| Where is the Console of Acme/, 'https://admin.acme.example']],
      () => command('openInConsole', organization?.element),
    );
    await command('openInConsole', { type: 'tenant', tenantId });
    assert.deepEqual(
      opened.args.map(([uri]) => uri.toString(true)),
      [`https://admin.acme.example/console/organizations/${subjectId}`, 'https://admin.acme.example/console'],
    );
  });

  it('has words for a screen reader and an icon on every line, and a name for every action', async () => {
    const { contributes } = extension().packageJSON as {
      contributes: { commands: { command: string; title: string }[] };
    };
    for (const { command: id, title } of contributes.commands) assert.match(title, /^\w/, id);
    for (const line of await linesOf(ACCESS, await goDown(ACCESS, 'Acme'))) {
      assert.ok(line.item.accessibilityInformation?.label.startsWith(line.label));
      assert.ok(line.item.iconPath instanceof vscode.ThemeIcon);
      assert.ok(line.item.contextValue);
    }
  });
});
