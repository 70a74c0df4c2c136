import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SnapshotInfo } from '../../src/snapshot/model.ts';
import type { SyncResult } from '../../src/vscode/contract.ts';
import { askTool } from './support/askTool.ts';
import { user, writeSnapshot } from '../unit/snapshot/support/rows.ts';
import { exportByHand } from './support/exporting.ts';
import { run } from './support/extension.ts';
import { lookingAway } from './support/focus.ts';
import { answering, type Reply } from './support/person.ts';
import { goDown, linesOf, messageOf, onRefresh } from './support/providers.ts';
import { runIdsOf, runsOf } from './support/runs.ts';
import { filesOf, folderOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';
const WORK = 'unfinished.partial';

/** Connects a tenant whose sync can be cancelled while half of it is read: it does not answer the rest. */
async function connectSlow(): Promise<ConnectedTenant & { cancelHalfway: () => Promise<void> }> {
  let left = Infinity;
  const intercept = async ({ path }: { readonly path: string }): Promise<boolean> => {
    if (/\/organizations\/.*\/users$/.test(path) && left-- <= 0)
      await sleep(10_000, undefined, { ref: false });
    return false;
  };
  const connected = await connect({ users: 60, organizations: 80, intercept });
  const { tenantId, tenant } = connected;
  const cancelHalfway = async (): Promise<void> => {
    left = 40;
    const syncing = assert.rejects(run('logtoAccess.sync', { tenantId }), /Cancelled/);
    for (let asked = -1; asked !== tenant.requests.total || left > 0; await sleep(200))
      asked = tenant.requests.total;
    await run('logtoAccess.cancelSync', { tenantId });
    left = Infinity;
    await syncing;
  };
  return { ...connected, cancelHalfway };
}

/** Starts a sync as a person does, and answers what is asked. */
function syncByHand(tenantId: string, replies: readonly Reply[]): Promise<SyncResult | undefined> {
  return answering(replies, () =>
    vscode.commands.executeCommand<SyncResult | undefined>('logtoAccess.sync', { type: 'tenant', tenantId }),
  );
}

describe('An unfinished sync', () => {
  let connected: Awaited<ReturnType<typeof connectSlow>>;
  let fresh: SyncResult;

  before(async () => {
    connected = await connectSlow();
    fresh = await run('logtoAccess.sync', { tenantId: connected.tenantId });
  });
  beforeEach(() => connected.cancelHalfway());
  after(() => disconnect(connected));

  it('is gone on with by the next, which asks less, and the view says so before', async () => {
    const { tenant, tenantId } = connected;
    assert.match(messageOf(ACCESS), /was cancelled\. The next one goes on with it\./);
    assert.ok(filesOf(tenantId).includes(WORK));
    const before = tenant.requests.total;
    const result = await run('logtoAccess.sync', { tenantId });
    const asked = tenant.requests.total - before;
    assert.match(result.verified, /went on with the sync that began at/);
    assert.ok(asked < fresh.requests, `${asked} of ${fresh.requests}`);
    assert.ok(result.requests > asked, 'it tells the requests of both runs');
    assert.deepEqual(result.counts, fresh.counts);
    assert.ok(!filesOf(tenantId).includes(WORK));
  });

  it('is not gone on with where a program says so', async () => {
    const result = await run('logtoAccess.sync', { tenantId: connected.tenantId, resume: false });
    assert.doesNotMatch(result.verified, /went on with/);
    assert.equal(result.requests, fresh.requests);
  });

  it('is what a person is asked about: to go on, to start afresh, or to do neither', async () => {
    const { tenantId } = connected;
    const question = /The sync of Acme that began at .* was not finished/;
    assert.equal(await syncByHand(tenantId, [[question, undefined]]), undefined);
    const goneOn = await syncByHand(tenantId, [[question, 'Go On']]);
    assert.match(goneOn?.verified ?? '', /went on with/);
    await connected.cancelHalfway();
    const afresh = await syncByHand(tenantId, [[question, 'Start Afresh']]);
    assert.doesNotMatch(afresh?.verified ?? '', /went on with/);
    await syncByHand(tenantId, []);
  });

  it('is nothing that is left of a tenant whose snapshots are kept', async () => {
    const { tenantId, tenant } = connected;
    await run('logtoAccess.disconnectTenant', { tenantId, keepSnapshots: true });
    assert.ok(
      filesOf(tenantId).every((name) => /\.(snapshot|facts\.json)$/.test(name)),
      filesOf(tenantId).join(),
    );
    const { baseUrl, clientId, clientSecret } = tenant;
    await run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret, name: 'Acme' });
  });
});

