import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { startDemoTenant } from '../../src/demo/start.ts';
import type { AccessError } from '../../src/errors.ts';
import { extension, run } from './support/extension.ts';
import { linesOf } from './support/providers.ts';
import { filesHolding, lookUp } from './support/secrets.ts';
import { connect, disconnect } from './support/tenant.ts';

/** The log of the extension, once it says something. */
async function logWith(text: string): Promise<string> {
  for (;;) {
    const found = filesHolding(text).find((file) => file.endsWith('Logto Access.log'));
    if (found !== undefined) return readFileSync(found, 'utf8');
    await sleep(100);
  }
}

describe('The extension', () => {
  it('activates in a real VS Code and gives its API', async () => {
    const { version, ...operations } = await extension().activate();
    assert.equal(version, 1);
    assert.deepEqual(Object.keys(operations).sort(), [
      ...['accessHistory', 'cancelSync', 'compareAccess', 'connectTenant', 'deleteSnapshot'],
      ...['diffSnapshots', 'disconnectTenant', 'editTenant', 'explainAccess', 'exportSnapshot'],
      ...[
        'findAccess',
        'openAccessMap',
        'openDemoTenant',
        'openSnapshotFile',
        'pinSnapshot',
        'renameSnapshot',
      ],
      ...['sync', 'testConnection', 'undoDeleteSnapshot', 'unpinSnapshot', 'whoCan'],
    ]);
  });

  it('logs where in its code an error came from that it does not explain', async () => {
    await vscode.commands.executeCommand('logtoAccess.showSnapshot'); // only views call it, with a line
    assert.match(await logWith('TypeError'), /TypeError: .*\n\s+at .*\/dist\/[\w-]+\.js/);
  });

  it('registers every command that its manifest shows', async () => {
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    await extension().activate();
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributes.commands.filter(({ command }) => !known.has(command)),
      [],
    );
  });

  it('has nothing to show before a tenant is connected', async () => {
    assert.deepEqual(await linesOf('logtoAccess.access'), []);
    assert.deepEqual(await linesOf('logtoAccess.snapshots'), []);
    assert.deepEqual(await linesOf('logtoAccess.changes'), []);
  });
});

describe('Connecting a tenant', () => {
  it('puts the secret into the real keychain and nowhere on disk, and disconnecting takes it out', async () => {
    const secret = 'S3cret-that-must-not-lie-around-0123456789';
    const connected = await connect({ secret });
    assert.deepEqual(JSON.parse(lookUp(connected.tenantId) ?? ''), { version: 1, clientSecret: secret });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    assert.deepEqual(filesHolding(secret), []);
    await disconnect(connected);
    assert.equal(lookUp(connected.tenantId), undefined);
    assert.deepEqual(await linesOf('logtoAccess.access'), []);
  });

  it('finds what was stored on disk where something was, so that the search above means something', async () => {
    const marker = 'a marker that is written to the settings';
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update('associations', { '*.x': marker }, vscode.ConfigurationTarget.Global);
    assert.ok(filesHolding(marker).length > 0);
    await settings.update('associations', undefined, vscode.ConfigurationTarget.Global);
  });

  it('stores nothing when the secret is wrong, and names it', async () => {
    const tenant = await startDemoTenant({ seed: 7 });
    const { baseUrl, clientId } = tenant;
    await assert.rejects(
      run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret: 'wrong' }),
      /does not accept the App Secret/,
    );
    assert.deepEqual(await linesOf('logtoAccess.access'), []);
    await tenant.close();
  });

  it('refuses an argument that is not as the contract says, naming the part', async () => {
    const argument = { baseUrl: 'https://acme.logto.app', clientId: 7 } as never;
    await assert.rejects(run('logtoAccess.connectTenant', argument), /argument\.clientId is not as expected/);
  });

  it('never repeats what it was given in place of a secret', async () => {
    const { connectTenant } = await extension().activate();
    const argument = { baseUrl: 'https://acme.logto.app', clientId: 'a', clientSecret: 123456789 } as never;
    await assert.rejects(connectTenant(argument), (error: AccessError) => {
      assert.match(error.message, /argument\.clientSecret is not as expected/);
      assert.equal(error.hint, 'string was expected, not number.');
      assert.doesNotMatch(`${error.message} ${String(error.stack)}`, /123456789/);
      return true;
    });
  });

  it('refuses plain http to another machine, unless told to insist', async () => {
    const argument = { baseUrl: 'http://logto.example.com', clientId: 'a', clientSecret: 'b' };
    await assert.rejects(run('logtoAccess.connectTenant', argument), /not encrypted/);
  });
});
