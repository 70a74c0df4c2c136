import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { exportByHand } from './support/exporting.ts';
import { extension, run } from './support/extension.ts';
import { MemoryFiles } from './support/memoryFiles.ts';
import { goDown, linesOf, messageOf, type Line } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';
const SNAPSHOTS = 'logtoAccess.snapshots';

const OURS = new RegExp(`^\\.logto-access-\\w+-${process.pid}-.*\\.partial$`);
const temporary = (): string[] => readdirSync(tmpdir()).filter((name) => OURS.test(name));
const made = (): string[] => temporary().flatMap((name) => readdirSync(join(tmpdir(), name)));
const labelsOf = async (view: string, below?: Line): Promise<string[]> =>
  (await linesOf(view, below)).map(({ label }) => label);

describe('A file that is opened', () => {
  let connected: ConnectedTenant;
  let newest: string;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));
  const files = ['mine.c1z', 'mine.json', 'copy.snapshot'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const fixture = (name: string): string => join(extension().extensionPath, 'test', 'fixtures', 'c1', name);

  before(async () => {
    connected = await connect({ users: 40, organizations: 3 });
    const { tenantId } = connected;
    newest = (await run('logtoAccess.sync', { tenantId })).snapshotId;
    const [, json] = files;
    await run('logtoAccess.exportSnapshot', { snapshotId: newest, format: 'c1-json', target: json });
    copyFileSync(fixture('example/acme.run1.c1z'), files[0]);
    const [tenant] = await linesOf(SNAPSHOTS);
    const [line] = await linesOf(SNAPSHOTS, tenant);
    copyFileSync((line?.element as { stored: { file: string } }).stored.file, files[2]);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await disconnect(connected);
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const { element } of await linesOf(ACCESS))
      if ((element as { type: string }).type === 'file')
        await vscode.commands.executeCommand('logtoAccess.closeSnapshotFile', element);
  });

  it('may be a snapshot, a C1 snapshot JSON or a .c1z, and stands beside the tenants and apart from the runs', async () => {
    const ids = [];
    for (const file of files) ids.push((await run('logtoAccess.openSnapshotFile', { file })).snapshotId);
    assert.equal(new Set(ids).size, 3);
    assert.equal(ids[2], newest);
    assert.deepEqual(await labelsOf(ACCESS), ['Acme', 'mine.c1z', 'mine.json', 'copy.snapshot']);
    assert.deepEqual(await labelsOf(SNAPSHOTS), ['Acme', 'Opened files']);
    const opened = await goDown(SNAPSHOTS, 'Opened files');
    assert.deepEqual(await labelsOf(SNAPSHOTS, opened), ['mine.c1z', 'mine.json', 'copy.snapshot']);
  });

  it('stands beside another one of the same sync, each with its own answers', async () => {
    const other = join(folder, 'other.c1z');
    await run('logtoAccess.exportSnapshot', {
      snapshotId: newest,
      format: 'c1z',
      target: other,
      extended: true,
    });
    const open = (file: string): Promise<{ snapshotId: string }> =>
      run('logtoAccess.openSnapshotFile', { file });
    const [json, c1z] = [await open(files[1]), await open(other)];
    assert.notEqual(json.snapshotId, c1z.snapshotId);
    assert.deepEqual(await labelsOf(ACCESS), ['Acme', 'mine.json', 'other.c1z']);
    const unknown = async (file: string): Promise<unknown> =>
      (await goDown(ACCESS, file, 'Global roles')).item.description;
    assert.equal(await unknown('mine.json'), 'unknown');
    assert.notEqual(await unknown('other.c1z'), 'unknown');
    assert.deepEqual((await open(files[1])).snapshotId, json.snapshotId);
    assert.equal((await labelsOf(ACCESS)).length, 3);
  });

  it('is browsed as a tenant is, and says what it cannot know', async () => {
    await run('logtoAccess.openSnapshotFile', { file: files[0] });
    const members = await goDown(ACCESS, 'mine.c1z', 'Organizations', 'Acme Corp', 'Members');
    assert.deepEqual(await labelsOf(ACCESS, members), ['Ada Lovelace', 'Grace Hopper', 'Mallory Ex']);
    const global = await goDown(ACCESS, 'mine.c1z', 'Global roles');
    assert.equal(global.item.description, 'unknown');
    assert.match(messageOf(ACCESS), /mine\.c1z: Not in a C1 file, so unknown: permissions, global roles/);
  });

  it('is compared with a run of the tenant, and has not changed where it is its export', async () => {
    const { snapshotId } = await run('logtoAccess.openSnapshotFile', { file: files[1] });
    const result = await run('logtoAccess.diffSnapshots', { before: snapshotId, after: newest });
    assert.deepEqual(result, { summary: { added: 0, removed: 0, changed: 0 }, unsure: 0, missing: [] });
    assert.match(messageOf('logtoAccess.changes'), /Not compared, since a C1 file does not carry it/);
  });

  it('is compared by its path, without being opened', async () => {
    const [before, after] = [fixture('example/acme.run1.c1z'), fixture('acme.run2.c1-snapshot.json')];
    const { summary } = await run('logtoAccess.diffSnapshots', { before, after });
    assert.deepEqual(summary, { added: 1, removed: 1, changed: 1 });
    assert.deepEqual(await labelsOf(ACCESS), ['Acme']);
    await vscode.commands.executeCommand('logtoAccess.openTextDiff');
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const right = await vscode.workspace.openTextDocument(input.modified);
    assert.match(right.getText(), /not in a C1 file: permissions/);
  });

  it('is chosen in a dialog by a person', async () => {
    sinon.stub(vscode.window, 'showOpenDialog').resolves([vscode.Uri.file(files[1])]);
    const told = sinon.stub(vscode.window, 'showInformationMessage').resolves();
    try {
      await vscode.commands.executeCommand('logtoAccess.openSnapshotFile');
      assert.match(told.firstCall.args[0], /^Not in a C1 file, so unknown: /);
    } finally {
      sinon.restore();
    }
    assert.deepEqual(await labelsOf(ACCESS), ['Acme', 'mine.json']);
  });

  it('is gone from the views once it is closed, with all that was made of it', async () => {
    const { snapshotId } = await run('logtoAccess.openSnapshotFile', { file: files[0] });
    const before = made().length;
    await vscode.commands.executeCommand('logtoAccess.closeSnapshotFile', { type: 'file', snapshotId });
    assert.deepEqual(await labelsOf(ACCESS), ['Acme']);
    assert.deepEqual(await labelsOf(SNAPSHOTS), ['Acme']);
    assert.equal(made().length, before - 1);
    await assert.rejects(
      run('logtoAccess.exportSnapshot', { snapshotId, format: 'c1-json', target: join(folder, 'x') }),
      /There is no snapshot/,
    );
  });

  it('leaves nothing of what it was before it changed, once that is not shown', async () => {
    const file = join(folder, 'changing.json');
    copyFileSync(fixture('acme.run1.c1-snapshot.json'), file);
    const { snapshotId } = await run('logtoAccess.openSnapshotFile', { file });
    const before = made();
    copyFileSync(fixture('acme.run2.c1-snapshot.json'), file);
    const { summary } = await run('logtoAccess.diffSnapshots', { before: snapshotId, after: file });
    assert.deepEqual(summary, { added: 1, removed: 1, changed: 1 });
    assert.equal(made().length, before.length + 1);
    await run('logtoAccess.openSnapshotFile', { file });
    assert.equal(made().length, before.length);
    assert.notDeepEqual(made(), before);
    assert.deepEqual(await labelsOf(ACCESS), ['Acme', 'changing.json']);
  });

  it('may lie where VS Code alone can read', async () => {
    const elsewhere = new MemoryFiles();
    const registered = vscode.workspace.registerFileSystemProvider('logto-access-opened', elsewhere);
    const before = made();
    try {
      for (const [name, source] of [
        ['there.c1z', files[0]],
        ['there.json', files[1]],
        ['there too.json', files[2]], // a snapshot: what it is, no name says
      ] as const) {
        const uri = vscode.Uri.parse(`logto-access-opened://some/folder/${name}`);
        elsewhere.writeFile(uri, readFileSync(source));
        const { snapshotId } = await run('logtoAccess.openSnapshotFile', { file: uri.toString() });
        assert.deepEqual(await labelsOf(ACCESS), ['Acme', name]);
        const target = join(folder, 'again.json');
        await run('logtoAccess.exportSnapshot', { snapshotId, format: 'c1-json', target });
        await vscode.commands.executeCommand('logtoAccess.closeSnapshotFile', { type: 'file', snapshotId });
      }
      const gone = run('logtoAccess.openSnapshotFile', { file: 'logto-access-opened://some/gone.json' });
      await assert.rejects(gone, /gone\.json cannot be opened: /);
    } finally {
      registered.dispose();
    }
    assert.deepEqual(made(), before);
  });

  it('is called as it was opened where VS Code alone can read it and it is broken', async () => {
    const elsewhere = new MemoryFiles();
    const registered = vscode.workspace.registerFileSystemProvider('logto-access-broken', elsewhere);
    const before = made();
    const beginning = (file: string): Uint8Array => readFileSync(file).subarray(0, 5000);
    try {
      for (const [name, content] of [
        ['a.c1z', beginning(files[0])],
        ['a.json', beginning(files[1])],
        ['a snapshot.json', beginning(files[2])],
        ['picture.json', Buffer.from('\x89PNG')],
      ] as const) {
        const uri = vscode.Uri.parse('logto-access-broken://some/folder').with({ path: `/folder/${name}` });
        elsewhere.writeFile(uri, content);
        const said = `logto-access-broken://some/folder/${name} `;
        const opening = run('logtoAccess.openSnapshotFile', { file: uri.toString() });
        await assert.rejects(opening, (error: Error) => error.message.startsWith(said), name);
        const comparing = run('logtoAccess.diffSnapshots', { before: uri.toString(), after: newest });
        await assert.rejects(comparing, (error: Error) => error.message.startsWith(said), name);
      }
    } finally {
      registered.dispose();
    }
    assert.deepEqual(await labelsOf(ACCESS), ['Acme']);
    assert.deepEqual(made(), before);
  });

  it('is offered beside the tenants where an export is asked for in the palette', async () => {
    await run('logtoAccess.openSnapshotFile', { file: files[0] });
    const target = vscode.Uri.file(join(folder, 'palette.c1z'));
    const answers = { source: 'mine.c1z', target, form: 'C1 sync file (.c1z)' };
    const { sources, told } = await exportByHand('exportSnapshotAs', undefined, answers);
    assert.deepEqual(
      sources?.map(({ label }) => label),
      ['Acme', 'mine.c1z'],
    );
    assert.match(told[0] ?? '', /^Exported 3 users, 1 organization, /);
  });

  it('of another connector is not exported, and nothing is asked before that is said', async () => {
    const teams = join(folder, 'teams.json');
    const text = readFileSync(fixture('acme.run1.c1-snapshot.json'), 'utf8');
    writeFileSync(teams, text.replace(/organization(?=[":])/g, 'team'));
    const { snapshotId } = await run('logtoAccess.openSnapshotFile', { file: teams });
    const failed = sinon.stub(vscode.window, 'showErrorMessage').resolves();
    const { forms, dialog } = await exportByHand('exportSnapshotAs', { type: 'file', snapshotId }, {});
    sinon.restore();
    assert.deepEqual([forms, dialog], [undefined, undefined]);
    assert.match(failed.firstCall.args[0], /cannot be exported: another connector made it/);
    const target = join(folder, 'teams.c1z');
    await assert.rejects(
      run('logtoAccess.exportSnapshot', { snapshotId, format: 'c1z', target }),
      /another connector made it/,
    );
  });

  it('is told to be broken where it is, and is not shown', async () => {
    const broken = join(folder, 'broken.c1z');
    writeFileSync(broken, readFileSync(files[0]).subarray(0, 5000));
    await assert.rejects(
      run('logtoAccess.openSnapshotFile', { file: broken }),
      /broken\.c1z cannot be opened: it is cut off before its end\./,
    );
    assert.deepEqual(await labelsOf(ACCESS), ['Acme']);
  });
});
