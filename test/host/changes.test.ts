import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Change } from '../../src/changes/model.ts';
import { changeLines, groupLines } from './support/changes.ts';
import { shownDocument } from './support/documents.ts';
import { run } from './support/extension.ts';
import { goDown, linesOf, messageOf, selectedIn, titleOf, type Line } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const CHANGES = 'logtoAccess.changes';
const { executeCommand } = vscode.commands;

const changeOf = (line: Line): Change => (line.element as { readonly change: Change }).change;

describe('The Changes view', function () {
  let connected: ConnectedTenant;
  const ids: string[] = [];
  let total = 0;

  before(async () => {
    connected = await connect({ users: 240, organizations: 12 });
    const { tenantId, tenant } = connected;
    for (let week = 0; week < 3; week++) {
      if (week > 0) tenant.mutate();
      ids.push((await run('logtoAccess.sync', { tenantId })).snapshotId);
    }
    const { summary } = await run('logtoAccess.diffSnapshots', { before: ids[0]!, after: ids[1]! });
    total = summary.added + summary.removed + summary.changed;
  });
  afterEach(async () => {
    await executeCommand('logtoAccess.clearChangesFilter');
    await executeCommand('logtoAccess.groupChanges', 'organization');
    await executeCommand('workbench.action.closeAllEditors');
  });
  after(() => disconnect(connected));

  for (const by of ['organization', 'person', 'kind', 'subject'])
    it(`has every change once when it is grouped by ${by}`, async () => {
      await executeCommand('logtoAccess.groupChanges', by);
      const groups = await groupLines();
      assert.ok(groups.length > 2);
      const all = [...groups, ...(await changeLines())];
      assert.equal(all.length - groups.length, total);
      assert.equal(new Set(all.map(({ item }) => item.id)).size, all.length);
      for (const { item, label } of all) {
        assert.ok(item.iconPath, label);
        const spoken = label.replace(/[\u2066-\u2069]/g, ''); // what keeps names apart on the screen is not read out
        assert.ok(item.accessibilityInformation?.label.includes(spoken), label);
      }
    });

  it('says from what to what beside what changed', async () => {
    const changed = (await changeLines()).filter((line) => changeOf(line).kind === 'changed');
    assert.ok(changed.length > 0);
    for (const { item } of changed) assert.match(String(item.description), /: .* → /);
  });

  it('shows only some kinds, says how many of all, and shows all again', async () => {
    await executeCommand('logtoAccess.filterChanges', { kinds: ['removed'], gainedOnly: false });
    const left = await changeLines();
    assert.ok(left.length > 0 && left.length < total);
    assert.ok(left.every((line) => changeOf(line).kind === 'removed'));
    assert.equal(titleOf(CHANGES), `Changes: Showing ${left.length} of ${total}`);
    assert.ok(messageOf(CHANGES).startsWith(`Showing ${left.length} of ${total}. Acme: `));
    await executeCommand('logtoAccess.clearChangesFilter');
    assert.match(titleOf(CHANGES), /^Changes: \+\d+ −\d+ ~\d+$/);
    assert.equal((await changeLines()).length, total);
  });

  it('shows only access that was gained, and says where a filter leaves nothing', async () => {
    await executeCommand('logtoAccess.showGainedOnly');
    const left = await changeLines();
    assert.ok(left.length > 0 && left.length < total);
    assert.ok(left.every((line) => changeOf(line).effects.includes('gained')));
    await executeCommand('logtoAccess.filterChanges', { kinds: [], gainedOnly: false });
    assert.deepEqual(
      (await linesOf(CHANGES)).map(({ label }) => label),
      ['No change matches the filter'],
    );
  });

  it('shows only some kinds of things', async () => {
    const filter = { kinds: ['added', 'removed', 'changed'], gainedOnly: false };
    await executeCommand('logtoAccess.filterChanges', { ...filter, subjects: ['membership', 'invitation'] });
    const left = await changeLines();
    assert.ok(left.length > 0 && left.length < total);
    assert.ok(left.every((line) => ['membership', 'invitation'].includes(changeOf(line).subject)));
    assert.equal(titleOf(CHANGES), `Changes: Showing ${left.length} of ${total}`);
  });

  it('lists whom the new permission of a role touches', async () => {
    const role = (await changeLines()).find((line) => changeOf(line).subject === 'organizationRole');
    assert.ok(role);
    assert.match(role.label, /^[\w-]+ (gained|lost) /);
    const people = await linesOf(CHANGES, role);
    const [touch] = changeOf(role).touches ?? [];
    assert.ok(touch !== undefined && touch.people > 0);
    assert.equal(people.length, touch.people + touch.applications);
    const all = people.map(({ item }) => item.id);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.every((id) => id?.startsWith(`${role.item.id}/`)));
  });

  it('opens the texts of the organization or the person that a line is about', async () => {
    const joined = (await changeLines()).find((line) => changeOf(line).subject === 'membership');
    assert.ok(joined);
    const { organizationId, userId } = changeOf(joined);
    await executeCommand('logtoAccess.openTextDiff', joined.element);
    assert.deepEqual(await firstLines(), [organizationId, organizationId]);
    await executeCommand('logtoAccess.groupChanges', 'person');
    await executeCommand('logtoAccess.openTextDiff', joined.element);
    assert.deepEqual(await firstLines(), [userId, userId]);
  });

  it('opens all organizations that changed in one editor', async () => {
    const groups = (await groupLines()).filter(({ item }) => item.id?.startsWith('organization:'));
    const opened: [label: vscode.Uri, left?: vscode.Uri, right?: vscode.Uri][] = [];
    const real = vscode.commands.executeCommand;
    const recording = (command: string, ...rest: unknown[]): Thenable<unknown> => {
      if (command === 'vscode.changes') opened.push(...(rest[1] as typeof opened));
      return real(command, ...rest);
    };
    Object.assign(vscode.commands, { executeCommand: recording });
    try {
      await executeCommand('logtoAccess.openAllDiffs');
    } finally {
      Object.assign(vscode.commands, { executeCommand: real });
    }
    await tabNamed(/^Acme: changed organizations, /);
    assert.deepEqual(
      await Promise.all(opened.map(async ([, ...sides]) => `organization:${await idIn(sides)}`)),
      groups.map(({ item }) => item.id),
    );
  });

  it('shows in the Access view what a line is about', async () => {
    const added = (await changeLines()).find(
      (line) => changeOf(line).subject === 'membership' && changeOf(line).kind === 'added',
    );
    assert.ok(added);
    await executeCommand('logtoAccess.revealAccess', added.element);
    assert.deepEqual(selectedIn('logtoAccess.access'), [changeOf(added).userLabel]);
  });

  it('copies what a line says, and the id of what it is about', async () => {
    const [group] = await groupLines();
    assert.ok(group);
    const [line] = await linesOf(CHANGES, group);
    assert.ok(line);
    await executeCommand('logtoAccess.copyChange', line.element);
    const sentence = await vscode.env.clipboard.readText();
    await executeCommand('logtoAccess.copyChange', group.element);
    assert.ok((await vscode.env.clipboard.readText()).includes(sentence));
    await executeCommand('logtoAccess.copyId', group.element);
    assert.equal(await vscode.env.clipboard.readText(), changeOf(line).organizationId);
  });

  it('tells which findings are new and which are gone, above the changes, and leads to what they name', async () => {
    const [judged] = await linesOf(CHANGES);
    assert.ok(judged);
    assert.equal(judged.label, 'Findings');
    const lists = await linesOf(CHANGES, judged);
    const [first] = await linesOf(CHANGES);
    assert.match(String(first?.item.description), /^(\d+ new)?(, )?(\d+ gone)?$/);
    const news = lists.find(({ label }) => label === 'New findings');
    assert.ok(news);
    const findings = await linesOf(CHANGES, news);
    assert.equal(String(findings.length), news.item.description);
    for (const { item, label } of findings) {
      assert.match(item.contextValue ?? '', /^finding\b/, label);
      assert.match(item.accessibilityInformation?.label ?? '', /, new finding, (high|medium|low)$/);
    }
    await executeCommand('logtoAccess.copyChange', findings[0]?.element);
    assert.equal(await vscode.env.clipboard.readText(), findings[0]?.label.replace(/[\u2066-\u2069]/g, ''));
    const person = findings.find(({ item }) => item.contextValue === 'finding.user');
    assert.ok(person);
    await executeCommand('logtoAccess.revealAccess', person.element);
    assert.ok(selectedIn('logtoAccess.access').some((name) => person.label.includes(name)));
  });

  it('opens the report, and copies it', async () => {
    await executeCommand('logtoAccess.copyChangesReport');
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /^# What changed in Acme\n/);
    assert.match(report, /\n## New findings \(\d+\)\n/);
    await executeCommand('logtoAccess.openChangesReport');
    await tabNamed(/What changed in Acme/);
  });

  it('tells the history of whoever changed, over all kept snapshots, newest first', async () => {
    const { tenantId } = connected;
    const changed = (await changeLines()).map(changeOf).find(({ userId }) => userId !== undefined);
    assert.ok(changed?.userId);
    const history = await run('logtoAccess.accessHistory', { tenantId, of: changed.userId });
    assert.deepEqual(history.of, { kind: 'user', id: changed.userId });
    assert.equal(history.snapshots.length, 3);
    const step = history.steps.find(({ after }) => after.id === ids[1]);
    assert.ok(step?.changes.some(({ subject, id }) => subject === changed.subject && id === changed.id));
    const ends = history.steps.map(({ after }) => after.endedAt);
    assert.deepEqual(
      ends,
      ends.toSorted((a, b) => b - a),
    );
  });

  it('shows a history as a document', async () => {
    const organization = await goDown('logtoAccess.access', 'Acme', 'Organizations').then((line) =>
      linesOf('logtoAccess.access', line),
    );
    await executeCommand('logtoAccess.accessHistory', organization[0]?.element);
    const document = await shownDocument();
    assert.match(document.getText(), /^history of organization .* \[\w+\]\n3 snapshots, from /);
  });

  it('hands over a long list in pages, collapsed, each change once', async () => {
    const { tenant, tenantId } = connected;
    for (const { id, name } of [...tenant.data.users.list()])
      tenant.data.users.update(id, { name: `${name ?? id} II` });
    const { snapshotId } = await run('logtoAccess.sync', { tenantId });
    await run('logtoAccess.diffSnapshots', { before: ids[2]!, after: snapshotId });
    const group = await goDown(CHANGES, 'Users');
    assert.equal(group.item.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const page = await linesOf(CHANGES, group);
    const more = page.pop()!;
    const rest = await linesOf(CHANGES, more);
    assert.equal(page.length, 200);
    const users = tenant.data.users.size;
    assert.equal(more.label, `Load ${users - 200} more of ${users}`);
    assert.equal(new Set([...page, ...rest].map(({ item }) => item.id)).size, users);
  });

  it('tells the history of nobody whom no snapshot knows', () =>
    assert.rejects(
      run('logtoAccess.accessHistory', { tenantId: connected.tenantId, of: 'nosuchthing' }),
      /no user or organization or organization role or global role "nosuchthing"/,
    ));
});

/** Waits for a tab, which may get its name a moment after it is opened. */
async function tabNamed(name: RegExp): Promise<void> {
  const label = (): string => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
  for (let i = 0; i < 500 && !name.test(label()); i++) await sleep(10);
  assert.match(label(), name);
}

/** The id that the texts of an organization before and after tell; they differ, as one may be missing. */
async function idIn(sides: readonly (vscode.Uri | undefined)[]): Promise<string | undefined> {
  const texts = await Promise.all(
    sides.map(async (uri) => uri && (await vscode.workspace.openTextDocument(uri)).getText()),
  );
  assert.notEqual(texts[0], texts[1]);
  const ids = texts.flatMap((text) =>
    text === undefined ? [] : [/^organization .*\[(\w+)\]/.exec(text)?.[1]],
  );
  assert.equal(new Set(ids).size, 1, ids.join());
  return ids[0];
}

/** The ids in the first lines of the two texts in the diff editor. */
async function firstLines(): Promise<(string | undefined)[]> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  assert.ok(input instanceof vscode.TabInputTextDiff);
  const documents = await Promise.all(
    [input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
  );
  return documents.map((document) => /\[(\w+)\]/.exec(document.lineAt(0).text)?.[1]);
}
