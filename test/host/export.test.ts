import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { user, writeSnapshot } from '../unit/snapshot/support/rows.ts';
import { exportByHand } from './support/exporting.ts';
import { run } from './support/extension.ts';
import { MemoryFiles } from './support/memoryFiles.ts';
import { linesOf } from './support/providers.ts';
import { folderOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ELSEWHERE = 'logto-access-test';
const [C1Z, CSV, JSON_FORM] = [
  'C1 sync file (.c1z)',
  'CSV with ConductorOne’s columns (.csv)',
  'C1 snapshot JSON (.json)',
];

async function activeUri(scheme: string): Promise<string> {
  for (;;) {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (uri?.scheme === scheme) return uri.toString();
    await sleep(50);
  }
}

describe('An export', () => {
  let connected: ConnectedTenant;
  let older: string;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));
  const elsewhere = new MemoryFiles();
  const registered = vscode.workspace.registerFileSystemProvider(ELSEWHERE, elsewhere);
  const fileIn = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));
  const line = (): unknown => ({ type: 'tenant', tenantId: connected.tenantId });

  before(async () => {
    connected = await connect({ users: 20, organizations: 2 });
    const { tenantId } = connected;
    older = (await run('logtoAccess.sync', { tenantId })).snapshotId;
    await run('logtoAccess.sync', { tenantId });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    registered.dispose();
    await disconnect(connected);
    rmSync(folder, { recursive: true, force: true });
  });

  describe('by hand', () => {
    it('asks first in which form, and forgets that where no file is named', async () => {
      const target = fileIn('none.c1z');
      assert.equal((await exportByHand('exportSnapshot', line(), { target })).dialog, undefined);
      assert.deepEqual((await exportByHand('exportSnapshot', line(), { form: CSV })).told, []);
      const { forms, dialog, told } = await exportByHand('exportSnapshot', line(), { target, form: C1Z });
      assert.deepEqual(
        forms?.map(({ label }) => label),
        [C1Z, CSV, JSON_FORM],
      );
      assert.ok(forms.every(({ description }) => description === ''));
      assert.match(dialog?.defaultUri?.path ?? '', /-\d{4}-\d\d-\d\d\.c1z$/);
      assert.deepEqual(dialog?.filters, { [C1Z]: ['c1z'] });
      assert.equal(readFileSync(target.fsPath).toString('latin1', 0, 5), 'C1ZF\0');
      assert.match(told[0] ?? '', /Connectors -> Import app data\.$/);
      assert.deepEqual(told.slice(1), ['Show File', 'Copy Path']);
    });

    it('does not ask again, as long as the form is the same', async () => {
      const target = fileIn('again.c1z');
      const { forms } = await exportByHand('exportSnapshot', line(), { target });
      assert.equal(forms, undefined);
      assert.equal(readFileSync(target.fsPath).toString('latin1', 0, 5), 'C1ZF\0');
    });

    it('asks again where another form is wanted, with the last one first, and remembers that', async () => {
      const target = fileIn('as.csv');
      const { forms, dialog, told } = await exportByHand('exportSnapshotAs', line(), { target, form: CSV });
      assert.deepEqual(
        forms?.map(({ label, description }) => [label, description]),
        [
          [C1Z, 'taken last'],
          [CSV, ''],
          [JSON_FORM, ''],
        ],
      );
      assert.match(dialog?.defaultUri?.path ?? '', /\.csv$/);
      assert.match(readFileSync(target.fsPath, 'utf8'), /^Type,Last Name,/);
      assert.match(told[0] ?? '', /^Exported 20 users, .*Import app data; its columns have the names/);
      const next = await exportByHand('exportSnapshotAs', line(), {});
      assert.deepEqual([next.forms?.[0]?.label, next.forms?.[0]?.description], [CSV, 'taken last']);
      await exportByHand('exportSnapshotAs', line(), { target: fileIn('as.json'), form: JSON_FORM });
    });

    it('of the line of a tenant is of the snapshot that is shown, and proposes a folder of files', async () => {
      const [, shown] = await linesOf('logtoAccess.snapshots', (await linesOf('logtoAccess.snapshots'))[0]);
      await vscode.commands.executeCommand('logtoAccess.showSnapshot', shown?.element);
      const target = fileIn('shown.json');
      const { dialog, told } = await exportByHand('exportSnapshot', line(), { target });
      assert.ok(readFileSync(target.fsPath, 'utf8').includes(older));
      assert.match(dialog?.defaultUri?.path ?? '', /\.c1-snapshot\.json$/);
      const proposed = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
      assert.equal(join(dialog?.defaultUri?.fsPath ?? '', '..'), proposed);
      assert.match(told[0] ?? '', /baton-file takes it \(-i\); its upload page takes \.c1z and CSV only\.$/);
    });

    it('shows the file, or copies its path', async () => {
      const target = fileIn('shown.json');
      const { revealed } = await exportByHand('exportSnapshot', line(), { target, button: 'Show File' });
      assert.deepEqual(revealed, [target.fsPath]);
      await vscode.env.clipboard.writeText('something else');
      await exportByHand('exportSnapshot', line(), { target, button: 'Copy Path' });
      while ((await vscode.env.clipboard.readText()) !== target.fsPath) await sleep(50);
    });

    it('opens the file where VS Code has no file manager', async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const target = fileIn('browser.json');
      await exportByHand('exportSnapshot', line(), { target, button: 'Show File', inBrowser: true });
      assert.equal(await activeUri('file'), target.toString());
    });

    it('goes where VS Code alone can write, and is opened there', async () => {
      const target = vscode.Uri.parse(`${ELSEWHERE}://some/folder/ex port.json`);
      const { told } = await exportByHand('exportSnapshot', line(), { target, button: 'Open File' });
      assert.deepEqual(told.slice(1), ['Open File', 'Copy Path']);
      const [text] = elsewhere.texts(target.path);
      assert.equal((JSON.parse(text ?? '') as { users: unknown[] }).users.length, 20);
      assert.equal(await activeUri(ELSEWHERE), target.toString());
    });
  });

  it('says where it cannot be written, and what to do', async () => {
    elsewhere.readOnly = true;
    const target = `${ELSEWHERE}://some/folder/read-only.json`;
    const exporting = run('logtoAccess.exportSnapshot', { snapshotId: older, format: 'c1-json', target });
    await assert.rejects(exporting, /read-only\.json was not written/);
    elsewhere.readOnly = false;
  });

  it('leaves what was there where VS Code breaks off in the middle of the new one', async () => {
    const target = vscode.Uri.parse(`${ELSEWHERE}://some/folder/kept.json`);
    elsewhere.writeFile(target, new TextEncoder().encode('before'));
    const paths = elsewhere.paths;
    elsewhere.breaksOff = true;
    const argument = { snapshotId: older, format: 'c1-json', target: target.toString() } as const;
    await assert.rejects(run('logtoAccess.exportSnapshot', argument), /kept\.json was not written/);
    elsewhere.breaksOff = false;
    assert.deepEqual(elsewhere.texts(target.path), ['before']);
    assert.deepEqual(elsewhere.paths, paths);
    await run('logtoAccess.exportSnapshot', argument);
    assert.match(elsewhere.texts(target.path)[0] ?? '', /^\{\n"\$schema"/);
    assert.deepEqual(elsewhere.paths, paths);
  });

  it('is in each form for programs, with what had to be mended', async () => {
    const beginnings = { 'c1-json': '{\n"$schema": "', c1z: 'C1ZF\0', 'c1-csv': 'Type,Last Name' } as const;
    for (const format of ['c1-json', 'c1z', 'c1-csv'] as const) {
      const target = join(folder, format);
      const result = await run('logtoAccess.exportSnapshot', { snapshotId: older, format, target });
      assert.deepEqual([result.target, result.counts.users, result.mended], [target, 20, {}]);
      assert.ok(readFileSync(target, 'latin1').startsWith(beginnings[format]), format);
    }
  });

  it('is extended, and begins with a byte order mark, as the settings say where the program does not', async () => {
    const settings = vscode.workspace.getConfiguration('logtoAccess');
    const target = join(folder, 'settings.csv');
    const exported = async (said: { extended?: boolean; bom?: boolean }): Promise<unknown> => {
      const argument = { snapshotId: older, format: 'c1-csv', target, ...said } as const;
      const { counts } = await run('logtoAccess.exportSnapshot', argument);
      return [counts.users > 20, readFileSync(target, 'utf8').startsWith('\ufeff')];
    };
    const expected = [
      [{}, [false, false]],
      [{ extended: true }, [true, false]],
      [{ bom: true }, [false, true]],
    ] as const;
    for (const [said, result] of expected) assert.deepEqual(await exported(said), result);
    try {
      await settings.update('export.extended', true, vscode.ConfigurationTarget.Global);
      await settings.update('export.csvBom', true, vscode.ConfigurationTarget.Global);
      assert.deepEqual(await exported({}), [true, true]);
      assert.deepEqual(await exported({ extended: false, bom: false }), [false, false]);
    } finally {
      await settings.update('export.extended', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('export.csvBom', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  describe('that is cancelled', () => {
    const big = 'zz'.padStart(27, '1');
    const target = join(folder, 'cancelled', 'old');

    before(() => {
      const { tenantId } = connected;
      const users = Array.from({ length: 20_000 }, (_, i) => user(`u${i}`, { name: 'n'.repeat(1025) }));
      const at = Date.now() + 3_600_000;
      const info = { tenantId, tenantName: 'Acme', startedAt: at, endedAt: at, id: big };
      writeSnapshot(join(folderOf(tenantId), 'big.snapshot'), { users }, info);
      mkdirSync(join(folder, 'cancelled'));
      writeFileSync(target, 'what was there before');
    });

    /** Presses Cancel under the progress once something is being written. */
    function cancelling(): sinon.SinonStub {
      const { withProgress } = vscode.window;
      return sinon.stub(vscode.window, 'withProgress').callsFake((options, task) => {
        assert.ok(options.cancellable);
        const source = new vscode.CancellationTokenSource();
        void (async () => {
          while (readdirSync(join(folder, 'cancelled')).length < 2) await sleep(1);
          source.cancel();
        })();
        return withProgress(options, (progress) => task(progress, source.token));
      });
    }

    for (const format of ['c1-json', 'c1z', 'c1-csv'] as const)
      it(`leaves what was there, and nothing else, as ${format}`, async () => {
        const progress = cancelling();
        try {
          const exporting = run('logtoAccess.exportSnapshot', { snapshotId: big, format, target });
          await assert.rejects(exporting, /Cancelled/);
        } finally {
          progress.restore();
        }
        assert.deepEqual(readdirSync(join(folder, 'cancelled')), ['old']);
        assert.equal(readFileSync(target, 'utf8'), 'what was there before');
      });

    it('shows before how far it is, to the end and no further', async () => {
      const increments: number[] = [];
      const { withProgress } = vscode.window;
      const progress = sinon.stub(vscode.window, 'withProgress').callsFake((options, task) =>
        withProgress(options, (shown, token) => {
          const report = (value: { increment?: number }): void => {
            increments.push(value.increment ?? 0);
            shown.report(value);
          };
          return task({ report }, token);
        }),
      );
      try {
        await run('logtoAccess.exportSnapshot', {
          snapshotId: big,
          format: 'c1z',
          target: join(folder, 'big'),
        });
      } finally {
        progress.restore();
      }
      const percent = increments.reduce((sum, one) => sum + one, 0);
      assert.ok(increments.length > 1 && percent > 10 && percent < 100.1, increments.join());
    });

    it('says nothing to a person, and tells of what was mended where it is not', async () => {
      const item = { type: 'run', tenantId: connected.tenantId, snapshotId: big };
      const progress = cancelling();
      const cancelled = await exportByHand('exportSnapshot', item, { target: vscode.Uri.file(target) });
      progress.restore();
      assert.deepEqual(cancelled.told, []);
      const { told } = await exportByHand('exportSnapshot', item, { target: fileIn('big.json') });
      assert.match(told[0] ?? '', / Mended for ConductorOne: 20,000 rows with a name cut to 1,024 bytes\. /);
    });
  });
});
