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
    assert.deepEqual(readTenantFacts(writeTenantFacts([acme])), {
      tenants: [{ ...acme, secretStore: 'none' }],
      leftOut: [],
    });
  });

  it('leaves out the demo, and whatever else an object holds', () => {
    const written = writeTenantFacts([demo, { ...acme, clientSecret: 'canary' } as TenantProfile]);
    assert.ok(!written.includes('canary') && !written.includes('Demo tenant'));
    assert.ok(!written.includes('keychain'), 'where a secret lies on one machine says nothing on another');
  });

  for (const [what, text, message] of [
    ['no JSON', 'tenants', /not a file of tenants \(it is no JSON\)/],
    ['another JSON', '{}', /not a file of tenants \(format\)/],
    ['one of a newer version', file({ version: 2 }), /is of version 2, and 1 is understood/],
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

  const elsewhere = 'https://evil.example/oidc/token';
  for (const [what, bad, name, why] of [
    ['is damaged', { name: 'Bad' }, 'tenants.0', /not a file of tenants \(tenants\.0\.baseUrl\)/],
    ['is no object', null, 'tenants.0', /not a file of tenants \(tenants\.0\)/],
    [
      'is at plain http',
      { ...acme, name: 'Bad\n', baseUrl: 'http://a.example', tokenUrl: 'http://a.example/oidc/token' },
      'Bad',
      /http:\/\/a\.example is not encrypted/,
    ],
    [
      'has its tokens from elsewhere',
      { ...acme, name: 'Bad', tokenUrl: elsewhere },
      'Bad',
      /is on evil\.example/,
    ],
    [
      'has a Console that is no address of the web',
      { ...acme, name: 'Bad', consoleUrl: 'file:///etc/passwd' },
      'Bad',
      /not the address of a Logto Console/,
    ],
  ] as const)
    it(`gives all but a tenant that ${what}, and says why`, () => {
      const { tenants, leftOut } = readTenantFacts(file({ tenants: [bad, acme] }));
      assert.deepEqual(tenants, [{ ...acme, secretStore: 'none' }]);
      assert.deepEqual(
        leftOut.map((one) => one.name),
        [name],
      );
      assert.match(leftOut[0]?.why.message ?? '', why);
    });
});
