import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, run } from './support/extension.ts';
import { goDown, linesOf, messageOf, onRefresh } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';

/** What stands beside a tenant and below it. */
async function tenantAndLines(): Promise<{ description: string; lines: string[] }> {
  const tenant = await goDown(ACCESS, 'Acme');
  const lines = await linesOf(ACCESS, tenant);
  return { description: String(tenant.item.description), lines: lines.map(({ label }) => label) };
}

/** What the view shows whenever it asks VS Code to show its lines anew, while `work` runs. */
async function shownDuring(
  work: () => Promise<unknown>,
): Promise<{ description: string; lines: string[] }[]> {
  const shown: ReturnType<typeof tenantAndLines>[] = [];
  const listening = onRefresh(ACCESS, () => shown.push(tenantAndLines()));
  try {
    await work();
  } finally {
    listening.dispose();
  }
  return Promise.all(shown);
}

describe('The words of the Access view', () => {
  let connected: ConnectedTenant;

  before(async () => {
    connected = await connect({ users: 20, organizations: 2 });
  });
  after(() => disconnect(connected));

  it('without a tenant are a welcome that leads to one', () => {
    const { contributes } = extension().packageJSON as {
      contributes: { viewsWelcome: { view: string; contents: string; when: string }[] };
    };
    const welcome = contributes.viewsWelcome.find(({ view }) => view === ACCESS);
    assert.equal(welcome?.when, '!logtoAccess.hasTenants');
    assert.match(welcome.contents, /\[Connect a Logto tenant\]\(command:logtoAccess\.connectTenant\)/);
    assert.match(welcome.contents, /\[Look at a demo tenant\]\(command:logtoAccess\.openDemoTenant\)/);
  });

  it('of a tenant that is connected say that it was never synced, and how to', async () => {
    const { description, lines } = await tenantAndLines();
    assert.equal(description, 'never synced');
    assert.deepEqual(lines, ['Never synced. Choose Sync in the title of this view.']);
    assert.equal(messageOf(ACCESS), '');
  });

  it('say why the first sync failed, and what to do', async () => {
    const { clientId, data } = connected.tenant;
    const roleIds = [...data.applicationRoles.of(clientId)];
    for (const roleId of roleIds) data.applicationRoles.delete(clientId, roleId);
    await assert.rejects(run('logtoAccess.sync', { tenantId: connected.tenantId }));
    for (const roleId of roleIds) data.applicationRoles.add(clientId, roleId);
    const { description, lines } = await tenantAndLines();
    assert.equal(description, 'never synced');
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^The sync failed\. .*Logto Management API access/);
    assert.match(
      messageOf(ACCESS),
      /^The last sync of Acme failed\. [^.]*no access to the Management API[^.]*\.$/,
    );
  });

  it('say that the first sync runs as soon as it does, and what it found when it is complete', async () => {
    const shown = await shownDuring(() => run('logtoAccess.sync', { tenantId: connected.tenantId }));
    assert.deepEqual(shown[0], { description: 'syncing …', lines: ['The first sync is running …'] });
    const { description, lines } = await tenantAndLines();
    assert.match(description, /^as of .*\d\d:\d\d$/);
    assert.equal(lines[0], 'Organizations');
    assert.equal(messageOf(ACCESS), '');
  });

  it('keep the lines of the last snapshot while the next sync runs', async () => {
    const shown = await shownDuring(() => run('logtoAccess.sync', { tenantId: connected.tenantId }));
    assert.equal(shown[0]?.description, 'syncing …');
    assert.equal(shown[0].lines[0], 'Organizations');
  });

  it('say that an older snapshot is shown where one was chosen', async () => {
    const { tenantId } = connected;
    const [runs] = await linesOf('logtoAccess.snapshots');
    const [, older] = await linesOf('logtoAccess.snapshots', runs);
    await vscode.commands.executeCommand('logtoAccess.showSnapshot', older?.element);
    assert.match((await tenantAndLines()).description, /^an older snapshot, of /);
    await run('logtoAccess.sync', { tenantId });
    assert.match((await tenantAndLines()).description, /^as of /);
  });
});
