import assert from 'node:assert/strict';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { until } from './support/runs.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

describe('The policies of a workspace', function () {
  this.timeout(120_000);
  const root = vscode.workspace.workspaceFolders![0]!;
  const folder = vscode.Uri.joinPath(root.uri, 'policies');
  let connected: ConnectedTenant;

  before(async () => {
    connected = await connect();
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
  });
  afterEach(async () => {
    sinon.restore();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });
  after(() => disconnect(connected));

  async function write(name: string): Promise<vscode.Uri> {
    const file = vscode.Uri.joinPath(folder, name, 'logto-access.policy.jsonc');
    const policy = { tenants: ['nowhere'], assertions: [{ assert: 'requiresMfa' }] };
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(policy)));
    return file;
  }

  const problemsOf = (file: vscode.Uri): string[] =>
    vscode.languages
      .getDiagnostics(file)
      .filter(({ source }) => source === 'Logto Access')
      .map(({ message }) => message);

  it('are checked up to a hundred, and each that is left out says so', async () => {
    const names = Array.from({ length: 102 }, (_, i) => String(i).padStart(3, '0'));
    const files = await Promise.all(names.map(write));
    await until(() => files.every((file) => problemsOf(file).length > 0));
    const leftOut = /^This policy is not checked: of a workspace the first 100 are, by their paths\.$/;
    for (const [i, file] of files.entries()) {
      const told = problemsOf(file);
      assert.equal(told.length, 1);
      assert.match(told[0]!, i < 100 ? /^This policy is checked nowhere: / : leftOut);
    }
  });

  it('are checked once where one folder of the workspace lies in another one', async () => {
    const inner = { uri: folder, name: 'policies', index: 1 };
    sinon.stub(vscode.workspace, 'workspaceFolders').get(() => [root, inner]);
    const file = await write('some');
    await until(() => problemsOf(file).length > 0);
    assert.equal(problemsOf(file).length, 1);
  });
});
