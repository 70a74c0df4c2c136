import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { tenantIdOf } from '../../src/credentials/tenants.ts';
import { run } from './support/extension.ts';
import { messagesOf } from './support/messages.ts';
import { linesOf } from './support/providers.ts';
import { statusBarItems } from './support/statusBar.ts';
import { withFile } from './support/withFile.ts';

const VIEWS = ['logtoAccess.access', 'logtoAccess.snapshots'];

/** Seventeen of a name of their own, and three of one name, of which two are applications of one Logto. */
const TENANTS = [
  ...Array.from({ length: 17 }, (_, at) => facts(`Tenant ${at + 1}`, `t${at + 1}`)),
  ...[facts('Acme', 'acme-eu'), facts('Acme', 'acme-us'), facts('Acme', 'acme-us', 'second')],
];

function facts(
  name: string,
  tenant: string,
  clientId = 'first',
): Parameters<typeof tenantIdOf>[0] & { name: string } {
  const baseUrl = `https://${tenant}.logto.app`;
  return { name, baseUrl, tokenUrl: `${baseUrl}/oidc/token`, resource: `${baseUrl}/api`, clientId };
}

/** What is seen of the tenants in a view. */
async function tenantsIn(view: string): Promise<string[]> {
  return (await linesOf(view)).map(({ label, item }) => `${label}, ${String(item.description)}`);
}

/** Types into the real list that a person is to choose from, and gives the line that Enter would take. */
async function typeInto<T extends vscode.QuickPickItem>(
  text: string,
  items: readonly T[],
  { matchOnDescription = false }: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const box = vscode.window.createQuickPick<T>();
  Object.assign(box, { items, matchOnDescription });
  box.show();
  const typed = new Promise((resolve) => box.onDidChangeValue(resolve));
  box.value = text;
  await typed;
  await sleep(300); // in which the workbench tells which line is the first
  const [first] = box.activeItems;
  box.dispose();
  return first;
}

describe('Twenty tenants of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));

  before(async () => {
    const file = join(folder, 'tenants.json');
    writeFileSync(file, JSON.stringify({ format: 'logto-access.tenants', version: 1, tenants: TENANTS }));
    const said = await messagesOf(() =>
      withFile(file, () => vscode.commands.executeCommand('logtoAccess.importTenants')),
    );
    assert.match(said.join(), /^20 tenants added\./);
  });
  after(async () => {
    const left = new Set((await linesOf('logtoAccess.access')).map(({ item }) => item.id));
    for (const tenantId of TENANTS.map(tenantIdOf).filter((id) => left.has(id)))
      await run('logtoAccess.disconnectTenant', { tenantId });
    rmSync(folder, { recursive: true, force: true });
  });

  for (const view of VIEWS)
    it(`are all listed in ${view}, and those of one name told apart`, async () => {
      const seen = await tenantsIn(view);
      assert.equal(new Set(seen).size, 20, seen.join('\n'));
      const [own, eu, us, second] = [seen[0], ...seen.slice(17)];
      assert.match(own ?? '', /^Tenant 1, (never synced|no snapshots)$/);
      assert.match(eu ?? '', /^Acme, acme-eu\.logto\.app · /);
      assert.match(us ?? '', /^Acme, acme-us\.logto\.app first · /);
      assert.match(second ?? '', /^Acme, acme-us\.logto\.app second · /);
    });

  it('have one line in the status bar, and a tooltip that stays short and says how many more there are', () => {
    const [item, ...others] = statusBarItems();
    assert.deepEqual(others, []);
    assert.doesNotMatch(item?.text ?? '', /\n/);
    const { value } = item?.tooltip as vscode.MarkdownString;
    assert.ok(value.split('\n').length <= 20, value);
    assert.match(value, /15 more in the Access view/);
  });

  for (const [text, found] of [
    ['tenant 13', { label: 'Tenant 13', description: 't13.logto.app' }],
    ['acme-eu', { label: 'Acme', description: 'acme-eu.logto.app' }],
    ['us.logto.app second', { label: 'Acme', description: 'acme-us.logto.app second' }],
  ] as const)
    it(`are found by typing "${text}" where one of them is to be chosen`, async () => {
      const chosen: (vscode.QuickPickItem | undefined)[] = [];
      const list = sinon.stub(vscode.window, 'showQuickPick').callsFake(async (items, options) => {
        chosen.push(await typeInto(text, await items, options ?? {}));
        return undefined;
      });
      try {
        await vscode.commands.executeCommand('logtoAccess.disconnectTenant');
      } finally {
        list.restore();
      }
      assert.deepEqual(
        chosen.map((one) => one && { label: one.label, description: one.description }),
        [found],
      );
    });

  it('are nineteen, and as they were, once one is disconnected', async () => {
    const before = await tenantsIn('logtoAccess.access');
    await run('logtoAccess.disconnectTenant', { tenantId: tenantIdOf(facts('Tenant 5', 't5')) });
    const left = before.filter((line) => !line.startsWith('Tenant 5,'));
    assert.equal(left.length, 19);
    assert.deepEqual(await tenantsIn('logtoAccess.access'), left);
  });
});
