import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { StoreChoice } from '../../src/credentials/vault.ts';
import { run } from './support/extension.ts';
import { linesOf } from './support/providers.ts';
import { filesHolding, lookUp } from './support/secrets.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

async function choose(choice: StoreChoice | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('logtoAccess');
  await settings.update('credentialStore', choice, vscode.ConfigurationTarget.Global);
}

/** Waits until the secret is in the keychain, or is not. */
async function untilInKeychain(tenantId: string, there: boolean): Promise<void> {
  while ((lookUp(tenantId) !== undefined) !== there) await sleep(50);
}

describe('The App Secret of a connected tenant', () => {
  let connected: ConnectedTenant;

  beforeEach(async () => (connected = await connect({ users: 20, organizations: 2 })));
  afterEach(async () => {
    await disconnect(connected);
    await choose(undefined);
  });

  for (const choice of ['secretStorage', 'session'] as const) {
    it(`moves out of the keychain to ${choice} and back as the setting says, and works in both`, async () => {
      const { tenant, tenantId } = connected;
      await untilInKeychain(tenantId, true);
      await choose(choice);
      await untilInKeychain(tenantId, false);
      assert.equal((await run('logtoAccess.sync', { tenantId })).counts.users, 20);
      assert.deepEqual(filesHolding(tenant.clientSecret), []);
      await choose('keychain');
      await untilInKeychain(tenantId, true);
      assert.equal((await run('logtoAccess.sync', { tenantId })).counts.users, 20);
    });
  }

  it('does not come back, nor its tenant, where that is disconnected while the secret moves', async () => {
    const { tenant, tenantId } = connected;
    await choose('session');
    await untilInKeychain(tenantId, false);
    await choose('keychain');
    await run('logtoAccess.disconnectTenant', { tenantId });
    await sleep(1000); // as long as moving takes
    assert.deepEqual(await linesOf('logtoAccess.access'), []);
    assert.equal(lookUp(tenantId), undefined);
    await tenant.close();
    connected = await connect({ users: 20, organizations: 2 });
  });

  it('is kept where the setting says for a tenant that is connected then', async () => {
    await disconnect(connected);
    await choose('session');
    connected = await connect({ users: 20, organizations: 2 });
    assert.equal(lookUp(connected.tenantId), undefined);
    assert.equal((await run('logtoAccess.sync', { tenantId: connected.tenantId })).counts.users, 20);
    assert.deepEqual(filesHolding(connected.tenant.clientSecret), []);
  });
});
