import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startDemoTenant } from '../../src/demo/start.ts';
import { extension, run } from './support/extension.ts';
import { startProxy, type Proxy } from './support/proxy.ts';

/** Only the proxy can reach it: no name server knows a name that ends in `.test`. */
const HOST = 'logto.proxied.test';

async function set(values: { readonly [key: string]: string | undefined }): Promise<void> {
  const settings = vscode.workspace.getConfiguration('http');
  for (const [key, value] of Object.entries(values))
    await settings.update(key, value, vscode.ConfigurationTarget.Global);
}

/** Runs a test behind a proxy that VS Code's settings name. */
async function behindProxy(port: number, test: (proxy: Proxy) => Promise<void>): Promise<void> {
  const proxy = await startProxy(port);
  await set({ proxy: proxy.url, proxySupport: 'override' });
  try {
    await test(proxy);
  } finally {
    await set({ proxy: undefined, proxySupport: undefined });
    await proxy.close();
  }
}

describe('A proxy that the settings of VS Code name', () => {
  it('carries all that a sync asks', async () => {
    const tenant = await startDemoTenant({ seed: 7, users: 250, organizations: 8 });
    const { clientId, clientSecret } = tenant;
    await behindProxy(Number(new URL(tenant.baseUrl).port), async ({ requests, tunnels }) => {
      const connection = { baseUrl: `http://${HOST}`, allowHttp: true, clientId, clientSecret };
      const { tenantId } = await run('logtoAccess.connectTenant', connection);
      const { counts } = await run('logtoAccess.sync', { tenantId });
      assert.equal(counts.users, 250);
      assert.equal(requests.length, tenant.requests.total);
      assert.deepEqual([...new Set(requests.map((url) => new URL(url).origin))], [`http://${HOST}`]);
      assert.deepEqual(tunnels, []);
      await run('logtoAccess.disconnectTenant', { tenantId });
    });
    await tenant.close();
  });

  it('is a tunnel for https, at whose end the certificate is checked', async () => {
    const folder = join(extension().extensionPath, 'test', 'fixtures', 'tls');
    const [key, cert] = ['key', 'cert'].map((part) => readFileSync(join(folder, `self-signed.${part}.pem`)));
    const server = createServer({ key, cert }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await behindProxy((server.address() as AddressInfo).port, async ({ requests, tunnels }) => {
      const connection = { baseUrl: `https://${HOST}`, clientId: 'app', clientSecret: 'secret' };
      await assert.rejects(
        run('logtoAccess.connectTenant', connection),
        new RegExp(`The certificate of https://${HOST} is not trusted`),
      );
      assert.deepEqual([...new Set(tunnels)], [`${HOST}:443`]);
      assert.deepEqual(requests, []);
    });
    server.close();
  });
});
