import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { tenantIdOf } from '../../src/credentials/tenants.ts';
import { startDemoTenant, type DemoTenant } from '../../src/demo/start.ts';
import { run } from './support/extension.ts';
import { messagesOf } from './support/messages.ts';
import { answering, type Reply } from './support/person.ts';
import { goDown, linesOf } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';
import { withFile } from './support/withFile.ts';

const ACCESS = 'logtoAccess.access';

async function namesOfTenants(): Promise<string[]> {
  return (await linesOf(ACCESS)).map(({ label }) => label);
}

describe('A tenant that is connected', () => {
  let connected: ConnectedTenant;
  let tenant: DemoTenant;
  let folder: string;

  beforeEach(async () => {
    connected = await connect({ users: 20, organizations: 2 });
    ({ tenant } = connected);
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
  });
  afterEach(async () => {
    await disconnect(connected);
    rmSync(folder, { recursive: true, force: true });
  });

  const edit = (replies: readonly Reply[]): Promise<unknown> =>
    answering(replies, () =>
      vscode.commands.executeCommand('logtoAccess.editTenant', {
        type: 'tenant',
        tenantId: connected.tenantId,
      }),
    );

  it('is tested with a line for everything that a sync reads', async () => {
    const { works, checks } = await run('logtoAccess.testConnection', { tenantId: connected.tenantId });
    assert.equal(works, true);
    assert.equal(checks[0]?.what, 'The access token');
    assert.ok(checks.some(({ what }) => what === '/api/organization-invitations'));
  });

  it('gets another name, in the views too', async () => {
    await edit([
      [/Edit Acme/, 'Name'],
      [/Edit Acme .*How the views call it .*Acme/, 'Acme Europe'],
    ]);
    assert.ok((await namesOfTenants()).includes('Acme Europe'));
    await goDown(ACCESS, 'Acme Europe');
  });

  it('is left as it was where a person goes back to what can be changed, and leaves', async () => {
    await edit([
      [/Edit Acme/, 'Name'],
      [/Edit Acme .*How the views call it .*Acme/, { back: true, typed: 'Another' }],
      [/Edit Acme/, 'App Secret'],
      [/Edit Acme .*App Secret/, { back: true }],
      [/Edit Acme/, undefined],
    ]);
    assert.ok((await namesOfTenants()).includes('Acme'));
  });

  it('gets another App Secret only where that works, and then syncs with it', async () => {
    const { tenantId } = connected;
    await assert.rejects(
      async () => run('logtoAccess.editTenant', { tenantId, clientSecret: 'wrong-canary' }),
      (error: Error) => /App Secret/.test(error.message) && !error.message.includes('canary'),
    );
    await run('logtoAccess.sync', { tenantId });
    await edit([
      [/Edit Acme/, 'App Secret'],
      [/Edit Acme .*App Secret/, 'wrong-canary'],
      [/Edit Acme .*does not accept the App Secret/, tenant.clientSecret],
    ]);
    await run('logtoAccess.sync', { tenantId });
  });

  it('keeps its secret to itself where all tenants are exported, and is known where they are imported', async () => {
    const file = join(folder, 'tenants.json');
    await withFile(file, () => vscode.commands.executeCommand('logtoAccess.exportTenants'));
    const written = readFileSync(file, 'utf8');
    assert.ok(written.includes('"name": "Acme"') && !written.includes(tenant.clientSecret));
    const before = await namesOfTenants();
    await withFile(file, () => vscode.commands.executeCommand('logtoAccess.importTenants'));
    assert.deepEqual(await namesOfTenants(), before);
  });

  it('is imported without a secret, which is asked for when a person syncs it', async () => {
    const other = await startDemoTenant({ seed: 8, users: 20, organizations: 2 });
    const { baseUrl, tokenUrl, resource, clientId, clientSecret } = other;
    const facts = { name: 'Shared', baseUrl, tokenUrl, resource, clientId };
    const file = join(folder, 'tenants.json');
    writeFileSync(file, JSON.stringify({ format: 'logto-access.tenants', version: 1, tenants: [facts] }));
    try {
      await withFile(file, () => vscode.commands.executeCommand('logtoAccess.importTenants'));
      assert.ok((await namesOfTenants()).includes('Shared'));
      const tenantId = tenantIdOf({ baseUrl, tokenUrl, resource, clientId });
      await assert.rejects(
        async () => run('logtoAccess.sync', { tenantId }),
        /There is no App Secret for Shared/,
      );
      const sync = (): Thenable<unknown> =>
        vscode.commands.executeCommand('logtoAccess.sync', { type: 'tenant', tenantId });
      assert.equal(await answering([[/App Secret of Shared/, undefined]], sync), undefined);
      await answering([[/App Secret of Shared/, clientSecret]], sync);
      await run('logtoAccess.sync', { tenantId });
      await run('logtoAccess.disconnectTenant', { tenantId });
    } finally {
      await other.close();
    }
  });

  it('is imported although another in the file is at plain http, which is left out and named', async () => {
    const { baseUrl, tokenUrl, resource } = tenant;
    const good = { name: 'Good', baseUrl, tokenUrl, resource, clientId: 'another' };
    const open = 'http://logto.example.com';
    const bad = { ...good, name: '[Bad](command:x)', baseUrl: open, tokenUrl: `${open}/oidc/token` };
    const file = join(folder, 'tenants.json');
    const tenants = [bad, good];
    writeFileSync(file, JSON.stringify({ format: 'logto-access.tenants', version: 1, tenants }));
    const [said, ...more] = await messagesOf(() =>
      withFile(file, () => vscode.commands.executeCommand('logtoAccess.importTenants')),
    );
    assert.deepEqual(more, []);
    assert.match(said ?? '', /^1 tenant added\. .*\[Bad\] \(command:x\) was left out: .* is not encrypted/);
    assert.deepEqual(await namesOfTenants(), ['Acme', 'Good']);
    await run('logtoAccess.disconnectTenant', { tenantId: tenantIdOf(good) });
  });

  it('lends its addresses to another application of the same Logto', async () => {
    await answering(
      [
        [/Connect a Logto tenant \(1\/2\) .*App ID/, tenant.clientId],
        [/Connect a Logto tenant \(2\/2\) .*App Secret/, tenant.clientSecret],
      ],
      () =>
        vscode.commands.executeCommand('logtoAccess.duplicateTenant', {
          type: 'tenant',
          tenantId: connected.tenantId,
        }),
    );
    assert.ok((await namesOfTenants()).includes('Acme'), 'the same application is the same tenant');
  });
});
