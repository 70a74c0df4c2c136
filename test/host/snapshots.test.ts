import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { changeLines } from './support/changes.ts';
import { run } from './support/extension.ts';
import { answering } from './support/person.ts';
import { badgeOf, linesOf, tooltipOf, type Line } from './support/providers.ts';
import { filesOf, folderOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const [ACCESS, SNAPSHOTS, CHANGES] = ['logtoAccess.access', 'logtoAccess.snapshots', 'logtoAccess.changes'];
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('logtoAccess');
const GLOBAL = vscode.ConfigurationTarget.Global;

let connected: ConnectedTenant;

/** The line of a tenant in a view, the one that was connected last where none is named. */
async function tenantLine(view: string, tenantId = connected.tenantId): Promise<Line> {
  const line = (await linesOf(view)).find(({ item }) => item.id === tenantId);
  assert.ok(line);
  return line;
}

/** The runs of the tenant, newest first. */
async function runs(): Promise<Line[]> {
  return linesOf(SNAPSHOTS, await tenantLine(SNAPSHOTS));
}

async function idsOfRuns(): Promise<string[]> {
  return (await runs()).map(({ item }) => String(item.id));
}

async function descriptionOf(at: number): Promise<string> {
  return String((await runs())[at]?.item.description);
}

/** Waits for what happens in the background. */
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await sleep(50);
}

/** Presses a button of messages that appear while `action` runs, and gives what they said. */
async function pressing<T>(
  button: string | undefined,
  action: (told: readonly string[]) => Promise<T>,
): Promise<T> {
  const told: string[] = [];
  const real = vscode.window.showInformationMessage;
  const showInformationMessage = (message: string, ...buttons: string[]): Promise<string | undefined> => {
    told.push([message, ...buttons].join(' | '));
    return Promise.resolve(button);
  };
  Object.assign(vscode.window, { showInformationMessage });
  try {
    return await action(told);
  } finally {
    Object.assign(vscode.window, { showInformationMessage: real });
  }
}

