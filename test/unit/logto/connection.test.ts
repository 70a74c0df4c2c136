import assert from 'node:assert/strict';
import { cloudIdOf, kindOf, toConnection } from '../../../src/logto/connection.ts';
import { accessErrorOf } from '../../support/rejects.ts';

describe('A connection', () => {
  const clientId = 'app';

  it('derives token URL and API resource of a Logto Cloud tenant from its base URL', () => {
    assert.deepEqual(toConnection({ baseUrl: ' https://acme.logto.app/ ', clientId: ' app ' }), {
      baseUrl: 'https://acme.logto.app',
      tokenUrl: 'https://acme.logto.app/oidc/token',
      resource: 'https://acme.logto.app/api',
      clientId: 'app',
    });
  });

  it('derives the default tenant’s API resource for a self-hosted Logto, whatever its host is', () => {
    const { resource, tokenUrl } = toConnection({ baseUrl: 'https://id.example.com:8443', clientId });
    assert.equal(resource, 'https://default.logto.app/api');
    assert.equal(tokenUrl, 'https://id.example.com:8443/oidc/token');
  });

  it('takes token URL and API resource as given, for a custom domain', () => {
    const input = {
      baseUrl: 'https://id.example.com',
      clientId,
      resource: 'https://acme.logto.app/api',
      tokenUrl: 'https://id.example.com/sign-in/oidc/token',
    };
    assert.deepEqual(toConnection(input), input);
  });

  for (const baseUrl of [
    'https://acme.logto.app/oidc/token',
    'https://acme.logto.app/api/users?page=1',
    'https://cloud.logto.io/acme',
    'acme.logto.app',
    'acme.logto.app/api',
    'cloud.logto.io/acme/applications',
    'https://cloud.logto.io/acme/organizations/abc123?page=2',
  ]) {
    it(`understands ${baseUrl} as the tenant that it is of`, () => {
      assert.equal(toConnection({ baseUrl, clientId }).baseUrl, 'https://acme.logto.app');
    });
  }

  it('takes the id of a tenant in Logto Cloud for its API resource, for a custom domain', () => {
    const input = { baseUrl: 'https://id.example.com', clientId, resource: ' a1b2c3 ' };
    assert.equal(toConnection(input).resource, 'https://a1b2c3.logto.app/api');
  });

  for (const [baseUrl, resource, kind, id] of [
    ['https://acme.logto.app', 'https://acme.logto.app/api', 'cloud', 'acme'],
    ['https://id.example.com', 'https://a1b2c3.logto.app/api', 'cloud', 'a1b2c3'],
    ['https://id.example.com', 'https://default.logto.app/api', 'selfHosted', undefined],
    ['https://id.example.com', 'https://a1b2c3.logto.app.evil.example/api', 'selfHosted', undefined],
    ['https://id.example.com', 'urn:management', 'selfHosted', undefined],
  ] as const) {
    it(`is ${kind} at ${baseUrl} with the API resource ${resource}`, () => {
      assert.equal(kindOf({ baseUrl, resource }), kind);
      assert.equal(cloudIdOf({ baseUrl, resource }), id);
    });
  }

  for (const [what, baseUrl, says] of [
    ['is no URL', 'acme', /"acme" is not a URL/],
    ['is empty', '', /is not a URL/],
    ['has a path', 'https://acme.logto.app/console', /more than a host: "\/console"/],
    ['is the Console of no tenant', 'https://cloud.logto.io/', /no tenant in it/],
    ['has a query', 'https://acme.logto.app/?a=1', /more than a host/],
    ['is of another scheme', 'ftp://acme.logto.app', /begins with ftp:/],
    ['holds a password', 'https://me:secret@acme.logto.app', /holds a user name or password/],
  ] as const) {
    it(`names the base URL where it ${what}, and says what to do`, async () => {
      const error = await accessErrorOf(() => toConnection({ baseUrl, clientId }));
      assert.match(error.message, says);
      assert.equal(error.field, 'baseUrl');
      assert.ok((error.hint ?? '').length > 10);
      assert.ok(!error.message.includes('secret'), 'a password in the URL is not repeated');
    });
  }

  it('refuses plain http to another machine unless the user insists', async () => {
    const input = { baseUrl: 'http://logto.example.com', clientId };
    const error = await accessErrorOf(() => toConnection(input));
    assert.equal(error.code, 'connection.plain_http');
    assert.match(error.message, /not encrypted/);
    assert.equal(toConnection({ ...input, allowHttp: true }).baseUrl, 'http://logto.example.com');
  });

  for (const baseUrl of [
    'http://localhost:3001',
    'http://127.0.0.1:3001',
    'http://[::1]:3001',
    'http://logto.localhost',
  ]) {
    it(`takes plain http to this machine: ${baseUrl}`, () => {
      assert.equal(toConnection({ baseUrl, clientId }).baseUrl, baseUrl);
    });
  }

  for (const baseUrl of ['http://127.0.0.1.example.com', 'http://localhost.example.com']) {
    it(`does not take ${baseUrl} for this machine`, async () => {
      assert.equal(
        (await accessErrorOf(() => toConnection({ baseUrl, clientId }))).code,
        'connection.plain_http',
      );
    });
  }

  it('names the token URL where it is on another host than the base URL', async () => {
    const input = {
      baseUrl: 'https://acme.logto.app',
      tokenUrl: 'https://evil.example/oidc/token',
      clientId,
    };
    const error = await accessErrorOf(() => toConnection(input));
    assert.equal(error.field, 'tokenUrl');
    assert.match(error.message, /evil\.example/);
  });

  for (const path of ['/', '/oidc', '/api/users', '/oidc/token/', '/oidc/tokens', '/x#/oidc/token']) {
    it(`names the token URL where it is not Logto’s token endpoint, and says what it ends in: ${path}`, async () => {
      const baseUrl = 'https://acme.logto.app';
      const error = await accessErrorOf(() =>
        toConnection({ baseUrl, tokenUrl: `${baseUrl}${path}`, clientId }),
      );
      assert.equal(error.field, 'tokenUrl');
      assert.match(error.message, /token URL does not end in \/oidc\/token/);
      assert.match(error.hint ?? '', /https:\/\/acme\.logto\.app\/oidc\/token/);
    });
  }

  it('names the API resource where it is no indicator, and the App ID where it is empty', async () => {
    const baseUrl = 'https://acme.logto.app';
    assert.equal(
      (await accessErrorOf(() => toConnection({ baseUrl, clientId, resource: 'api' }))).field,
      'resource',
    );
    assert.equal((await accessErrorOf(() => toConnection({ baseUrl, clientId: ' ' }))).field, 'clientId');
  });
});
