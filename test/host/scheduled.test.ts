import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { changeLines } from './support/changes.ts';
import { run } from './support/extension.ts';
import { messagesOf } from './support/messages.ts';
import { pressing } from './support/pressing.ts';
import { badgeOf, linesOf, type Line } from './support/providers.ts';
import { descriptionOfRun, runIdsOf, runsOf, until } from './support/runs.ts';
import { folderOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const [SNAPSHOTS, CHANGES] = ['logtoAccess.snapshots', 'logtoAccess.changes'];
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('logtoAccess');
const GLOBAL = vscode.ConfigurationTarget.Global;

let connected: ConnectedTenant;

/** The runs of the tenant, newest first. */
const runs = (): Promise<Line[]> => runsOf(connected.tenantId);

const idsOfRuns = (): Promise<string[]> => runIdsOf(connected.tenantId);
const descriptionOf = (at: number): Promise<string> => descriptionOfRun(connected.tenantId, at);

describe('A scheduled sync', () => {
  /** Lets the newest snapshot of the tenant be of yesterday. */
  function age(): void {
    const folder = folderOf(connected.tenantId);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.snapshot'))) {
      const database = new DatabaseSync(join(folder, name));
      database.exec("update info set value = value - 86400000 where key in ('startedAt', 'endedAt')");
      database.close();
    }
  }

  /** Switches the schedule on, and off again once it has synced. */
  async function synced(): Promise<void> {
    const [before] = await idsOfRuns();
    await settings().update('sync.schedule', 'hourly', GLOBAL);
    await until(async () => (await idsOfRuns())[0] !== before);
    await until(
      async () => / users, /.test(await descriptionOf(0)) && /^(\+|no changes)/.test(await descriptionOf(0)),
    );
    await settings().update('sync.schedule', undefined, GLOBAL);
    await sleep(200); // what is told comes after that
  }

  /** The same where most of the tenant is gone, so that the run is not shown. */
  async function syncedAndHeldBack(): Promise<void> {
    const [before] = await idsOfRuns();
    await settings().update('sync.schedule', 'hourly', GLOBAL);
    await until(async () => (await idsOfRuns())[0] !== before);
    await until(async () => (await descriptionOf(0)).startsWith('not shown: '));
    await settings().update('sync.schedule', undefined, GLOBAL);
    await sleep(200); // what is told comes after that
    age();
  }

  /** Runs something two hours later: no tenant is tried twice within one. */
  async function later(action: () => Promise<void>): Promise<void> {
    const now = Date.now;
    Date.now = () => now() + 2 * 3_600_000;
    await action().finally(() => (Date.now = now));
  }

  /** Nobody looks at the views: another container is open. */
  async function start(): Promise<void> {
    await vscode.commands.executeCommand('workbench.view.explorer');
    connected = await connect({ users: 40, organizations: 4 });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    age();
  }

  beforeEach(start);
  afterEach(async () => {
    await disconnect(connected);
    await settings().update('notifyOnChanges', undefined, GLOBAL);
  });

  it('that found changes tells them once, and puts their number on the icon until they are looked at', async () => {
    connected.tenant.mutate();
    await pressing(undefined, async (told) => {
      await synced();
      const [message, ...others] = told;
      assert.match(
        message ?? '',
        /^Acme: \+\d+ −\d+ ~\d+ since the sync before\. \| Show Changes \| Do Not Show Again$/,
      );
      assert.deepEqual(others, []);
    });
    const badge = badgeOf(SNAPSHOTS);
    assert.equal(badge?.tooltip, `${badge?.value} changes in Acme that you have not looked at`);
    const [after, before] = await idsOfRuns();
    const { summary } = await run('logtoAccess.diffSnapshots', { before: before!, after: after! });
    assert.equal(badge.value, summary.added + summary.removed + summary.changed);
    assert.equal(badgeOf(SNAPSHOTS), undefined);
  });

  it('shows the changes where that is answered', async () => {
    connected.tenant.mutate();
    await pressing('Show Changes', synced);
    await until(async () => (await linesOf(CHANGES)).length > 0);
    assert.equal(badgeOf(SNAPSHOTS), undefined);
  });

  it('shows all that changed since somebody looked, where more of them came before the answer', async () => {
    await settings().update('snapshots.keep', 1, GLOBAL);
    const [first] = await idsOfRuns();
    connected.tenant.mutate();
    let answer: (button: string) => void = () => undefined;
    const real = vscode.window.showInformationMessage;
    const showInformationMessage = (): Promise<string> => new Promise((resolve) => (answer = resolve));
    Object.assign(vscode.window, { showInformationMessage });
    try {
      await synced();
      age();
      connected.tenant.mutate();
      await later(synced);
    } finally {
      Object.assign(vscode.window, { showInformationMessage: real });
    }
    const [newest] = await idsOfRuns();
    assert.ok(badgeOf(SNAPSHOTS) !== undefined);
    answer('Show Changes');
    await until(async () => (await linesOf(CHANGES)).length > 0);
    const shown = (await changeLines()).map(({ item }) => item.id);
    await run('logtoAccess.diffSnapshots', { before: first!, after: newest! });
    assert.deepEqual(
      (await changeLines()).map(({ item }) => item.id),
      shown,
    );
    await settings().update('snapshots.keep', undefined, GLOBAL);
  });

  it('counts no change that was taken back before anybody looked', async () => {
    const { organizations } = connected.tenant.data;
    const [{ id, name } = assert.fail()] = organizations.list();
    await pressing(undefined, async (told) => {
      organizations.update(id, { name: 'Renamed by mistake' });
      await synced();
      assert.ok(badgeOf(SNAPSHOTS) !== undefined);
      age();
      organizations.update(id, { name });
      await later(synced);
      assert.equal(told.length, 1, told.join());
    });
    assert.equal(badgeOf(SNAPSHOTS), undefined);
  });

  it('tells against the next run that is kept where the one before the changes is deleted', async () => {
    await settings().update('notifyOnChanges', false, GLOBAL);
    const [first = assert.fail()] = await idsOfRuns();
    connected.tenant.mutate();
    await synced();
    age();
    connected.tenant.mutate();
    await later(synced);
    const all = badgeOf(SNAPSHOTS)?.value;
    const [newest, second] = await idsOfRuns();
    await run('logtoAccess.deleteSnapshot', { snapshotIds: [first] });
    await until(() => badgeOf(SNAPSHOTS)?.value !== all);
    const value = badgeOf(SNAPSHOTS)?.value;
    const { summary } = await run('logtoAccess.diffSnapshots', { before: second!, after: newest! });
    assert.equal(value, summary.added + summary.removed + summary.changed);
  });

  it('says how the only run that is kept differs from the one before', async () => {
    await settings().update('snapshots.keep', 1, GLOBAL);
    await settings().update('notifyOnChanges', false, GLOBAL);
    await vscode.commands.executeCommand('logtoAccess.snapshots.focus'); // so that nothing stays to be looked at
    connected.tenant.mutate();
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    const all = await runs();
    assert.equal(all.length, 1);
    assert.match(await descriptionOf(0), /^\+\d+ −\d+ ~\d+, /);
    await settings().update('snapshots.keep', undefined, GLOBAL);
  });

  it('takes the number away when the Snapshots view is looked at', async () => {
    connected.tenant.mutate();
    await pressing(undefined, synced);
    assert.ok(badgeOf(SNAPSHOTS) !== undefined);
    await vscode.commands.executeCommand('logtoAccess.snapshots.focus');
    await until(() => badgeOf(SNAPSHOTS) === undefined);
  });

  it('tells nothing where nothing changed', () =>
    pressing(undefined, async (told) => {
      await synced();
      assert.deepEqual(told, []);
      assert.equal(badgeOf(SNAPSHOTS), undefined);
    }));

  it('warns once that most of the tenant is gone, and not every hour', async () => {
    const { data } = connected.tenant;
    for (const { id } of data.users.list().slice(5)) data.deleteUser(id);
    const told = await messagesOf(async () => {
      await syncedAndHeldBack();
      await later(syncedAndHeldBack);
      await later(() => later(syncedAndHeldBack));
    });
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told[0] ?? '', /^Acme: 35 of 40 users, .* are gone since the last sync\./);
  });

  it('is silent once a person does not want to be told again, but for the number', async () => {
    connected.tenant.mutate();
    await pressing('Do Not Show Again', async (told) => {
      await synced();
      await until(() => settings().get('notifyOnChanges') === false);
      await disconnect(connected);
      assert.equal(badgeOf(SNAPSHOTS), undefined, 'of a tenant that is gone nothing is to be seen');
      await start();
      connected.tenant.mutate();
      await synced();
      assert.equal(told.length, 1);
    });
    assert.ok((badgeOf(SNAPSHOTS)?.value ?? 0) > 0);
  });
});
