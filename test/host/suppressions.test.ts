import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sinon from 'sinon';
import * as vscode from 'vscode';
import type { FindingLine } from '../../src/vscode/findings/lines.ts';
import { organization, user, writeSnapshot } from '../unit/snapshot/support/rows.ts';
import { run } from './support/extension.ts';
import { lookingAway } from './support/focus.ts';
import { answering } from './support/person.ts';
import { goDown, linesOf, onRefresh } from './support/providers.ts';
import { until } from './support/runs.ts';
import { folderOf } from './support/storage.ts';

const { executeCommand } = vscode.commands;
const FINDINGS = 'logtoAccess.findings';
const NAME = 'logto-access.suppressions.json';
const DAY_MS = 24 * 3600 * 1000;

const utcDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const lastLine = async (): Promise<string> => (await linesOf(FINDINGS)).at(-1)?.label ?? '';

describe('What was suppressed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));
  const inWorkspace = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, NAME);
  const besideSnapshots = vscode.Uri.file(join(dirname(folderOf('any')), NAME));

  before(async () => {
    const file = join(folder, 'made.snapshot');
    const rows = {
      users: [user('u1', { lastSignInAt: Date.now() })],
      organizations: [organization('o1', { name: 'Acme' })],
      members: { o1: { u1: [] } },
    };
    writeSnapshot(file, rows, { endedAt: Date.now() });
    await run('logtoAccess.openSnapshotFile', { file });
  });
  afterEach(async () => {
    sinon.restore();
    await executeCommand('workbench.action.closeAllEditors');
    for (const file of [inWorkspace, besideSnapshots]) rmSync(file.fsPath, { force: true });
    await executeCommand('logtoAccess.refreshFindings');
  });
  after(async () => {
    await executeCommand(
      'logtoAccess.closeSnapshotFile',
      (await goDown('logtoAccess.access', 'made.snapshot')).element,
    );
    rmSync(folder, { recursive: true, force: true });
  });

  /** Suppresses the first finding until a day. */
  async function suppress(day: string): Promise<void> {
    const [rule] = await linesOf(FINDINGS);
    const [line] = await linesOf(FINDINGS, rule);
    const { finding } = line!.element as FindingLine;
    assert.ok(finding);
    await answering(
      [
        [/Why is this right as it is/, 'It is.'],
        [/Until which day/, day],
      ],
      () => executeCommand('logtoAccess.suppressFinding', line!.element),
    );
    assert.equal(await lastLine(), '1 suppressed');
  }

  it('without a workspace is kept beside the snapshots, and judged by as soon as it is saved there', async () => {
    sinon.stub(vscode.workspace, 'workspaceFolders').value(undefined);
    await suppress('2999-12-31');
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
    const { document } = editor!;
    assert.equal(document.uri.fsPath, besideSnapshots.fsPath);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), '{ "suppressions": [] }\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(await lastLine(), '1 suppressed', 'what is not saved does not count');
    await document.save();
    await until(async () => (await lastLine()) !== '1 suppressed');
  });

  it('counts where another entry is wrong, of which a problem tells at its line, also while it is written', async () => {
    const problems = (): string[] =>
      vscode.languages
        .getDiagnostics(inWorkspace)
        .filter(({ source }) => source === 'Logto Access')
        .map(({ range, message }) => `${range.start.line + 1}: ${message}`);
    const one = { finding: 'member-without-role/u1/o1', reason: 'So.', until: '2999-12-31' };
    const text = JSON.stringify({ suppressions: [one, { ...one, finding: 'x/y', until: 'soon' }] }, null, 2);
    await vscode.workspace.fs.writeFile(inWorkspace, Buffer.from(text));
    await until(() => problems().length === 1);
    assert.deepEqual(problems(), ['11: until has to be a day such as 2026-12-31.']);
    assert.equal(await lastLine(), '1 suppressed');
    assert.match(
      (await linesOf(FINDINGS))[0]?.label ?? '',
      /cannot be read: line 11: .*only what is right in it/,
    );
    const document = await vscode.workspace.openTextDocument(inWorkspace);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(inWorkspace, document.positionAt(0), '\n');
    await vscode.workspace.applyEdit(edit);
    await until(() => problems()[0]?.startsWith('12: ') === true);
    edit.replace(inWorkspace, new vscode.Range(0, 0, document.lineCount, 0), text.replace('soon', one.until));
    await vscode.workspace.applyEdit(edit);
    await until(() => problems().length === 0);
    await document.save();
    await until(async () => !(await linesOf(FINDINGS))[0]?.label.includes('cannot be read'));
  });

  it('until today comes back by itself where one looks again on another day', async () => {
    const now = Date.now();
    await suppress(utcDay(now));
    lookingAway(() => undefined);
    let asked = 0;
    const listener = onRefresh(FINDINGS, () => asked++);
    try {
      lookingAway(() => undefined);
      assert.equal(asked, 0, 'on the same day nothing is judged again');
      lookingAway(() => sinon.useFakeTimers({ now: now + DAY_MS, toFake: ['Date'] }));
      assert.equal(asked, 1);
      assert.notEqual(await lastLine(), '1 suppressed');
      sinon.restore();
      lookingAway(() => undefined);
      assert.equal(await lastLine(), '1 suppressed');
    } finally {
      listener.dispose();
    }
  });
});
