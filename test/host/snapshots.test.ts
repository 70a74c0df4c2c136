import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { changeLines } from './support/changes.ts';
import { run } from './support/extension.ts';
import { answering } from './support/person.ts';
import { pressing } from './support/pressing.ts';
import { linesOf, tooltipOf, type Line } from './support/providers.ts';
import { descriptionOfRun, runIdsOf, runsOf, tenantLine, until } from './support/runs.ts';
import { filesOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const [ACCESS, SNAPSHOTS, CHANGES] = ['logtoAccess.access', 'logtoAccess.snapshots', 'logtoAccess.changes'];
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('logtoAccess');
const GLOBAL = vscode.ConfigurationTarget.Global;

let connected: ConnectedTenant;

/** The runs of the tenant, newest first. */
const runs = (): Promise<Line[]> => runsOf(connected.tenantId);

const idsOfRuns = (): Promise<string[]> => runIdsOf(connected.tenantId);
const descriptionOf = (at: number): Promise<string> => descriptionOfRun(connected.tenantId, at);

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
    await answering([[/^Rename the snapshot .* of Acme \|/, '  Before the audit ']], () =>
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
      assert.match(item.contextValue ?? '', /^snapshotPinned(\.first)?$/);
    }
    await run('logtoAccess.unpinSnapshot', { snapshotIds: ids });
    const contexts = (await runs()).map(({ item }) => item.contextValue);
    assert.deepEqual(contexts, ['snapshot', 'snapshot', 'snapshot.first'], 'none is before the last');
    const all = { snapshotIds: 'all' } as unknown as { snapshotIds: string[] };
    await assert.rejects(run('logtoAccess.pinSnapshot', all), /argument\.snapshotIds/);
  });

  it('asks with its name before a run is deleted, and brings it back', async () => {
    await run('logtoAccess.renameSnapshot', { snapshotId: ids[1]!, label: 'Before\nthe audit' });
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
    assert.match(String((await tenantLine(ACCESS, tenantId())).item.description), /^as of /);
    assert.deepEqual(await linesOf(CHANGES), []);
    await assert.rejects(run('logtoAccess.findAccess', { snapshotId: ids[2]!, query: 'a' }), /no snapshot/);
    await run('logtoAccess.undoDeleteSnapshot', {});
    await run('logtoAccess.deleteSnapshot', { snapshotIds: [ids[0]!] });
    assert.ok(
      (await linesOf(ACCESS, await tenantLine(ACCESS, tenantId()))).length > 1,
      'the one before is shown',
    );
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
