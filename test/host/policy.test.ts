import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { organization, organizationRole, user, writeSnapshot } from '../unit/snapshot/support/rows.ts';
import { run } from './support/extension.ts';
import { goDown } from './support/providers.ts';
import { until } from './support/runs.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

describe('The policy of a workspace', function () {
  this.timeout(120_000);
  let connected: ConnectedTenant;
  let file: vscode.Uri;

  before(async () => {
    file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'logto-access.policy.jsonc');
    connected = await connect();
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
  });
  afterEach(async () => {
    sinon.restore();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(file);
    await problems((all) => all.length === 0);
  });
  after(() => disconnect(connected));

  const write = (...assertions: readonly object[]): Thenable<void> =>
    vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ assertions }, null, 2)));

  /** The problems of the policy, as soon as they are as wanted. */
  async function problems(areWanted: (all: readonly vscode.Diagnostic[]) => boolean): Promise<string[]> {
    let all: readonly vscode.Diagnostic[] = [];
    for (let tries = 0; tries < 150; tries++) {
      all = vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'Logto Access');
      if (areWanted(all)) return all.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
      await sleep(100);
    }
    assert.fail(`the problems stay: ${all.map(({ message }) => message).join('; ')}`);
  }

  it('has its breaches as problems at its own lines, until it is edited or the tenant is mended', async () => {
    await write({ assert: 'atLeast', role: 'admin', people: 1000 }, { assert: 'requiresMfa' });
    const breached = await problems((all) => all.length > 1);
    assert.ok(breached.some((one) => /^4: .* hold admin in .* and at least 1000 must\.$/.test(one)));
    assert.ok(breached.some((one) => /^9: .* does not require MFA\.$/.test(one)));
    await write({ assert: 'requiresMfa', because: 'Customers ask for it.' });
    const left = await problems((all) => all.every(({ code }) => code === 'requiresMfa'));
    const { organizations } = connected.tenant.data;
    assert.equal(left.length, organizations.list().filter((one) => !one.isMfaRequired).length);
    for (const one of left) assert.match(one, / require MFA\. The policy says: Customers ask for it\.$/);
    for (const { id } of organizations.list()) organizations.update(id, { isMfaRequired: true });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    await problems((all) => all.length === 0);
  });

  it('has what is wrong in it as problems once, however many tenants there are', async () => {
    const other = await connect();
    await run('logtoAccess.sync', { tenantId: other.tenantId });
    try {
      await vscode.workspace.fs.writeFile(file, Buffer.from('{ "assertions": [{ "assert": "atLeast" } }'));
      const all = await problems(({ length }) => length > 0);
      for (const problem of all) assert.match(problem, /^1: This is not JSON with comments: /);
      assert.equal(new Set(all).size, all.length);
    } finally {
      await disconnect(other);
    }
  });

  it('is checked in the tenants alone that it names, and says so where none is called so', async () => {
    const other = await connect();
    await run('logtoAccess.sync', { tenantId: other.tenantId });
    const assertions = [{ assert: 'atLeast', role: 'nobody', people: 1 }];
    const writeFor = (...tenants: readonly string[]): Thenable<void> =>
      vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ tenants, assertions }, null, 2)));
    try {
      await write(...assertions);
      await problems(({ length }) => length === 2);
      await writeFor(other.tenantId);
      assert.deepEqual(await problems(({ length }) => length === 1), [
        '8: There is no role nobody in this snapshot.',
      ]);
      await writeFor(other.tenantId, 'staging');
      const told = await problems(({ length }) => length === 2);
      assert.deepEqual(told.toSorted(), [
        '2: This policy is not checked in staging: no tenant that is shown is called so, by name or id.',
        '9: There is no role nobody in this snapshot.',
      ]);
      await writeFor('nowhere');
      assert.deepEqual(await problems(([first]) => first?.message.includes('nowhere') === true), [
        '2: This policy is checked nowhere: no tenant that is shown is called nowhere, by name or id.',
      ]);
    } finally {
      await disconnect(other);
    }
  });

  it('is for a tenant by the name that it has now, also before the next sync', async () => {
    const tenants = ['Acme production'];
    const assertions = [{ assert: 'atLeast', role: 'nobody', people: 1 }];
    await run('logtoAccess.editTenant', { tenantId: connected.tenantId, name: tenants[0]! });
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ tenants, assertions }, null, 2)));
    assert.deepEqual(await problems(({ length }) => length > 0), [
      '8: There is no role nobody in this snapshot.',
    ]);
  });

  it('is checked while it is typed, and says where it names what there is not', async () => {
    await write();
    const document = await vscode.workspace.openTextDocument(file);
    const editor = await vscode.window.showTextDocument(document);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const text = '{\n  "assertions": [\n    { "assert": "atLeast", "role": "owner", "people": 1 }\n  ]\n}';
    await editor.edit((edit) => edit.replace(all, text));
    assert.deepEqual(await problems(({ length }) => length > 0), [
      '3: There is no role owner in this snapshot.',
    ]);
    assert.ok(document.isDirty);
  });

  it('has the problems of the newest check, also where an older one ends later', async () => {
    const open = vscode.workspace.openTextDocument.bind(vscode.workspace);
    const held = Promise.withResolvers<unknown>();
    let began = false;
    let ended = false;
    const opened = sinon.stub(vscode.workspace, 'openTextDocument').callThrough();
    opened.onFirstCall().callsFake(async () => {
      const document = await open(file);
      const old = document.getText();
      began = true;
      await held.promise;
      const getText = (): string => {
        setTimeout(() => (ended = true), 3000); // by then, the check has long ended
        return old;
      };
      return { getText, positionAt: (offset: number) => document.positionAt(offset) } as vscode.TextDocument;
    });
    await write({ assert: 'atLeast', role: 'nobody', people: 1 });
    await until(() => began);
    await write({ assert: 'requiresMfa', organizations: ['nowhere'] });
    const newest = await problems(({ length }) => length > 0);
    held.resolve(undefined);
    await until(() => ended);
    assert.deepEqual(await problems(() => true), newest);
    assert.deepEqual(newest, ['6: There is no organization nowhere in this snapshot.']);
  });

  it('says so where it could not be checked, and what to do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));
    const damaged = join(folder, 'damaged.snapshot');
    const users = Array.from({ length: 1000 }, (_, i) => user(`u${i}`));
    const members = { o1: Object.fromEntries(users.map(({ id }) => [id, ['r1']])) };
    const organizationRoles = [organizationRole('r1', { name: 'admin' })];
    writeSnapshot(damaged, { users, organizations: [organization('o1')], members, organizationRoles });
    const bytes = readFileSync(damaged);
    writeFileSync(damaged, bytes.fill(0xff, bytes.length / 2));
    await run('logtoAccess.openSnapshotFile', { file: damaged });
    try {
      await write({ assert: 'atLeast', role: 'admin', people: 1 });
      const [only, ...others] = await problems(({ length }) => length > 0);
      assert.deepEqual(others, []);
      const told =
        /^1: This policy could not be checked in .+\. .*damaged\. Choose .* It is checked again after the next edit or sync\.$/;
      assert.match(only ?? '', told);
    } finally {
      const line = await goDown('logtoAccess.access', 'damaged.snapshot');
      await vscode.commands.executeCommand('logtoAccess.closeSnapshotFile', line.element);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
