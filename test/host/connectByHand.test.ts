import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { startDemoTenant, type DemoTenant, type DemoTenantOptions } from '../../src/demo/start.ts';
import { answer, type Fault } from '../support/tenant.ts';
import { run } from './support/extension.ts';
import { answering, type Reply } from './support/person.ts';
import { goDown, linesOf } from './support/providers.ts';
import { connect, disconnect } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';

/** Answers the questions of the dialog, and gives the tenant that it connected. */
async function connectByHand(replies: readonly Reply[]): Promise<string> {
  const connected = await answering(replies, () =>
    vscode.commands.executeCommand<{ tenantId: string } | undefined>('logtoAccess.connectTenant'),
  );
  return connected?.tenantId ?? assert.fail('nothing was connected');
}

/** Waits for the sync that follows at once. */
async function synced(tenant: DemoTenant): Promise<void> {
  const { host } = new URL(tenant.baseUrl);
  for (;;) {
    const lines = await linesOf(ACCESS, await goDown(ACCESS, host));
    if (lines.some(({ label }) => label === 'Organizations')) return;
    await sleep(50);
  }
}

async function withTenants(
  options: DemoTenantOptions,
  test: (tenant: DemoTenant, other: DemoTenant) => Promise<string>,
): Promise<void> {
  const small = { seed: 7, users: 20, organizations: 2 };
  const tenant = await startDemoTenant(small);
  const other = await startDemoTenant({ ...small, ...options });
  try {
    const tenantId = await test(tenant, other);
    await synced(tenant);
    await run('logtoAccess.disconnectTenant', { tenantId });
  } finally {
    await Promise.all([tenant.close(), other.close()]);
  }
}

const html: Fault = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  return true;
};

describe('Connecting a tenant by hand', () => {
  it('proves the connection once', () =>
    withTenants({}, async (tenant) => {
      const { baseUrl, clientId, clientSecret } = tenant;
      const tenantId = await connectByHand([
        [/1\/3/, baseUrl],
        [/2\/3/, clientId],
        [/3\/3/, clientSecret],
      ]);
      await synced(tenant);
      assert.equal(tenant.requests.tokens, 2, 'one to prove it, one to sync');
      return tenantId;
    }));

  it('asks for the base URL again where it is not Logto’s, and forgets the API resource typed for it', () => {
    let asked = 0;
    const unknown = { code: 'oidc.invalid_target' };
    const intercept: DemoTenantOptions['intercept'] = (request, response) =>
      (asked++ === 0 ? answer(response, 400, unknown) : html(request, response)) ?? false;
    return withTenants({ intercept }, ({ baseUrl, clientId, clientSecret }, other) =>
      connectByHand([
        [/1\/3/, other.baseUrl],
        [/2\/3/, clientId],
        [/3\/3/, clientSecret],
        [/\(4\/4\) .*does not know the API resource/, 'no indicator'],
        [/not taken: .*"no indicator" is not an indicator/, 'https://other.logto.app/api'],
        [new RegExp(`\\(1/4\\) .*does not answer as Logto .*${other.baseUrl}`), baseUrl],
      ]),
    );
  });

  it('goes back a step where a person wants to, and keeps what they typed', () =>
    withTenants({}, async ({ baseUrl, clientId, clientSecret }) =>
      connectByHand([
        [/1\/3.*address of the tenant.*\| $/, `${baseUrl}/oidc/token`],
        [/2\/3.*App ID.*\| $/, { back: true, typed: 'half an' }],
        [new RegExp(`1/3.*\\| ${baseUrl}$`), baseUrl],
        [/2\/3.*\| half an$/, clientId],
        [/3\/3.*App Secret.*\| $/, { back: true, typed: clientSecret }],
        [new RegExp(`2/3.*\\| ${clientId}$`), clientId],
        [new RegExp(`3/3.*\\| \\*{${clientSecret.length}}$`), clientSecret],
      ]),
    ));

  const KEPT = {
    auto: 'in the OS keychain, or in VS Code’s secret storage where there is no keychain',
    keychain: 'in the OS keychain',
    secretStorage: 'in VS Code’s secret storage',
    session: 'in memory only, until this window is closed',
  };
  for (const [choice, where] of Object.entries(KEPT))
    it(`says before the secret is given to whom it is sent, and that it is kept ${where}`, async () => {
      const settings = vscode.workspace.getConfiguration('logtoAccess');
      await settings.update('credentialStore', choice, vscode.ConfigurationTarget.Global);
      try {
        await withTenants({}, async ({ baseUrl, clientId, clientSecret }) => {
          const said = `It is sent to ${new URL(baseUrl).host} alone\\. It is kept ${where}\\.`;
          return connectByHand([
            [/1\/3/, baseUrl],
            [/2\/3/, clientId],
            [new RegExp(`3/3.* ${said}`), 'wrong'],
            [new RegExp(`3/3.*does not accept the App Secret.* ${said}`), clientSecret],
          ]);
        });
      } finally {
        await settings.update('credentialStore', undefined, vscode.ConfigurationTarget.Global);
      }
    });

  it('is given up with Escape at any step, and what was connected stays', async () => {
    const connected = await connect({ users: 20, organizations: 2 });
    const before = (await linesOf(ACCESS)).map(({ label }) => label);
    const connecting = (): Thenable<unknown> => vscode.commands.executeCommand('logtoAccess.connectTenant');
    const { baseUrl, clientId } = connected.tenant;
    const steps: Reply[] = [
      [/1\/3/, baseUrl],
      [/2\/3/, clientId],
      [/3\/3/, 'a wrong secret'],
      [/3\/3.*does not accept the App Secret/, undefined],
    ];
    for (const at of steps.keys()) {
      const left: Reply[] = [...steps.slice(0, at), [steps[at]![0], undefined]];
      assert.equal(await answering(left, connecting), undefined);
      assert.deepEqual(
        (await linesOf(ACCESS)).map(({ label }) => label),
        before,
      );
    }
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
    await disconnect(connected);
  });

  it('asks about plain http for every base URL anew, and for another base URL where it is declined', () =>
    withTenants({}, ({ baseUrl, clientId, clientSecret }) =>
      connectByHand([
        [/1\/3/, 'http://0.0.0.0:9'],
        [/2\/3/, clientId],
        [/3\/3/, clientSecret],
        [/http:\/\/0\.0\.0\.0:9 is not encrypted/, 'Connect Unencrypted'],
        [/1\/3.*Nothing answers at http:\/\/0\.0\.0\.0:9/, 'http://0.0.0.0:10'],
        [/http:\/\/0\.0\.0\.0:10 is not encrypted/, undefined],
        [/1\/3.*http:\/\/0\.0\.0\.0:10 is not encrypted/, baseUrl],
      ]),
    ));
});