/** What another window does first: it takes the lock, here until the process is killed. */
async function holdLock(file: string): Promise<ChildProcess> {
  const child = fork(new URL('./lockHolder.cjs', import.meta.url), [file]);
  const [message] = (await once(child, 'message')) as [unknown];
  assert.equal(message, 'held');
  return child;
}

describe('Two windows', () => {
  let connected: ConnectedTenant;
  const inTenant = (name: string): string => join(folderOf(connected.tenantId), name);

  before(async () => {
    connected = await connect({ users: 20, organizations: 2 });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
  });
  after(() => disconnect(connected));

  it('do not sync a tenant at the same time', async () => {
    const { tenantId } = connected;
    const other = await holdLock(inTenant(`${WORK}.lock`));
    await assert.rejects(run('logtoAccess.sync', { tenantId }), /is being synced by another window/);
    assert.equal(messageOf(ACCESS), '', 'nothing has failed');
    assert.ok(!filesOf(tenantId).includes(WORK), 'nothing has begun');
    other.kill('SIGKILL');
    await once(other, 'exit');
    await run('logtoAccess.sync', { tenantId });
    assert.ok(filesOf(tenantId).every((name) => !name.startsWith(WORK)));
  });

  it('show what the other has synced as soon as one looks at them again', async () => {
    const [tenant] = await linesOf('logtoAccess.snapshots');
    const file = filesOf(connected.tenantId).find((name) => name.endsWith('.snapshot')) ?? '';
    let refreshed = 0;
    const listening = [ACCESS, 'logtoAccess.snapshots'].map((view) => onRefresh(view, () => refreshed++));
    lookingAway(() => undefined);
    refreshed = 0;
    lookingAway(() => undefined);
    assert.equal(refreshed, 0, 'nothing is new');
    lookingAway(() => {
      copyFileSync(inTenant(file), inTenant('half'));
      renameSync(inTenant('half'), inTenant('9999.snapshot'));
    });
    assert.equal(refreshed, 2);
    assert.equal((await linesOf('logtoAccess.snapshots', tenant)).length, 3);
    for (const listener of listening) listener.dispose();
    rmSync(inTenant('9999.snapshot'));
  });

  it('say that a sync failed only until the other one has synced, and then what came of that', async () => {
    const { tenantId } = connected;
    const { clientId, data } = connected.tenant;
    const roleIds = [...data.applicationRoles.of(clientId)];
    for (const roleId of roleIds) data.applicationRoles.delete(clientId, roleId);
    await assert.rejects(run('logtoAccess.sync', { tenantId }));
    for (const roleId of roleIds) data.applicationRoles.add(clientId, roleId);
    assert.match(messageOf(ACCESS), /^The last sync of Acme failed\. /);
    const syncedElsewhere = (name: string, parts: Partial<SnapshotInfo> = {}): void => {
      const at = Date.now() + 1;
      const info = { id: name, tenantId, tenantName: 'Acme', startedAt: at, endedAt: at, ...parts };
      lookingAway(() => writeSnapshot(inTenant(`${name}.snapshot`), { users: [user('u1')] }, info));
    };
    syncedElsewhere('good');
    assert.equal(messageOf(ACCESS), '');
    assert.doesNotMatch(String((await goDown(ACCESS, 'Acme')).item.description), /failed/);
    syncedElsewhere('waiting', { vanished: { since: 'good', users: 20, organizations: 2, memberships: 20 } });
    assert.match(messageOf(ACCESS), /^Most of Acme is gone in the last sync, so the one before is shown\./);
    for (const name of ['good', 'waiting']) rmSync(inTenant(`${name}.snapshot`));
  });
});

