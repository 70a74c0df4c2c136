import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startDemoTenant } from '../../src/demo/start.ts';
import { changeLines } from './support/changes.ts';
import { run } from './support/extension.ts';
import { messagesOf } from './support/messages.ts';
import { goDown, linesOf, messageOf, selectedIn } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const [CHANGES, SNAPSHOTS] = ['logtoAccess.changes', 'logtoAccess.snapshots'];

describe('Two snapshots of a tenant', () => {
  let connected: ConnectedTenant;
  let before_: string;
  let after_: string;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));

  before(async () => {
    connected = await connect({ users: 80, organizations: 5 });
    const { tenantId, tenant } = connected;
    before_ = (await run('logtoAccess.sync', { tenantId })).snapshotId;
    tenant.mutate();
    after_ = (await run('logtoAccess.sync', { tenantId })).snapshotId;
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await disconnect(connected);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are compared into the Changes view, grouped, with a word for what happened', async () => {
    const { summary } = await run('logtoAccess.diffSnapshots', { before: before_, after: after_ });
    const changes = await changeLines();
    assert.equal(changes.length, summary.added + summary.removed + summary.changed);
    assert.ok(changes.some(({ item }) => item.accessibilityInformation?.label.includes(', added')));
    const ids = changes.map(({ item }) => item.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('open as text side by side in the diff editor', async () => {
    await run('logtoAccess.diffSnapshots', { before: before_, after: after_ });
    await vscode.commands.executeCommand('logtoAccess.openTextDiff');
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const [left, right] = await Promise.all(
      [input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    assert.match(left?.getText() ?? '', /^tenant Acme\n/);
    assert.notEqual(left?.getText(), right?.getText());
    for (const membership of connected.tenant.data.members)
      assert.ok(right?.getText().includes(`[${membership.memberId}]`));
  });

  it('are said to be of two tenants where they are', async () => {
    const { baseUrl, clientId, clientSecret } = connected.tenant;
    const elsewhere = { baseUrl: baseUrl.replace('127.0.0.1', 'localhost'), name: 'Other' };
    const { tenantId } = await run('logtoAccess.connectTenant', { ...elsewhere, clientId, clientSecret });
    const other = await run('logtoAccess.sync', { tenantId });
    await run('logtoAccess.diffSnapshots', { before: before_, after: other.snapshotId });
    const message = messageOf(CHANGES);
    assert.ok(message.includes(baseUrl) && message.includes(elsewhere.baseUrl), message);
    assert.match(message, /of two tenants/);
    await run('logtoAccess.disconnectTenant', { tenantId });
    await run('logtoAccess.diffSnapshots', { before: before_, after: after_ });
    assert.doesNotMatch(messageOf(CHANGES), /two tenants/);
  });

  it('are compared with the one before, and two that are selected the older with the newer', async () => {
    const [newest, oldest] = (await linesOf(SNAPSHOTS, await goDown(SNAPSHOTS, 'Acme'))).map(
      ({ element }) => element,
    );
    await run('logtoAccess.diffSnapshots', { before: after_, after: after_ });
    await vscode.commands.executeCommand('logtoAccess.comparePrevious', newest);
    const changes = (await changeLines()).map(({ item }) => item.id);
    const { summary } = await run('logtoAccess.diffSnapshots', { before: before_, after: after_ });
    assert.equal(changes.length, summary.added + summary.removed + summary.changed);
    await run('logtoAccess.diffSnapshots', { before: after_, after: before_ });
    for (const selected of [
      [newest, oldest],
      [oldest, newest],
    ]) {
      await vscode.commands.executeCommand('logtoAccess.compareSelected', selected[0], selected);
      assert.deepEqual(
        (await changeLines()).map(({ item }) => item.id),
        changes,
      );
    }
    const told = await messagesOf(() =>
      vscode.commands.executeCommand('logtoAccess.comparePrevious', oldest),
    );
    assert.match(told.join(), /There is no snapshot before this one/);
    const one = await messagesOf(() =>
      vscode.commands.executeCommand('logtoAccess.compareSelected', newest, [newest]),
    );
    assert.match(one.join(), /Select two snapshots to compare, not 1/);
  });

  it('show what was asked for last, however long the one before takes', async () => {
    const [newest] = (await linesOf(SNAPSHOTS, await goDown(SNAPSHOTS, 'Acme'))).map(
      ({ element }) => element,
    );
    const earlier = run('logtoAccess.diffSnapshots', { before: before_, after: after_ });
    const cancelled = assert.rejects(earlier, /Cancelled/);
    await run('logtoAccess.diffSnapshots', { before: after_, after: after_ });
    await cancelled;
    assert.deepEqual(await linesOf(CHANGES), []);
    const told = await messagesOf(async () => {
      const byHand = vscode.commands.executeCommand('logtoAccess.comparePrevious', newest);
      await run('logtoAccess.diffSnapshots', { before: after_, after: after_ });
      await byHand;
    });
    assert.deepEqual(told, [], 'a person who asks anew is told nothing of it');
    assert.deepEqual(await linesOf(CHANGES), []);
  });

  it('are compared by name where they are of two tenants, both of which are named', async () => {
    const live = await startDemoTenant({ users: 20, organizations: 2, seed: 'other' });
    const { tenantId } = await run('logtoAccess.connectTenant', {
      ...{ clientId: live.clientId, clientSecret: live.clientSecret, name: 'Live' },
      baseUrl: live.baseUrl.replace('127.0.0.1', 'localhost'), // else it is the demo on another port
    });
    const [role] = live.data.organizationRoles.list();
    live.data.organizationRoles.update(role!.id, { name: 'auditor' });
    const other = await run('logtoAccess.sync', { tenantId });
    await run('logtoAccess.diffSnapshots', { before: before_, after: other.snapshotId });
    assert.match(
      messageOf(CHANGES),
      /their roles and permissions are compared, by name\. Acme → Live: \+\d+ /,
    );
    const lines = await changeLines();
    const added = lines.find(({ label }) => /auditor is new/.test(label));
    assert.ok(added, lines.map(({ label }) => label).join());
    assert.ok(lines.some(({ label }) => label.includes(`${role!.name} is gone`)));
    await vscode.commands.executeCommand('logtoAccess.openTextDiff', added.element);
    const { label = '' } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.match(label, /auditor/);
    await vscode.commands.executeCommand('logtoAccess.revealAccess', added.element);
    assert.deepEqual(selectedIn('logtoAccess.access'), ['auditor']);
    await vscode.commands.executeCommand('logtoAccess.openTextDiff');
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /^Acme → Live: /);
    await vscode.commands.executeCommand('logtoAccess.copyChangesReport');
    assert.match(await vscode.env.clipboard.readText(), /^# What changed in Acme → Live\n/);
    await disconnect({ tenant: live, tenantId });
  });

  it('show no difference when one is compared with itself', async () => {
    const { summary } = await run('logtoAccess.diffSnapshots', { before: after_, after: after_ });
    assert.deepEqual(summary, { added: 0, removed: 0, changed: 0 });
    assert.deepEqual(await linesOf(CHANGES), []);
  });

  it('are refused by name where one of them is gone', () =>
    assert.rejects(
      run('logtoAccess.diffSnapshots', { before: 'nosuchsnapshot', after: after_ }),
      /no snapshot nosuchsnapshot/,
    ));

  it('export as C1 JSON, the newest of the tenant or the one that is named', async () => {
    const target = join(folder, 'newest.json');
    const result = await run('logtoAccess.exportSnapshot', {
      tenantId: connected.tenantId,
      format: 'c1-json',
      target,
    });
    const newest = JSON.parse(readFileSync(target, 'utf8')) as {
      snapshot: { sync: { id: string } };
      users: unknown[];
      grants: unknown[];
    };
    assert.equal(newest.snapshot.sync.id, after_);
    assert.equal(newest.users.length, result.counts.users);
    assert.equal(newest.grants.length, result.counts.grants);
    const older = join(folder, 'older.json');
    await run('logtoAccess.exportSnapshot', { snapshotId: before_, format: 'c1-json', target: older });
    assert.ok(readFileSync(older, 'utf8').includes(before_));
  });

  it('say where an export cannot be written, and to what to do', () => {
    const target = join(folder, 'no', 'such', 'folder.json');
    return assert.rejects(
      run('logtoAccess.exportSnapshot', { snapshotId: after_, format: 'c1-json', target }),
      /folder\.json was not written/,
    );
  });
});
