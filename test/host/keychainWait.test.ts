import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { cancellingWhileSilent } from './support/keychain.ts';
import { messagesOf } from './support/messages.ts';
import { linesOf } from './support/providers.ts';
import { lookUp } from './support/secrets.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const LINE = { type: 'tenant' } as const;

async function choose(choice: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('logtoAccess');
  await settings.update('credentialStore', choice, vscode.ConfigurationTarget.Global);
}

describe('Waiting for a keychain that is silent', () => {
  let connected: ConnectedTenant;

  beforeEach(async () => (connected = await connect({ users: 20, organizations: 2 })));
  afterEach(() => disconnect(connected));

  /** The tenant and its one secret are where they were. */
  async function assertAsItWas(): Promise<void> {
    await sleep(500); // in which the keychain does what it was told
    const { tenant, tenantId } = connected;
    assert.deepEqual(JSON.parse(lookUp(tenantId) ?? ''), { version: 1, clientSecret: tenant.clientSecret });
    assert.equal((await run('logtoAccess.sync', { tenantId })).counts.users, 20);
  }

  it('is cancelled while a tenant is connected: there is no tenant, and nothing in the keychain', async () => {
    const { tenantId, tenant } = connected;
    await run('logtoAccess.disconnectTenant', { tenantId });
    const { baseUrl, clientId, clientSecret } = tenant;
    const connecting = (): Promise<unknown> =>
      run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret });
    const titles = await cancellingWhileSilent(() =>
      assert.rejects(connecting, /127\.0\.0\.1:\d+ is not connected, and its App Secret is not kept\./),
    );
    assert.match(titles.join(), /^Waiting to keep the App Secret of 127\.0\.0\.1:\d+$/);
    await sleep(500);
    assert.equal(lookUp(tenantId), undefined);
    assert.deepEqual(await linesOf('logtoAccess.access'), []);
    await connecting();
  });

  it('is cancelled while a tenant is edited: it is as it was', async () => {
    const { tenantId, tenant } = connected;
    for (const edited of [{ clientSecret: tenant.clientSecret }, { tokenUrl: tenant.tokenUrl }]) {
      const editing = (): Promise<unknown> => run('logtoAccess.editTenant', { tenantId, ...edited });
      const titles = await cancellingWhileSilent(() => assert.rejects(editing, /Acme is as it was\./));
      assert.match(titles.join(), /^Waiting to (keep the App Secret of|edit) Acme$/);
      await assertAsItWas();
    }
  });

  it('is cancelled while a tenant is disconnected: it is still connected, which is said to who asked', async () => {
    const said = await messagesOf(() =>
      cancellingWhileSilent(async () => {
        const window = vscode.window as unknown as Record<string, unknown>;
        const say = window['showWarningMessage'];
        window['showWarningMessage'] = () => Promise.resolve('Remove Snapshots');
        await vscode.commands.executeCommand('logtoAccess.disconnectTenant', { ...LINE, ...connected });
        window['showWarningMessage'] = say;
      }),
    );
    assert.deepEqual(said, [
      'Acme is still connected, and its App Secret still kept. Disconnect it again, and answer the keychain where it asks for its password.',
    ]);
    await assertAsItWas();
  });

  it('is cancelled while the secret moves: it stays, and that is said', async () => {
    const said = await messagesOf(() =>
      cancellingWhileSilent(async () => {
        await choose('session');
        await sleep(1500); // until it moves and is cancelled
      }),
    );
    await choose(undefined);
    assert.deepEqual(said, [
      'The App Secret of Acme stays where it is. Moving it was cancelled. Give it with "Edit Tenant" to keep it where the setting says.',
    ]);
    await assertAsItWas();
  });

  it('is cancelled by who waits for the change of another to end, too', async () => {
    const { tenantId, tenant } = connected;
    const editing = (): Promise<unknown> =>
      run('logtoAccess.editTenant', { tenantId, clientSecret: tenant.clientSecret });
    const titles = await cancellingWhileSilent(() =>
      Promise.all([assert.rejects(editing, /as it was/), assert.rejects(editing, /as it was/)]),
    );
    assert.equal(titles.length, 2);
    await assertAsItWas();
  });
});
