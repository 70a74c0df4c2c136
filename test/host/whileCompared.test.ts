import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { MemoryFiles } from './support/memoryFiles.ts';
import { linesOf } from './support/providers.ts';
import { runsOf } from './support/runs.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('logtoAccess');

describe('While snapshots are compared', () => {
  let connected: ConnectedTenant;
  let [before_, after_] = ['', ''];

  beforeEach(async () => {
    connected = await connect({ users: 40, organizations: 4 });
    const { tenantId, tenant } = connected;
    before_ = (await run('logtoAccess.sync', { tenantId })).snapshotId;
    tenant.mutate();
    after_ = (await run('logtoAccess.sync', { tenantId })).snapshotId;
  });
  afterEach(() => disconnect(connected));

  it('one that is deleted is not shown, which is said', async () => {
    const comparing = run('logtoAccess.diffSnapshots', { before: before_, after: after_ });
    const refused = assert.rejects(comparing, /was deleted while it was read/);
    await run('logtoAccess.deleteSnapshot', { snapshotIds: [before_] });
    await refused;
    assert.deepEqual(await linesOf('logtoAccess.changes'), []);
  });

  it('the oldest stays, though more are kept than the setting says', async () => {
    const slow = new MemoryFiles();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stat = async (uri: vscode.Uri): Promise<never> => {
      await promise;
      throw vscode.FileSystemError.FileNotFound(uri);
    };
    Object.assign(slow, { stat });
    const registered = vscode.workspace.registerFileSystemProvider('slow', slow);
    await settings().update('snapshots.keep', 1, vscode.ConfigurationTarget.Global);
    try {
      const comparing = run('logtoAccess.diffSnapshots', { before: before_, after: 'slow:///a.json' });
      const failed = assert.rejects(comparing, /cannot be opened/);
      await run('logtoAccess.sync', { tenantId: connected.tenantId });
      const ids = (await runsOf(connected.tenantId)).map(({ item }) => item.id);
      assert.ok(ids.includes(before_));
      assert.ok(!ids.includes(after_), 'what is not compared goes');
      resolve(undefined);
      await failed;
    } finally {
      resolve(undefined);
      await settings().update('snapshots.keep', undefined, vscode.ConfigurationTarget.Global);
      registered.dispose();
    }
  });
});
