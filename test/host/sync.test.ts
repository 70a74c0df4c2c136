import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { messagesOf } from './support/messages.ts';
import { goDown, linesOf, type Line } from './support/providers.ts';
import { filesOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';

/** Every line of the access tree down to a depth. */
async function walk(below: Line | undefined, depth: number): Promise<Line[]> {
  const lines = await linesOf(ACCESS, below);
  if (depth <= 1) return lines;
  const further = await Promise.all(
    lines
      .filter(({ item }) => item.collapsibleState !== vscode.TreeItemCollapsibleState.None)
      .map((line) => walk(line, depth - 1)),
  );
  return [...lines, ...further.flat()];
}

describe('A synced tenant in the Access view', () => {
  let connected: ConnectedTenant;

  before(async () => {
    connected = await connect({ users: 450, organizations: 12 });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
  });
  after(() => disconnect(connected));

  it('has a line for each kind of thing, with its count', async () => {
    const lines = await linesOf(ACCESS, await goDown(ACCESS, 'Acme'));
    assert.deepEqual(
      lines.map(({ label }) => label),
      ['Organizations', 'Users', 'Organization roles', 'Global roles', 'Applications'],
    );
    assert.equal(lines[1]?.item.description, '450');
  });

  it('leads from an organization to its roles with holders and to its members with roles', async () => {
    const { data } = connected.tenant;
    const organization = data.organizations.list().find(({ id }) => data.members.sizeOf(id) > 20);
    assert.ok(organization);
    const members = await linesOf(
      ACCESS,
      await goDown(ACCESS, 'Acme', 'Organizations', organization.name, 'Members'),
    );
    assert.equal(members.length, data.members.sizeOf(organization.id));
    const roles = await linesOf(
      ACCESS,
      await goDown(ACCESS, 'Acme', 'Organizations', organization.name, 'Roles'),
    );
    for (const role of roles.filter(
      ({ item }) => item.collapsibleState !== vscode.TreeItemCollapsibleState.None,
    )) {
      const holders = await linesOf(ACCESS, role);
      assert.ok(holders.length > 0, role.label);
      assert.match(String(role.item.description), new RegExp(`^${holders.length} holder`));
    }
  });

  it('leads from an organization role to its permissions and to its holders by organization', async () => {
    const role = connected.tenant.data.organizationRoles.list().find(({ name }) => name === 'admin');
    assert.ok(role);
    const permissions = await linesOf(
      ACCESS,
      await goDown(ACCESS, 'Acme', 'Organization roles', 'admin', 'Permissions'),
    );
    assert.ok(permissions.some(({ label }) => label === 'delete:organization'));
    assert.ok(permissions.some(({ label }) => /API: /.test(label)));
    const holders = await linesOf(
      ACCESS,
      await goDown(ACCESS, 'Acme', 'Organization roles', 'admin', 'Holders'),
    );
    assert.ok(holders.length > 0);
  });

  it('shows at most 200 children at once, and 200 more on request', async () => {
    const users = await goDown(ACCESS, 'Acme', 'Users');
    const first = await linesOf(ACCESS, users);
    assert.equal(first.length, 201);
    const more = first.at(-1);
    assert.match(more?.label ?? '', /^Load 200 more of 450$/);
    const next = await linesOf(ACCESS, more);
    assert.equal(next.length, 201);
    assert.match(next.at(-1)?.label ?? '', /^Load 50 more of 450$/);
    assert.equal((await linesOf(ACCESS, next.at(-1))).length, 50);
  });

  it('gives every line an id of its own, a name for screen readers, and the same id after the next sync', async () => {
    const tenant = await goDown(ACCESS, 'Acme');
    const before = await walk(tenant, 5);
    const ids = before.map(({ item }) => item.id);
    assert.ok(ids.length > 1000);
    assert.equal(new Set(ids).size, ids.length);
    for (const { item } of before.filter(({ item: { contextValue } }) => contextValue !== undefined)) {
      assert.ok((item.accessibilityInformation?.label ?? '').length > 0);
    }
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    assert.deepEqual(
      (await walk(tenant, 5)).map(({ item }) => item.id),
      ids,
    );
  });
});

describe('A sync in the editor', () => {
  it('gives counts, seconds and requests, and leaves one snapshot', async () => {
    const connected = await connect({ users: 60, organizations: 4 });
    const before = connected.tenant.requests.total;
    const result = await run('logtoAccess.sync', { tenantId: connected.tenantId });
    assert.equal(result.counts.users, 60);
    assert.equal(result.counts.memberships, connected.tenant.data.members.size);
    assert.equal(result.requests, connected.tenant.requests.total - before);
    assert.ok(result.seconds > 0);
    assert.equal(filesOf(connected.tenantId).length, 1);
    assert.equal(
      (await linesOf('logtoAccess.snapshots', (await linesOf('logtoAccess.snapshots'))[0])).length,
      1,
    );
    await disconnect(connected);
  });

  it('can be cancelled, which leaves the last snapshot, and no other', async () => {
    let slow = false;
    const intercept = async (): Promise<boolean> => {
      if (slow) await sleep(100);
      return false;
    };
    const connected = await connect({ users: 60, organizations: 4, intercept });
    const { tenantId } = connected;
    await run('logtoAccess.sync', { tenantId });
    const files = filesOf(tenantId);
    slow = true;
    const second = run('logtoAccess.sync', { tenantId });
    await sleep(150);
    await assert.rejects(run('logtoAccess.sync', { tenantId }), /being synced already/);
    await run('logtoAccess.cancelSync', { tenantId });
    await assert.rejects(second, /Cancelled/);
    assert.deepEqual(
      filesOf(tenantId).filter((name) => name.endsWith('.snapshot')),
      files,
    );
    slow = false;
    await run('logtoAccess.sync', { tenantId });
    await disconnect(connected);
  });

  it('cannot be cancelled where none runs, and that is what is said', async () => {
    const connected = await connect({ users: 20, organizations: 2 });
    const said = await messagesOf(() => vscode.commands.executeCommand('logtoAccess.cancelSync'));
    assert.deepEqual(said, ['No sync is running.']);
    await disconnect(connected);
  });

  it('says in the view why it failed, and what to do', async () => {
    const connected = await connect({ users: 20, organizations: 2 });
    const { tenantId, tenant } = connected;
    const [machine] = tenant.data.applications.list().filter(({ id }) => id === tenant.clientId);
    assert.ok(machine);
    for (const roleId of tenant.data.applicationRoles.of(tenant.clientId))
      tenant.data.applicationRoles.delete(tenant.clientId, roleId);
    await assert.rejects(run('logtoAccess.sync', { tenantId }), /no access to the Management API/);
    const [line] = await linesOf(ACCESS, await goDown(ACCESS, 'Acme'));
    assert.match(line?.label ?? '', /sync failed.*Logto Management API access/);
    await disconnect(connected);
  });

  it('opens the demo tenant without a connection, and changes it a little with every sync', async () => {
    const { tenantId } = await run('logtoAccess.openDemoTenant', {});
    const first = await run('logtoAccess.sync', { tenantId });
    const second = await run('logtoAccess.sync', { tenantId });
    const { summary } = await run('logtoAccess.diffSnapshots', {
      before: first.snapshotId,
      after: second.snapshotId,
    });
    assert.ok(summary.added > 0 && summary.removed > 0 && summary.changed > 0, JSON.stringify(summary));
    assert.ok((await linesOf('logtoAccess.changes')).length > 0);
    await run('logtoAccess.disconnectTenant', { tenantId });
    assert.deepEqual(await linesOf('logtoAccess.changes'), [], 'nothing of a tenant stays that is gone');
  });
});
