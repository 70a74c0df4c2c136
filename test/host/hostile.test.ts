import assert from 'node:assert/strict';
import sinon from 'sinon';
import * as vscode from 'vscode';
import {
  assertInert,
  assertInertLine,
  assertInertMarkdown,
  assertNoIcon,
  assertNoLink,
  HOSTILE_NAMES,
  makeHostile,
} from '../support/hostileNames.ts';
import { run } from './support/extension.ts';
import { messagesOf } from './support/messages.ts';
import { answering } from './support/person.ts';
import { hoverOf, linesIn, messageOf, titleOf, type Line } from './support/providers.ts';
import { statusBarItems } from './support/statusBar.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const VIEWS = ['access', 'answer', 'snapshots', 'changes', 'findings'].map((name) => `logtoAccess.${name}`);

/** A line of a view as it is shown and read out. */
function textsOf({ label, item }: Line): string[] {
  const { description, accessibilityInformation } = item;
  const beside = typeof description === 'string' ? description : '';
  return [label, beside, accessibilityInformation?.label ?? ''];
}

/** Asserts that a tooltip, which may be Markdown, has no link but those of our own commands that are named. */
function assertInertHover(
  tooltip: string | vscode.MarkdownString | undefined,
  where: string,
  allowed?: RegExp,
): void {
  if (typeof tooltip === 'object') assertInertMarkdown(tooltip.value, where, allowed);
  else assertInert(tooltip ?? '', where);
}

/** The links that our own text in the tooltip of the status bar has. */
const STATUS_LINKS = /^command:logtoAccess\.(sync|cancelSync|showLog)(\?[\w%.-]*)?$/;

describe('A hostile name', () => {
  let connected: ConnectedTenant;

  before(async () => {
    connected = await connect({ users: 26, organizations: 5 });
    const { tenant, tenantId } = connected;
    makeHostile(tenant.data);
    await run('logtoAccess.editTenant', { tenantId, name: HOSTILE_NAMES.join(' ') });
    const { snapshotId: before } = await run('logtoAccess.sync', { tenantId });
    makeHostile(tenant.data, 5);
    const { snapshotId: after } = await run('logtoAccess.sync', { tenantId });
    await run('logtoAccess.diffSnapshots', { before, after });
    const { rows } = await run('logtoAccess.findAccess', { tenantId, query: 'e', kinds: ['user'] });
    const why = (userId: string): Promise<{ total: number }> =>
      run('logtoAccess.explainAccess', { tenantId, userId });
    let at = 0;
    while ((await why(rows[at]?.id ?? '')).total === 0) at++;
    const thing = { kind: 'user', id: rows[at]?.id };
    const line = { type: 'node', tenantId, snapshotId: after, thing };
    await vscode.commands.executeCommand('logtoAccess.explainAccess', line);
  });
  after(() => disconnect(connected));

  it('is only a name in every line of every view, where that is read out, and in its tooltip', async () => {
    for (const view of VIEWS) {
      for (const text of [messageOf(view), titleOf(view)]) assertInertLine(text, `above ${view}`);
      let lines = 0;
      for await (const line of linesIn(view, 4)) {
        lines++;
        for (const text of textsOf(line)) assertInertLine(text, view);
        assertInertHover(await hoverOf(view, line), `the tooltip of ${line.label}`);
      }
      assert.ok(lines > 0, `${view} shows something`);
    }
  });

  it('is cut short in the status bar and draws no icon there, and is only a name in its tooltip', () => {
    const items = statusBarItems();
    assert.match(items.map(({ text }) => text).join(), /click/);
    for (const { text, tooltip, accessibilityInformation } of items) {
      assertNoIcon(text, 'the status bar');
      assert.ok(text.length < 100, text);
      for (const said of [text, accessibilityInformation?.label ?? ''])
        assertInertLine(said, 'the status bar');
      assertInertHover(tooltip, 'the tooltip of the status bar', STATUS_LINKS);
    }
  });

  it('is no link in a message', async () => {
    const { tenantId } = connected;
    const said = await messagesOf(() =>
      vscode.commands.executeCommand('logtoAccess.sync', { type: 'tenant', tenantId }),
    );
    assert.match(said.join('\n'), /click/);
    for (const message of said) assertNoLink(message, 'a message');
  });

  it('draws no icon in a list to choose from, nor in the name of a task', async () => {
    const { tenantId } = connected;
    const tasks = await vscode.tasks.fetchTasks({ type: 'logtoAccess' });
    const shown = tasks.map(({ name }) => name);
    const lists = sinon.stub(vscode.window, 'showQuickPick').callsFake((items) => {
      for (const { label, description = '', detail = '' } of items as readonly vscode.QuickPickItem[])
        shown.push(label, description, detail);
      return Promise.resolve(undefined);
    });
    try {
      for (const command of ['editTenant', 'testConnection'])
        await vscode.commands.executeCommand(`logtoAccess.${command}`, { type: 'tenant', tenantId });
    } finally {
      lists.restore();
    }
    assert.equal(shown.filter((text) => text.includes('trash')).length, 2, shown.join('\n'));
    for (const text of shown) assertNoIcon(text, 'a list');
  });

  it('is no link and no icon where something is asked, nor in what is said of an answer', async () => {
    const { tenantId } = connected;
    const asPlain = /Where is the Console of \[click\] \(command:.* \\\$\(trash\) /;
    await answering(
      [
        [asPlain, 'ftp://admin.example.com'],
        [/not taken: This is not the address/, undefined],
      ],
      () => vscode.commands.executeCommand('logtoAccess.openInConsole', { type: 'tenant', tenantId }),
    );
    await answering(
      [
        [/address of the tenant/, 'https://evil.example/[click](command:quit)$(trash)'],
        [/not taken: .*\[click\] \(command:quit\)\\\$\(trash\)/, undefined],
      ],
      () => vscode.commands.executeCommand('logtoAccess.connectTenant'),
    );
  });
});