describe('A sync in which most of the tenant is gone', () => {
  let connected: ConnectedTenant;
  const snapshotLines = async (): Promise<string[]> =>
    (await linesOf('logtoAccess.snapshots', await goDown('logtoAccess.snapshots', 'Acme'))).map(({ item }) =>
      String(item.description),
    );
  const shownUsers = async (): Promise<string> =>
    String(
      (await linesOf(ACCESS, await goDown(ACCESS, 'Acme'))).find(({ label }) => label === 'Users')?.item
        .description,
    );

  before(async () => {
    connected = await connect({ users: 60, organizations: 4 });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    const { data } = connected.tenant;
    for (const { id } of data.users.list().slice(10)) data.deleteUser(id);
  });
  after(() => disconnect(connected));

  const warning = /^Acme: 50 of 60 users, .* are gone since the last sync\./;

  it('is kept and marked, but not shown, and a program is told', async () => {
    const result = await run('logtoAccess.sync', { tenantId: connected.tenantId });
    assert.equal(result.vanished?.users, 50);
    assert.equal(await shownUsers(), '60');
    const [newest, before] = await snapshotLines();
    assert.match(newest ?? '', /^not shown: most of the one before is gone, .*10 users, /);
    assert.doesNotMatch(before ?? '', /not shown/);
    assert.match(messageOf(ACCESS), /Most of Acme is gone in the last sync/);
  });

  it('stays so where a person keeps the last one', async () => {
    await syncByHand(connected.tenantId, [[warning, 'Keep the Last One']]);
    assert.equal(await shownUsers(), '60');
  });

  it('is compared and exported with a word on that', async () => {
    const [newest, before] = await runIdsOf(connected.tenantId);
    await run('logtoAccess.diffSnapshots', { before: before!, after: newest! });
    assert.match(
      messageOf('logtoAccess.changes'),
      /50 users, .* of the snapshot before are gone in the one of /,
    );
    const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));
    const answers = { target: vscode.Uri.file(join(folder, 'a.c1z')), form: 'C1 sync file (.c1z)' };
    const [line] = await runsOf(connected.tenantId);
    const { told } = await exportByHand('exportSnapshotAs', line?.element, answers);
    assert.match(
      told[0] ?? '',
      /Most of the snapshot before is gone in this one, .* for gone too: 50 users, /,
    );
    assert.match(told[0] ?? '', /The file itself has no place to say so\./);
    rmSync(folder, { recursive: true });
  });

  it('is shown once a person says so, and is what the next sync is compared with', async () => {
    await syncByHand(connected.tenantId, [[warning, 'Show It']]);
    while (messageOf(ACCESS) !== '') await sleep(20);
    assert.equal(await shownUsers(), '10');
    const { snapshot } = await askTool('logto_find', { query: 'a' });
    assert.equal(snapshot?.accepted, 'A person has taken this snapshot for right all the same.');
    const { vanished } = await run('logtoAccess.sync', { tenantId: connected.tenantId });
    assert.equal(vanished, undefined);
  });
});

describe('A sync in which most organizations are gone, and nobody else', () => {
  let connected: ConnectedTenant;

  before(async () => {
    connected = await connect({ users: 60, organizations: 12 });
    const { data } = connected.tenant;
    // Who is in one that stays is no less a member: only the organizations are to be gone.
    const [stays, ...others] = data.organizations.list();
    for (const { id } of others)
      for (const memberId of data.members.membersOf(id)) data.members.delete(id, memberId);
    for (const { id } of data.users.list()) data.members.set(stays?.id ?? '', id, []);
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    for (const { id } of others) data.organizations.delete(id);
  });
  after(() => disconnect(connected));

  it('is kept, but not shown, before somebody says so', async () => {
    const { vanished } = await run('logtoAccess.sync', { tenantId: connected.tenantId });
    assert.deepEqual({ ...vanished, since: '' }, { since: '', users: 0, organizations: 11, memberships: 0 });
    const shown = async (): Promise<string> => {
      const lists = await linesOf(ACCESS, await goDown(ACCESS, 'Acme'));
      return String(lists.find(({ label }) => label === 'Organizations')?.item.description);
    };
    assert.equal(await shown(), '12');
    assert.match(messageOf(ACCESS), /Most of Acme is gone in the last sync/);
    const warning = /^Acme: 11 of 12 organizations are gone since the last sync\./;
    await syncByHand(connected.tenantId, [[warning, 'Show It']]);
    while (messageOf(ACCESS) !== '') await sleep(20);
    assert.equal(await shown(), '1');
  });
});
