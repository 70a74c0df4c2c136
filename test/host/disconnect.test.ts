import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { linesOf, messageOf } from './support/providers.ts';
import { filesOf } from './support/storage.ts';
import { connect, disconnect } from './support/tenant.ts';

const CHANGES = 'logtoAccess.changes';
const SNAPSHOTS = 'logtoAccess.snapshots';

describe('Disconnecting a tenant', () => {
  it('ends its running sync first, so that nothing of it is left', async () => {
    const intercept = async (): Promise<boolean> => {
      await sleep(100);
      return false;
    };
    const { tenant, tenantId } = await connect({ users: 60, organizations: 4, intercept });
    let ended = false;
    const syncing = assert.rejects(run('logtoAccess.sync', { tenantId }), /Cancelled/);
    const marked = syncing.finally(() => (ended = true));
    while (filesOf(tenantId).length === 0) await sleep(20);
    await run('logtoAccess.disconnectTenant', { tenantId });
    await sleep(0);
    assert.ok(ended, 'the sync has ended');
    assert.deepEqual(filesOf(tenantId), []);
    assert.equal(messageOf('logtoAccess.access'), '');
    await marked;
    await tenant.close();
  });

  it('forgets that its last sync failed', async () => {
    const connected = await connect({ users: 20, organizations: 2 });
    const { clientId, data } = connected.tenant;
    const roleIds = [...data.applicationRoles.of(clientId)];
    for (const roleId of roleIds) data.applicationRoles.delete(clientId, roleId);
    await assert.rejects(run('logtoAccess.sync', { tenantId: connected.tenantId }));
    assert.match(messageOf('logtoAccess.access'), /failed/);
    await run('logtoAccess.disconnectTenant', { tenantId: connected.tenantId });
    assert.equal(messageOf('logtoAccess.access'), '');
    const { baseUrl, clientSecret } = connected.tenant;
    for (const roleId of roleIds) data.applicationRoles.add(clientId, roleId);
    await run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret });
    const [tenant] = await linesOf('logtoAccess.access');
    const [line] = await linesOf('logtoAccess.access', tenant);
    assert.match(line?.label ?? '', /^Never synced/);
    await disconnect(connected);
  });

  it('forgets which of its snapshots was shown, even if they are kept', async () => {
    const connected = await connect({ users: 20, organizations: 2 });
    const { tenantId, tenant } = connected;
    await run('logtoAccess.sync', { tenantId });
    await run('logtoAccess.sync', { tenantId });
    const [, older] = await linesOf(SNAPSHOTS, (await linesOf(SNAPSHOTS))[0]);
    await vscode.commands.executeCommand('logtoAccess.showSnapshot', older?.element);
    await run('logtoAccess.disconnectTenant', { tenantId, keepSnapshots: true });
    const { baseUrl, clientId, clientSecret } = tenant;
    await run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret });
    assert.match(String((await linesOf('logtoAccess.access'))[0]?.item.description), /^as of /);
    await disconnect(connected);
  });

  it('closes a comparison whose older snapshot is one of its own', async () => {
    const [first, second] = [await connect({ users: 20 }), await connect({ users: 20, seed: 8 })];
    const { snapshotId: before } = await run('logtoAccess.sync', { tenantId: first.tenantId });
    const { snapshotId: after } = await run('logtoAccess.sync', { tenantId: second.tenantId });
    await run('logtoAccess.diffSnapshots', { before, after });
    assert.ok((await linesOf(CHANGES)).length > 0);
    await disconnect(first);
    assert.deepEqual(await linesOf(CHANGES), []);
    await disconnect(second);
  });
});
