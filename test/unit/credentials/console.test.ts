import assert from 'node:assert/strict';
import {
  cloudConsoleOf,
  consolePage,
  consolePageOf,
  parseConsoleUrl,
} from '../../../src/credentials/console.ts';

describe('The Console of a tenant', () => {
  it('follows from its address in Logto Cloud, and from no other', () => {
    assert.equal(cloudConsoleOf({ baseUrl: 'https://acme.logto.app' }), 'https://cloud.logto.io/acme');
    for (const other of ['https://logto.acme.example', 'http://acme.logto.app', 'https://a.b.logto.app', ''])
      assert.equal(cloudConsoleOf({ baseUrl: other }), undefined, other);
  });

  it('follows from its API resource behind a custom domain of Logto Cloud', () => {
    const baseUrl = 'https://id.acme.example';
    const of = (resource: string) => cloudConsoleOf({ baseUrl, resource });
    assert.equal(of('https://a1b2c3.logto.app/api'), 'https://cloud.logto.io/a1b2c3');
    assert.equal(of('https://default.logto.app/api'), undefined);
  });

  it('is where a person says, a bare host meaning its usual path', () => {
    assert.equal(parseConsoleUrl(' https://admin.acme.example/ '), 'https://admin.acme.example/console');
    assert.equal(parseConsoleUrl('http://localhost:3002/console/?a#b'), 'http://localhost:3002/console');
  });

  it('is nothing that is no web address, or carries a password', () => {
    for (const wrong of ['acme', 'javascript:alert(1)', 'file:///etc', 'https://a:b@acme.example'])
      assert.throws(() => parseConsoleUrl(wrong), /not the address of a Logto Console/, wrong);
  });

  it('has a page for each list of things', () => {
    assert.equal(
      consolePage('https://a.example/console', { kind: 'globalRole' }),
      'https://a.example/console/roles',
    );
  });

  it('has a page for each kind of thing, and an id cannot lead elsewhere', () => {
    const console = 'https://cloud.logto.io/acme';
    assert.equal(consolePage(console), console);
    assert.equal(consolePage(console, { kind: 'user', id: 'u1' }), `${console}/users/u1`);
    assert.equal(
      consolePage(console, { kind: 'organizationRole', id: '../x?y' }),
      `${console}/organization-template/organization-roles/..%2Fx%3Fy`,
    );
  });

  it('has a page where each field of a connection is read, the application’s own once its id is known', () => {
    const console = 'https://cloud.logto.io/acme';
    assert.equal(consolePageOf(console, 'baseUrl'), console);
    assert.equal(consolePageOf(console, 'clientId'), `${console}/applications`);
    assert.equal(consolePageOf(console, 'clientSecret', 'app/1'), `${console}/applications/app%2F1`);
    assert.equal(consolePageOf(console, 'resource', 'app1'), `${console}/api-resources`);
  });
});
