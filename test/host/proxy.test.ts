import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startDemoTenant } from '../../src/demo/start.ts';
import type { AccessError } from '../../src/errors.ts';
import type { ArgumentOf } from '../../src/vscode/contract.ts';
import { run } from './support/extension.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { startTls, type Certificate } from './support/tls.ts';

/** Only the proxy can reach it: no name server knows a name that ends in `.test`. */
const HOST = 'logto.proxied.test';

async function set(values: { readonly [key: string]: string | boolean | undefined }): Promise<void> {
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

/** Runs a test with an embedded tenant that speaks https with a certificate, behind a proxy. */
async function overTls(
  certificate: Certificate,
  test: (connection: ArgumentOf<'logtoAccess.connectTenant'>, proxy: Proxy) => Promise<void>,
): Promise<void> {
  const tenant = await startDemoTenant({ seed: 7, users: 40, organizations: 4 });
  const { clientId, clientSecret } = tenant;
  const tls = await startTls(certificate, Number(new URL(tenant.baseUrl).port));
  try {
    await behindProxy(tls.port, (proxy) =>
      test({ baseUrl: `https://${HOST}`, clientId, clientSecret }, proxy),
    );
  } finally {
    await tls.close();
    await tenant.close();
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

  it('is a tunnel for https, at whose end the certificate is checked', () =>
    overTls('self-signed', async (connection, { requests, tunnels }) => {
      await assert.rejects(run('logtoAccess.connectTenant', connection), (error: AccessError) => {
        assert.equal(
          error.message,
          `The certificate of https://${HOST} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).`,
        );
        return true;
      });
      assert.deepEqual([...new Set(tunnels)], [`${HOST}:443`]);
      assert.deepEqual(requests, []);
    }));

  it('is a tunnel for https, in which nothing is checked where http.proxyStrictSSL is switched off', () =>
    overTls('self-signed', async (connection) => {
      await set({ proxyStrictSSL: false });
      try {
        const { tenantId } = await run('logtoAccess.connectTenant', connection);
        await run('logtoAccess.disconnectTenant', { tenantId });
      } finally {
        await set({ proxyStrictSSL: undefined });
      }
    }));

  it('carries a sync from a server whose certificate a private authority signed that this machine trusts', () =>
    overTls('private', async (connection, { tunnels }) => {
      const { tenantId } = await run('logtoAccess.connectTenant', connection);
      const { counts } = await run('logtoAccess.sync', { tenantId });
      assert.equal(counts.users, 40);
      assert.ok(tunnels.length > 0);
      await run('logtoAccess.disconnectTenant', { tenantId });
    }));

  it('carries a sync from a server whose certificate an authority in the system’s store signed, unless that is not to count', () =>
    overTls('system', async (connection) => {
      await set({ systemCertificatesNode: true, systemCertificates: false });
      try {
        await assert.rejects(run('logtoAccess.connectTenant', connection), (error: AccessError) => {
          assert.match(error.message, /is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/);
          assert.match(error.hint ?? '', /http\.systemCertificates/);
          return true;
        });
        await set({ systemCertificates: undefined });
        const { tenantId } = await run('logtoAccess.connectTenant', connection);
        assert.equal((await run('logtoAccess.sync', { tenantId })).counts.users, 40);
        await run('logtoAccess.disconnectTenant', { tenantId });
      } finally {
        await set({ systemCertificatesNode: undefined, systemCertificates: undefined });
      }
    }));

  it('is named where it does not answer', async () => {
    const connection = { baseUrl: `https://${HOST}`, clientId: 'app', clientSecret: 'secret' };
    await set({ proxy: 'http://127.0.0.1:9', proxySupport: 'override' });
    try {
      await assert.rejects(
        run('logtoAccess.connectTenant', connection),
        /The proxy at 127\.0\.0\.1:9 does not answer/,
      );
    } finally {
      await set({ proxy: undefined, proxySupport: undefined });
    }
  });
});
