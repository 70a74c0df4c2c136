import assert from 'node:assert/strict';
import sinon from 'sinon';
import { startDemoTenant } from '../../../src/demo/index.ts';
import type { DemoTenant } from '../../../src/demo/index.ts';
import { addressOf, ApiClient, askToken, basic, FORM, send } from './support/client.ts';
import type { ErrorBody } from './support/client.ts';

describe('The token endpoint of the demo tenant', () => {
  let tenant: DemoTenant;

  before(async () => {
    tenant = await startDemoTenant({ users: 20, organizations: 3, tokenLifetimeSeconds: 600 });
  });

  after(() => tenant.close());

  const readUsers = (token: string, scheme = 'Bearer') =>
    send<ErrorBody>(addressOf(tenant, '/api/users'), { headers: { authorization: `${scheme} ${token}` } });

  it('gives a token that reads, and says how long it lives', async () => {
    const { body } = await askToken(tenant);
    assert.deepEqual([body.expires_in, body.token_type, body.scope], [600, 'Bearer', 'all']);
    assert.equal((await readUsers(body.access_token)).status, 200);
  });

  it('gives a JWT that is signed with ES384', async () => {
    const { body } = await askToken(tenant);
    const [header, payload] = body.access_token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    assert.equal((JSON.parse(header!) as { alg: string }).alg, 'ES384');
    assert.equal((JSON.parse(payload!) as { sub: string }).sub, tenant.clientId);
  });

  it('refuses a request without credentials', async () => {
    const { status, body } = await askToken<ErrorBody>(tenant, FORM, {});
    assert.deepEqual([status, body.code], [400, 'oidc.invalid_request']);
  });

  it('asks for no Basic credentials where wrong ones came in the body', async () => {
    const form = { ...FORM, client_id: tenant.clientId, client_secret: 'wrong' };
    const { status, headers, body } = await askToken<ErrorBody>(tenant, form, {});
    assert.deepEqual([status, body.code], [401, 'oidc.invalid_client']);
    assert.equal(headers.get('www-authenticate'), null);
  });

  it('refuses a request without a grant type, and one that is not a form', async () => {
    const { resource, scope } = FORM;
    const noGrant = await askToken<ErrorBody>(tenant, { resource, scope });
    assert.deepEqual([noGrant.status, noGrant.body.code], [400, 'oidc.invalid_request']);
    const headers = { ...basic(tenant), 'content-type': 'application/json' };
    const json = await send<ErrorBody>(tenant.tokenUrl, {
      method: 'POST',
      headers,
      body: JSON.stringify(FORM),
    });
    assert.deepEqual([json.status, json.body.code], [400, 'oidc.invalid_request']);
  });

  it('takes a secret with any characters, form-encoded in the Basic header', async () => {
    const secret = 'a:b %+ü&=';
    const other = await startDemoTenant({ users: 1, organizations: 0, secret });
    const encoded = new URLSearchParams({ secret }).toString().slice('secret='.length);
    const { status } = await askToken(
      other,
      FORM,
      basic({ clientId: other.clientId, clientSecret: encoded }),
    );
    await other.close();
    assert.equal(status, 200);
  });

  it('gives an application without the Management API role a token that may do nothing', async () => {
    const { status, body } = await askToken(tenant, FORM, basic(tenant.powerlessClient!));
    assert.deepEqual([status, 'scope' in body], [200, false]);
    assert.equal((await readUsers(body.access_token)).status, 403);
  });

  it('gives a token for another API of the tenant, which the Management API refuses', async () => {
    const orders = tenant.data.resources.list().find(({ name }) => name === 'Orders API')!.indicator;
    const { status, body } = await askToken(tenant, { ...FORM, resource: orders });
    assert.equal(status, 200);
    const refused = await readUsers(body.access_token);
    assert.equal(refused.status, 401);
    assert.deepEqual(
      [refused.body.data?.code, refused.body.data?.claim],
      ['ERR_JWT_CLAIM_VALIDATION_FAILED', 'aud'],
    );
  });

  it('gives every token to one server only', async () => {
    const other = await startDemoTenant({ users: 1, organizations: 0 });
    const { body } = await askToken(other);
    await other.close();
    const refused = await readUsers(body.access_token);
    assert.deepEqual([refused.status, refused.body.data?.code], [401, 'ERR_JWS_INVALID']);
  });

  it('gives tokens that end with their lifetime and not before', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['Date'] });
    try {
      const { body } = await askToken(tenant);
      clock.tick(599_000);
      assert.equal((await readUsers(body.access_token)).status, 200);
      clock.tick(1_000);
      const expired = await readUsers(body.access_token);
      assert.deepEqual([expired.status, expired.body.data?.code], [401, 'ERR_JWT_EXPIRED']);
      assert.equal(expired.body.data?.payload?.sub, tenant.clientId);
    } finally {
      clock.restore();
    }
  });

  it('knows no other way to authorize than Bearer', async () => {
    const { body } = await askToken(tenant);
    const refused = await readUsers(body.access_token, 'Token');
    assert.deepEqual(
      [refused.status, refused.body.code],
      [401, 'auth.authorization_token_type_not_supported'],
    );
  });

  it('is the only address below /oidc besides the discovery document', async () => {
    const { status, body } = await send<ErrorBody>(addressOf(tenant, '/oidc/auth'));
    assert.deepEqual([status, body.code], [404, 'oidc.invalid_request']);
  });

  it('counts the requests it was sent', async () => {
    const before = tenant.requests.tokens;
    await new ApiClient(tenant).get('/roles');
    assert.equal(tenant.requests.tokens, before + 1);
  });
});
