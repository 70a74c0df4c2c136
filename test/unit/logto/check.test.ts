import assert from 'node:assert/strict';
import { startDemoTenant, type DemoTenantOptions } from '../../../src/demo/start.ts';
import { checkTenant, type Check, type Wishes } from '../../../src/logto/check.ts';
import { LogtoClient } from '../../../src/logto/client.ts';
import { answer } from '../../support/tenant.ts';

const ALL: Wishes = { userDetails: true, justInTime: true };

/** Tests the connection to a tenant; `secret` stands in for the right one. */
async function checksOf(
  options: DemoTenantOptions,
  { wishes = ALL, secret }: { wishes?: Wishes; secret?: string } = {},
): Promise<Check[]> {
  const tenant = await startDemoTenant({ seed: 7, users: 20, organizations: 2, ...options });
  const client = new LogtoClient(tenant, secret ?? tenant.clientSecret, { retry: { attempts: 1 } });
  try {
    const checks: Check[] = [];
    for await (const check of checkTenant(client, wishes)) checks.push(check);
    return checks;
  } finally {
    client.close();
    await tenant.close();
  }
}

const kindOf = ({ what }: Check): string => what.replace(/^(\/api\/[a-z-]+)\/[a-z0-9]+/, '$1/{id}');

describe('A test of a connection', () => {
  it('tries the token and everything that a sync with all its settings reads', async () => {
    const checks = await checksOf({});
    assert.deepEqual(checks.map(kindOf), [
      'The access token',
      ...['/api/users', '/api/users/{id}/roles', '/api/users/{id}/mfa-verifications', '/api/users/{id}'],
      ...['/api/organizations', '/api/organizations/{id}/users'],
      ...['email-domains', 'roles', 'sso-connectors'].map((rule) => `/api/organizations/{id}/jit/${rule}`),
      ...['/api/organization-roles', '/api/organization-scopes'],
      ...['/api/roles', ...['scopes', 'users', 'applications'].map((part) => `/api/roles/{id}/${part}`)],
      ...['/api/resources', '/api/applications', '/api/applications/{id}/organizations'],
      '/api/organization-invitations',
    ]);
    assert.deepEqual(
      checks.filter(({ problem }) => problem !== undefined),
      [],
    );
  });

  it('does not try what the settings do not ask for', async () => {
    const checks = await checksOf({}, { wishes: { userDetails: false, justInTime: false } });
    assert.ok(!checks.some(({ what }) => /jit|mfa/.test(what)));
  });

  it('ends with the token where there is none, and says what to do', async () => {
    const checks = await checksOf({}, { secret: 'wrong' });
    assert.equal(checks.length, 1);
    assert.match(checks[0]?.problem ?? '', /App Secret/);
    assert.equal(checks[0]?.field, 'clientSecret');
  });

  it('goes on after a read that fails, which says what is wrong with it', async () => {
    const intercept: DemoTenantOptions['intercept'] = ({ path }, response) =>
      path === '/api/roles' && answer(response, 500, { message: 'broken' });
    const checks = await checksOf({ intercept });
    const failing = checks.filter(({ problem }) => problem !== undefined);
    assert.deepEqual(failing.map(kindOf), ['/api/roles']);
    assert.equal(checks.at(-1)?.what, '/api/organization-invitations');
  });
});
