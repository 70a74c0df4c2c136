import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { generateTenant, startDemoTenant } from '../../../src/demo/index.ts';
import type { DemoTenant, InterceptedRequest } from '../../../src/demo/index.ts';
import { addressOf, ApiClient, askToken, send } from './support/client.ts';
import type { ErrorBody } from './support/client.ts';
import { dump } from './support/dump.ts';

/** Without `fetch`, which adds headers of its own. */
async function plainGet(
  address: string,
  headers: Record<string, string>,
  agent?: Agent,
): Promise<IncomingMessage> {
  const [response] = (await once(
    get(address, { headers, ...(agent === undefined ? {} : { agent }) }),
    'response',
  )) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

describe('The server of the demo tenant', () => {
  let tenant: DemoTenant;
  let client: ApiClient;

  beforeEach(async () => {
    tenant = await startDemoTenant({
      data: generateTenant({ users: 60, organizations: 4, now: Date.UTC(2026, 10, 24) }),
    });
    client = new ApiClient(tenant);
  });

  afterEach(() => tenant.close());

  it('listens on this machine only', () => {
    assert.match(tenant.baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(tenant.tokenUrl, `${tenant.baseUrl}/oidc/token`);
  });

  it('is not to be reached by another address of this machine', async () => {
    await assert.rejects(fetch(`${tenant.baseUrl.replace('127.0.0.1', '127.0.0.2')}/api/status`));
  });

  it('has another secret at every start, unless one is given', async () => {
    const other = await startDemoTenant({ data: tenant.data });
    const given = await startDemoTenant({ data: tenant.data, secret: 'given' });
    await Promise.all([other.close(), given.close()]);
    assert.notEqual(tenant.clientSecret, other.clientSecret);
    assert.equal(given.clientSecret, 'given');
  });

  it('does not start where no application may use the Management API', async () => {
    const data = generateTenant({ users: 1, organizations: 0 });
    data.applicationRoles.deleteLeft(data.applications.list()[0]!.id);
    await assert.rejects(startDemoTenant({ data }), /No application of this tenant/);
  });

  it('frees its port when it is closed, though a connection is kept alive', async () => {
    const agent = new Agent({ keepAlive: true });
    await plainGet(`${tenant.baseUrl}/api/status`, {}, agent);
    await tenant.close();
    const next = createServer();
    next.listen(Number(new URL(tenant.baseUrl).port), '127.0.0.1');
    await once(next, 'listening');
    next.close();
    agent.destroy();
    await once(next, 'close');
  });

  it('ends requests that are not yet answered when it is closed', async () => {
    let asked = (): void => undefined;
    const arrival = new Promise<void>((resolve) => (asked = resolve));
    const slow = await startDemoTenant({
      data: tenant.data,
      intercept() {
        asked();
        return true;
      },
    });
    const answer = assert.rejects(fetch(slow.baseUrl));
    await arrival;
    await slow.close();
    await answer;
  });

  it('may be closed twice', async () => {
    await tenant.close();
    await tenant.close();
    await assert.rejects(fetch(tenant.baseUrl));
  });

  it('ends idle connections after five seconds, as it tells the caller', async () => {
    const { headers } = await plainGet(`${tenant.baseUrl}/api/status`, {}, new Agent({ keepAlive: true }));
    assert.equal(headers['keep-alive'], 'timeout=5');
  });

  it('sends no body again to a caller who has it already', async () => {
    const { body } = await askToken(tenant);
    const authorization = `Bearer ${body.access_token}`;
    const address = addressOf(tenant, '/api/roles');
    const first = await plainGet(address, { authorization });
    assert.equal(first.statusCode, 200);
    const again = await plainGet(address, { authorization, 'if-none-match': String(first.headers.etag) });
    assert.deepEqual([again.statusCode, again.headers['content-length']], [304, undefined]);
    const changed = await plainGet(address, { authorization, 'if-none-match': '"something else"' });
    assert.equal(changed.statusCode, 200);
  });

  it('answers HEAD as GET, without the body', async () => {
    const { body } = await askToken(tenant);
    const headers = { authorization: `Bearer ${body.access_token}` };
    const answer = await send(addressOf(tenant, '/api/users'), { method: 'HEAD', headers });
    assert.deepEqual([answer.status, answer.headers.get('total-number'), answer.body], [200, '60', null]);
  });

  it('lets another week pass when told to, and serves what has changed', async () => {
    const before = await client.rows('/organizations');
    tenant.mutate();
    const after = await client.rows('/organizations');
    assert.equal(after.length, before.length + 1);
  });

  it('answers an error of its own with 500 and no more than that', async () => {
    tenant.data.users.list = () => {
      throw new Error('broken row');
    };
    const { status, body } = await client.get('/users');
    assert.deepEqual([status, body], [500, { message: 'Internal server error.' }]);
  });

  describe('can only be read:', () => {
    for (const [method, path, status] of [
      ['POST', '/users', 403],
      ['POST', '/organizations', 403],
      ['DELETE', '/users/some', 405],
      ['PATCH', '/organizations/some', 405],
      ['PUT', '/organizations/some/users', 405],
      ['POST', '/roles/some/users', 405],
    ] as const) {
      it(`${method} ${path} is refused and changes nothing`, async () => {
        const before = JSON.stringify(dump(tenant.data));
        const token = (await askToken(tenant)).body.access_token;
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answer = await send(addressOf(tenant, `/api${path}`), {
          method,
          headers,
          body: '{"name":"New"}',
        });
        assert.equal(answer.status, status);
        assert.equal(JSON.stringify(dump(tenant.data)), before);
      });
    }
  });

  it('has every address that a sync reads', async () => {
    const { data } = tenant;
    const user = data.users.list()[0]!.id;
    const organization = data.organizations.list()[0]!.id;
    const member = data.members.membersOf(organization)[0]!;
    const machine = data.machines.membersOf(organization)[0]!;
    const paths = [
      ...[
        '/users',
        '/organizations',
        '/organization-roles',
        '/organization-scopes',
        '/organization-invitations',
      ],
      ...['/roles', '/resources', '/applications', '/logs'],
      ...['', '/roles', '/organizations', '/mfa-verifications', '/personal-access-tokens'].map(
        (p) => `/users/${user}${p}`,
      ),
      ...['/all-identities', '/sessions', '/grants'].map((p) => `/users/${user}${p}`),
      ...['', '/users', '/applications'].map((p) => `/organizations/${organization}${p}`),
      ...['email-domains', 'roles', 'sso-connectors'].map(
        (rule) => `/organizations/${organization}/jit/${rule}`,
      ),
      ...['roles', 'scopes'].map((p) => `/organizations/${organization}/users/${member}/${p}`),
      `/organizations/${organization}/applications/${machine}/roles`,
      ...['', '/roles', '/organizations', '/secrets'].map((p) => `/applications/${machine}${p}`),
      ...data.roles
        .list()
        .flatMap(({ id }) => ['', '/users', '/applications', '/scopes'].map((p) => `/roles/${id}${p}`)),
      ...data.organizationRoles
        .list()
        .flatMap(({ id }) => ['', '/scopes', '/resource-scopes'].map((p) => `/organization-roles/${id}${p}`)),
      ...data.resources.list().flatMap(({ id }) => ['', '/scopes'].map((p) => `/resources/${id}${p}`)),
    ];
    for (const path of paths) assert.equal((await client.get(path)).status, 200, path);
  });

  for (const [path, code] of [
    ['/users/nobody/roles', 'entity.not_found'],
    ['/users/nobody/organizations', 'entity.not_found'],
    ['/applications/none/organizations', 'entity.not_exists_with_id'],
    ['/resources/none/scopes', 'entity.not_exists_with_id'],
    ['/organization-roles/none', 'entity.not_exists_with_id'],
    ['/organizations/none/jit/sso-connectors', 'entity.not_exists_with_id'],
  ] as const) {
    it(`says that there is nothing at ${path}`, async () => {
      const { status, body } = await client.get<ErrorBody>(path);
      assert.deepEqual([status, body.code], [404, code]);
    });
  }
});

describe('An interceptor of the demo tenant', () => {
  const seen: InterceptedRequest[] = [];
  let tenant: DemoTenant;

  before(async () => {
    tenant = await startDemoTenant({
      users: 5,
      organizations: 1,
      intercept(request, response) {
        seen.push(request);
        if (request.path !== '/api/roles') return false;
        response.writeHead(429, { 'retry-after': '2' }).end();
        return true;
      },
    });
  });

  after(() => tenant.close());

  it('sees every request with its number, answers only those it wants to, and hides none from the counts', async () => {
    const client = new ApiClient(tenant);
    const answers = [await client.get('/users', { page: 1 }), await client.get('/roles')];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 429],
    );
    assert.deepEqual(
      seen.map(({ index }) => index),
      [0, 1, 2],
    );
    assert.deepEqual(
      seen.map(({ method, path }) => `${method} ${path}`),
      ['POST /oidc/token', 'GET /api/users', 'GET /api/roles'],
    );
    assert.equal(seen[1]?.query.get('page'), '1');
    assert.deepEqual(tenant.requests, { total: 3, tokens: 1, byMethod: { POST: 1, GET: 2 } });
  });
});
