import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tenantIdOf } from '../../src/credentials/tenants.ts';
import { startDemoTenant } from '../../src/demo/start.ts';
import { toConnection } from '../../src/logto/connection.ts';
import { run } from './support/extension.ts';
import { linesOf, type Line } from './support/providers.ts';
import { filesOf, folderOf } from './support/storage.ts';
import { connect, disconnect } from './support/tenant.ts';

const SNAPSHOTS = 'logtoAccess.snapshots';
/** A number above any that a system gives a process. */
const NO_PROCESS = '99999999';

async function lineOf(tenantId: string): Promise<Line> {
  return (await linesOf(SNAPSHOTS)).find(({ item }) => item.id === tenantId) ?? assert.fail();
}

describe('A deleted snapshot', () => {
  it('that cannot be brought back can be tried again', async () => {
    const connected = await connect({ users: 20, organizations: 2 });
    const { tenantId } = connected;
    const { snapshotId } = await run('logtoAccess.sync', { tenantId });
    const snapshots = (): string[] => filesOf(tenantId).filter((name) => name.endsWith('.snapshot'));
    const [name = assert.fail()] = snapshots();
    await run('logtoAccess.deleteSnapshot', { snapshotIds: [snapshotId] });
    assert.deepEqual(snapshots(), []);
    const inTheWay = join(folderOf(tenantId), name);
    mkdirSync(join(inTheWay, 'full'), { recursive: true });
    await assert.rejects(run('logtoAccess.undoDeleteSnapshot', {}), /cannot be moved/);
    rmSync(inTheWay, { recursive: true });
    await run('logtoAccess.undoDeleteSnapshot', {});
    assert.deepEqual(snapshots(), [name]);
    await disconnect(connected);
  });

  it('is removed at the first look where the session that deleted it was killed', async () => {
    const tenant = await startDemoTenant({ users: 20, seed: 8 });
    const { baseUrl, clientId, clientSecret } = tenant;
    const tenantId = tenantIdOf(toConnection({ baseUrl, clientId }));
    // before it is connected: whatever shows it from then on may be the first look
    const left = join(folderOf(tenantId), 'deleted', NO_PROCESS);
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'old.snapshot'), '');
    try {
      await run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret });
      await linesOf(SNAPSHOTS, await lineOf(tenantId));
      assert.deepEqual(filesOf(tenantId), []);
    } finally {
      await disconnect({ tenant, tenantId });
    }
  });
});