describe('The Snapshots view', () => {
  let ids: string[];
  const tenantId = (): string => connected.tenantId;
  const call = async (command: string, at: number, selected?: readonly number[]): Promise<unknown> => {
    const lines = await runs();
    const others = selected?.map((one) => lines[one]?.element);
    return vscode.commands.executeCommand(`logtoAccess.${command}`, lines[at]?.element, others);
  };

  before(async () => {
    connected = await connect({ users: 40, organizations: 4 });
    for (let i = 0; i < 3; i++) {
      await run('logtoAccess.sync', { tenantId: tenantId() });
      if (i === 0) connected.tenant.mutate();
    }
    ids = await idsOfRuns();
  });
  after(() => disconnect(connected));

  it('says how each run differs from the one before, how large it is and how long it took', async () => {
    const { summary } = await run('logtoAccess.diffSnapshots', { before: ids[2]!, after: ids[1]! });
    await until(
      async () => (await descriptionOf(1)).startsWith('+') && /^no changes/.test(await descriptionOf(0)),
    );
    const { added, removed, changed } = summary;
    assert.ok(added > 0 && removed > 0 && changed > 0);
    assert.ok((await descriptionOf(1)).startsWith(`+${added} −${removed} ~${changed}, `));
    for (const { item } of await runs())
      assert.match(String(item.description), /\d+ users, \d+ memberships, [\d.]+ m?s$/);
    assert.match(await descriptionOf(2), /^\d+ users/, 'nothing is before the first one');
    const [, second] = await runs();
    const spoken = second?.item.accessibilityInformation?.label ?? '';
    assert.ok(spoken.includes(`${added} added, ${removed} removed, ${changed} changed`), spoken);
    assert.match(await tooltipOf(SNAPSHOTS, second!), /Against the one before: \d+ added/);
  });

  it('tells runs within one minute apart', async () => {
    const labels = (await runs()).map(({ label }) => label);
    assert.equal(new Set(labels).size, 3);
    assert.ok(
      labels.some((label) => /\d\d:\d\d:\d\d/.test(label)),
      labels.join(),
    );
  });

  it('shows the name that a person gave a run before its date, until they take it away', async () => {
    const [time] = (await runs()).map(({ label }) => label);
    await answering([[/^Rename the snapshot .* of Acme \|/, '  Before\nthe audit ']], () =>
      call('renameSnapshot', 0),
    );
    assert.equal((await runs())[0]?.label, 'Before the audit');
    assert.ok((await descriptionOf(0)).startsWith(`no changes, ${time}, `));
    await answering([[/Before the audit, .* \| Before the audit$/, undefined]], () =>
      call('renameSnapshot', 0),
    );
    assert.equal((await runs())[0]?.label, 'Before the audit');
    await run('logtoAccess.renameSnapshot', { snapshotId: ids[0]!, label: '' });
    assert.equal((await runs())[0]?.label, time);
  });

  it('does not take a name that is too long, neither from a person nor from a program', async () => {
    await answering(
      [
        [/./, 'x'.repeat(101)],
        [/not taken: At most 100/, undefined],
      ],
      () => call('renameSnapshot', 0),
    );
    const label = 'x'.repeat(101);
    await assert.rejects(
      run('logtoAccess.renameSnapshot', { snapshotId: ids[0]!, label }),
      /argument\.label/,
    );
    await assert.rejects(
      run('logtoAccess.renameSnapshot', { snapshotId: 'no', label: 'a' }),
      /no stored snapshot no/,
    );
  });

  it('marks pinned runs by icon and word, until they are unpinned', async () => {
    await call('pinSnapshot', 1, [1, 2]);
    for (const { item } of (await runs()).slice(1)) {
      assert.ok(item.iconPath instanceof vscode.ThemeIcon);
      assert.equal(item.iconPath.id, 'pinned');
      assert.match(String(item.description), /(^|, )pinned, \d+ users, /);
      assert.equal(item.contextValue, 'snapshotPinned');
    }
    await run('logtoAccess.unpinSnapshot', { snapshotIds: ids });
    for (const { item } of await runs()) assert.equal(item.contextValue, 'snapshot');
    const all = { snapshotIds: 'all' } as unknown as { snapshotIds: string[] };
    await assert.rejects(run('logtoAccess.pinSnapshot', all), /argument\.snapshotIds/);
  });

  it('asks with its name before a run is deleted, and brings it back', async () => {
    await run('logtoAccess.renameSnapshot', { snapshotId: ids[1]!, label: 'Before the audit' });
    const question = /^Delete the snapshot Before the audit, .* of Acme\?$/;
    await answering([[question, undefined]], () => call('deleteSnapshot', 1));
    assert.deepEqual(await idsOfRuns(), ids);
    await pressing('Undo', async (told) => {
      await answering([[question, 'Delete']], () => call('deleteSnapshot', 1));
      assert.deepEqual(told, ['Deleted 1 snapshot. | Undo']);
    });
    await until(async () => (await runs()).length === 3);
    assert.equal((await runs())[1]?.label, 'Before the audit');
  });

  it('deletes all that are selected, and brings them back by a command, once', async () => {
    const question = /^Delete 2 snapshots\?$/;
    await pressing(undefined, () =>
      answering([[question, 'Delete']], () => call('deleteSnapshot', 1, [1, 2])),
    );
    assert.deepEqual(await idsOfRuns(), [ids[0]]);
    const { snapshotIds } = await run('logtoAccess.undoDeleteSnapshot', {});
    assert.deepEqual([...snapshotIds].sort(), [ids[1], ids[2]].sort());
    assert.deepEqual(await idsOfRuns(), ids);
    await assert.rejects(run('logtoAccess.undoDeleteSnapshot', {}), /no deleted snapshot to bring back/);
  });

  it('falls back to the newest run where the shown one is deleted, and closes what compared it', async () => {
    await call('showSnapshot', 2);
    await run('logtoAccess.diffSnapshots', { before: ids[2]!, after: ids[0]! });
    await run('logtoAccess.deleteSnapshot', { snapshotIds: [ids[2]!] });
    assert.match(String((await tenantLine(ACCESS)).item.description), /^as of /);
    assert.deepEqual(await linesOf(CHANGES), []);
    await assert.rejects(run('logtoAccess.findAccess', { snapshotId: ids[2]!, query: 'a' }), /no snapshot/);
    await run('logtoAccess.undoDeleteSnapshot', {});
    await run('logtoAccess.deleteSnapshot', { snapshotIds: [ids[0]!] });
    assert.ok((await linesOf(ACCESS, await tenantLine(ACCESS))).length > 1, 'the one before is shown');
    await run('logtoAccess.undoDeleteSnapshot', {});
    await assert.rejects(run('logtoAccess.deleteSnapshot', { snapshotIds: ['no'] }), /no stored snapshot no/);
  });

  it('finds out anew how a run differs when the one before it is deleted', async () => {
    const { summary } = await run('logtoAccess.diffSnapshots', { before: ids[2]!, after: ids[0]! });
    await run('logtoAccess.deleteSnapshot', { snapshotIds: [ids[1]!] });
    await until(async () => (await descriptionOf(0)).startsWith(`+${summary.added} `));
    await run('logtoAccess.undoDeleteSnapshot', {});
    await until(async () => (await descriptionOf(0)).startsWith('no changes'));
  });

  it('compares a run with another one that a person chooses, the older with the newer', async () => {
    const [newest, , oldest] = await runs();
    await answering([[/^Compare with another snapshot$/, newest?.label]], () =>
      vscode.commands.executeCommand('logtoAccess.compareWith', oldest?.element),
    );
    const changes = await changeLines();
    const { summary } = await run('logtoAccess.diffSnapshots', { before: ids[2]!, after: ids[0]! });
    assert.equal(changes.length, summary.added + summary.removed + summary.changed);
  });

  it('keeps after a sync as many as the setting says, and the pinned one besides', async () => {
    await run('logtoAccess.pinSnapshot', { snapshotIds: [ids[2]!] });
    await run('logtoAccess.diffSnapshots', { before: ids[0]!, after: ids[0]! }); // another one is in use
    await settings().update('snapshots.keep', 1, GLOBAL);
    const first = await run('logtoAccess.sync', { tenantId: tenantId() });
    assert.deepEqual(await idsOfRuns(), [first.snapshotId, ids[0], ids[2]]);
    await run('logtoAccess.diffSnapshots', { before: first.snapshotId, after: first.snapshotId });
    const second = await run('logtoAccess.sync', { tenantId: tenantId() });
    assert.deepEqual(await idsOfRuns(), [second.snapshotId, first.snapshotId, ids[2]]);
    await settings().update('snapshots.keep', undefined, GLOBAL);
    assert.equal(filesOf(tenantId()).filter((name) => name.endsWith('.snapshot')).length, 3);
  });
});

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
    const before = (await runs()).length;
    await settings().update('sync.schedule', 'hourly', GLOBAL);
    await until(async () => (await runs()).length > before);
    await until(
      async () => / users, /.test(await descriptionOf(0)) && /^(\+|no changes)/.test(await descriptionOf(0)),
    );
    await settings().update('sync.schedule', undefined, GLOBAL);
    await sleep(200); // what is told comes after that
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
