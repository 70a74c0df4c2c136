import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { MemoryFiles } from './support/memoryFiles.ts';
import { linesOf } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ELSEWHERE = 'logto-access-test';

/** Exports the tenant as a person does from its line; dialogs do not appear in tests, so they are answered here. */
async function exportByHand(tenantId: string, target: vscode.Uri): Promise<vscode.SaveDialogOptions> {
  const asked = sinon.stub(vscode.window, 'showSaveDialog').resolves(target);
  const told = sinon.stub(vscode.window, 'showInformationMessage');
  told.callsFake((...args: unknown[]) => Promise.resolve(args[1] as never)); // "Open File"
  try {
    await vscode.commands.executeCommand('logtoAccess.exportSnapshot', { type: 'tenant', tenantId });
    return asked.firstCall.args[0] ?? {};
  } finally {
    sinon.restore();
  }
}

async function activeUri(scheme: string): Promise<string> {
  for (;;) {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (uri?.scheme === scheme) return uri.toString();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('An export', () => {
  let connected: ConnectedTenant;
  let older: string;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));
  const elsewhere = new MemoryFiles();
  const registered = vscode.workspace.registerFileSystemProvider(ELSEWHERE, elsewhere);

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

  it('from the line of a tenant is of the snapshot that is shown, and proposes a folder of files', async () => {
    const [, line] = await linesOf('logtoAccess.snapshots', (await linesOf('logtoAccess.snapshots'))[0]);
    await vscode.commands.executeCommand('logtoAccess.showSnapshot', line?.element);
    const target = join(folder, 'shown.json');
    const { defaultUri } = await exportByHand(connected.tenantId, vscode.Uri.file(target));
    assert.ok(readFileSync(target, 'utf8').includes(older));
    const proposed = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
    assert.equal(join(defaultUri?.fsPath ?? '', '..'), proposed);
  });

  it('goes where VS Code alone can write, and is opened there', async () => {
    const target = vscode.Uri.parse(`${ELSEWHERE}://some/folder/ex port.json`);
    await exportByHand(connected.tenantId, target);
    const [text] = elsewhere.texts(target.path);
    assert.equal((JSON.parse(text ?? '') as { users: unknown[] }).users.length, 20);
    assert.equal(await activeUri(ELSEWHERE), target.toString());
  });

  it('says where it cannot be written, and what to do', async () => {
    elsewhere.readOnly = true;
    const target = `${ELSEWHERE}://some/folder/read-only.json`;
    const exporting = run('logtoAccess.exportSnapshot', { snapshotId: older, format: 'c1-json', target });
    await assert.rejects(exporting, /read-only\.json was not written/);
    elsewhere.readOnly = false;
  });
});
