import assert from 'node:assert/strict';
import { readTenantFacts, writeTenantFacts } from '../../../src/credentials/tenantFacts.ts';
import { tenantIdOf, type TenantProfile } from '../../../src/credentials/tenants.ts';
import { AccessError } from '../../../src/errors.ts';

const connection = {
  baseUrl: 'https://acme.logto.app',
  tokenUrl: 'https://acme.logto.app/oidc/token',
  resource: 'https://acme.logto.app/api',
  clientId: 'app1',
};
const acme: TenantProfile = {
  ...{ id: tenantIdOf(connection), name: 'Acme', kind: 'cloud', secretStore: 'keychain', ...connection },
  consoleUrl: 'https://cloud.logto.io/acme',
};
const demo: TenantProfile = { ...acme, id: 'demo', name: 'Demo tenant', kind: 'demo', secretStore: 'none' };

const file = (change: object): string =>
  JSON.stringify({ ...(JSON.parse(writeTenantFacts([acme])) as object), ...change });

describe('A file of tenants', () => {
  it('gives back every fact, without a secret yet', () => {
    assert.deepEqual(readTenantFacts(writeTenantFacts([acme])), [{ ...acme, secretStore: 'none' }]);
  });

  it('leaves out the demo, and whatever else an object holds', () => {
    const written = writeTenantFacts([demo, { ...acme, clientSecret: 'canary' } as TenantProfile]);
    assert.ok(!written.includes('canary') && !written.includes('Demo tenant'));
    assert.ok(!written.includes('keychain'), 'where a secret lies on one machine says nothing on another');
  });

  for (const [what, text, message] of [
    ['no JSON', 'tenants', /not a file of tenants \(it is no JSON\)/],
    ['another JSON', '{}', /not a file of tenants \(format\)/],
    ['a damaged one', file({ tenants: [{ name: 'Acme' }] }), /not a file of tenants \(tenants\.0\.baseUrl\)/],
    ['one of a newer version', file({ version: 2 }), /is of version 2, and 1 is understood/],
    [
      'one with plain http',
      file({
        tenants: [{ ...acme, baseUrl: 'http://acme.example', tokenUrl: 'http://acme.example/oidc/token' }],
      }),
      /tenants\.0: .*http/,
    ],
    [
      'one whose tokens come from elsewhere',
      file({ tenants: [{ ...acme, tokenUrl: 'https://evil.example/oidc/token' }] }),
      /tenants\.0: The token URL is on evil\.example/,
    ],
    [
      'one whose Console is no address of the web',
      file({ tenants: [{ ...acme, consoleUrl: 'file:///etc/passwd' }] }),
      /tenants\.0: This is not the address of a Logto Console/,
    ],
  ] as const) {
    it(`is refused where it is ${what}, and says where`, () => {
      assert.throws(
        () => readTenantFacts(text),
        (error) => {
          assert.ok(error instanceof AccessError);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});
