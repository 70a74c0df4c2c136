import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError } from '../../../src/errors.ts';
import { LogtoClient } from '../../../src/logto/client.ts';
import { atPage, endpoints } from '../../../src/logto/endpoints.ts';
import { Turns } from '../../../src/logto/pacer.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { answer, firstTimes, QUICK, withTenant, type Fault } from '../../support/tenant.ts';

const USERS = atPage(endpoints.users(), 1);

function ids(body: ArrayBuffer): string[] {
  return (JSON.parse(new TextDecoder().decode(body)) as { id: string }[]).map(({ id }) => id);
}

describe('The Logto client', () => {
  it('reads a page with the total of the whole list', () =>
    withTenant({}, async (tenant, client) => {
      const page = await client.read(USERS);
      assert.equal(page.total, 60);
      assert.equal(new Set(ids(page.body)).size, 60);
      assert.deepEqual(tenant.requests.byMethod, { POST: 1, GET: 1 });
    }));

  it('asks for one token however many reads wait for it', () =>
    withTenant({}, async (tenant, client) => {
      await Promise.all(Array.from({ length: 12 }, () => client.read(USERS)));
      assert.equal(tenant.requests.tokens, 1);
      assert.equal(client.requests, 13);
    }));

  it('gives the token to others when the read that asked for it first is cancelled', () =>
    withTenant({}, async (tenant, client) => {
      const abort = new AbortController();
      const first = client.read(USERS, abort.signal);
      const second = client.read(USERS);
      abort.abort();
      await assert.rejects(first, CancelledError);
      assert.equal((await second).total, 60);
      assert.equal(tenant.requests.tokens, 1);
    }));

  it('asks ahead for the token that the first read needs, and tells that read why there is none', () =>
    withTenant(
      { fault: firstTimes(1, '/oidc/token', (response) => void answer(response, 404, {})) },
      async (tenant, client) => {
        client.prepare();
        await sleep(50);
        await accessErrorOf(client.read(USERS));
        assert.deepEqual([tenant.requests.tokens, tenant.requests.byMethod.GET ?? 0], [1, 0]);
        assert.equal((await client.read(USERS)).total, 60);
      },
    ));

  it('renews an expired token once for all who wait, and goes on', () =>
    withTenant({ tokenLifetimeSeconds: 3 }, async (tenant, client) => {
      await client.read(USERS);
      await sleep(3100);
      await Promise.all(Array.from({ length: 5 }, () => client.read(USERS)));
      assert.equal(tenant.requests.tokens, 2);
    })).timeout(10_000);

  it('gives up on a token that has expired again at once', () =>
    withTenant({ tokenLifetimeSeconds: 0 }, async (tenant, client) => {
      const error = await accessErrorOf(client.read(USERS));
      assert.equal(error.code, 'api.auth.unauthorized');
      assert.equal(tenant.requests.tokens, 4);
    }));

  for (const [what, fault] of [
    ['429', firstTimes(2, '/api/users', (response) => void answer(response, 429, { message: 'slow down' }))],
    [
      '429 with Retry-After',
      firstTimes(1, '/api/users', (response) => void answer(response, 429, {}, { 'retry-after': '0' })),
    ],
    ['503', firstTimes(3, '/api/users', (response) => void answer(response, 503, {}))],
    ['408', firstTimes(3, '/api/users', (response) => void response.writeHead(408).end())],
    ['425', firstTimes(3, '/api/users', (response) => void response.writeHead(425).end())],
    ['a reset connection', firstTimes(2, '/api/users', (response) => void response.socket?.destroy())],
    [
      'an answer that breaks off',
      firstTimes(1, '/api/users', (response) => {
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
          .write('[{"id":');
        setTimeout(() => response.socket?.destroy(), 5);
      }),
    ],
    [
      'a 503 of the token endpoint',
      firstTimes(1, '/oidc/token', (response) => void answer(response, 503, {})),
    ],
  ] as const) {
    it(`tries a read again after ${what}`, () =>
      withTenant({ fault }, async (_, client) => {
        assert.equal((await client.read(USERS)).total, 60);
      }));
  }

  it('tries a read again that did not answer in time', () =>
    withTenant(
      {
        fault: firstTimes(1, '/api/users', () => undefined),
        client: { ...QUICK, limits: { timeoutMs: 100 } },
      },
      async (_, client) => {
        assert.equal((await client.read(USERS)).total, 60);
      },
    ));

  for (const odd of [undefined, '', 'many', '-1', '1.5', '57, 57'])
    it(`does not take a page whose Total-Number is ${odd ?? 'missing'} for the whole list`, () => {
      const headers = odd === undefined ? {} : { 'total-number': odd };
      const fault: Fault = ({ path }, response) =>
        path === '/api/users' ? answer(response, 200, [], headers) : undefined;
      return withTenant({ fault }, async (_, client) => {
        const error = await accessErrorOf(client.read(USERS));
        assert.equal(error.code, 'answer.no_total');
        assert.match(error.message, /\/api\/users does not say how many rows there are/);
        assert.match(error.hint ?? '', /gateway/);
      });
    });

  it('slows down once for all who are refused together, where Retry-After asks for no wait at all', () => {
    const refused = { 'retry-after': '0' };
    const fault = firstTimes(8, '/api/users', (response) => void answer(response, 429, {}, refused));
    const retry = { attempts: 4, baseDelayMs: 200, maxDelayMs: 1000 };
    return withTenant({ fault, client: { ...QUICK, retry, most: 16 } }, async (_, client) => {
      await client.authorize();
      await Promise.all(Array.from({ length: 8 }, () => client.read(USERS)));
      assert.equal(client.atOnce, 8);
    });
  });

  it('keeps nobody else who asks the tenant waiting for longer than it waits itself', () => {
    const fault = firstTimes(
      1,
      '/api/users',
      (response) => void answer(response, 429, {}, { 'retry-after': '3600' }),
    );
    const retry = { attempts: 2, baseDelayMs: 1, maxDelayMs: 20 };
    const options = { retry, turns: new Turns() };
    return withTenant({ fault, client: options }, async (tenant, client) => {
      assert.match((await accessErrorOf(client.read(USERS))).message, /limiting requests/);
      const other = new LogtoClient(tenant, tenant.clientSecret, options);
      assert.equal((await other.read(USERS)).total, 60);
      other.close();
    });
  });

  it('waits as long as Retry-After asks, in seconds or as a date', async () => {
    const { retryAfterMs } = await import('../../../src/logto/serverFailures.ts');
    const now = Date.parse('2026-11-24T10:00:00Z');
    assert.equal(retryAfterMs('3', now), 3000);
    assert.equal(retryAfterMs('Tue, 24 Nov 2026 10:00:05 GMT', now), 5000);
    assert.equal(retryAfterMs('Tue, 24 Nov 2026 09:00:00 GMT', now), 0);
    assert.equal(retryAfterMs('soon', now), undefined);
    assert.equal(retryAfterMs(undefined, now), undefined);
  });

  it('says what went wrong when every try failed', () =>
    withTenant(
      {
        fault: firstTimes(
          99,
          '/api/users',
          (response) => void answer(response, 503, { message: 'Service unavailable.' }),
        ),
      },
      async (tenant, client) => {
        const error = await accessErrorOf(client.read(USERS));
        assert.match(error.message, /failed \(503\) on \/api\/users/);
        assert.equal(tenant.requests.byMethod.GET, 4);
      },
    ));

  it('tries a 500 on one list less often, since that is how a broken row answers for ever', () => {
    let tries = 0;
    const fault: Fault = ({ path }, response) => {
      if (path !== '/api/users') return undefined;
      tries++;
      return answer(response, 500, {});
    };
    return withTenant({ fault }, async (_, client) => {
      assert.equal((await accessErrorOf(client.read(USERS))).code, 'http.500');
      assert.equal(tries, 3);
    });
  });

  it('tries a token that fails with 500 as often as any that may pass', () =>
    withTenant(
      { fault: firstTimes(3, '/oidc/token', (response) => void answer(response, 500, {})) },
      (_, client) => client.authorize(),
    ));

  it('tries a token that cannot be had as often as a read, not as often again for each try of the read', () =>
    withTenant(
      { fault: firstTimes(99, '/oidc/token', (response) => void answer(response, 503, {})) },
      async (tenant, client) => {
        const error = await accessErrorOf(client.read(USERS));
        assert.match(error.message, /failed \(503\) on the token/);
        assert.equal(tenant.requests.tokens, 4);
      },
    ));

  it('does not try again what another try would not mend', () =>
    withTenant({}, async (tenant, client) => {
      const error = await accessErrorOf(client.read(endpoints.organization('nosuchorg000')));
      assert.equal(error.code, 'api.not_found');
      assert.equal(tenant.requests.byMethod.GET, 1);
    }));

  it('ends a read that is cancelled, while it waits for an answer or for the next try', () =>
    withTenant({ fault: firstTimes(99, '/api/users', () => undefined) }, async (_, client) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 30);
      await assert.rejects(client.read(USERS, abort.signal), CancelledError);
      await assert.rejects(client.read(USERS, abort.signal), CancelledError);
    }));

  it('never follows a redirect, which could carry the token elsewhere', async () => {
    const fault = firstTimes(
      9,
      '/api/users',
      (response) => void response.writeHead(302, { location: 'https://elsewhere.example/api/users' }).end(),
    );
    await withTenant({ fault }, async (_, client) => {
      const error = await accessErrorOf(client.read(USERS));
      assert.equal(error.field, 'baseUrl');
      assert.match(error.message, /redirects .* to https:\/\/elsewhere\.example/);
    });
  });

  it('refuses an answer that is far too large', () =>
    withTenant({ client: { ...QUICK, limits: { maxBytes: 500 } } }, async (_, client) => {
      assert.equal((await accessErrorOf(client.read(USERS))).code, 'network.too_large');
    }));

  it('reads only paths below /api/ of its own tenant', () =>
    withTenant({}, async (tenant, client) => {
      for (const path of [
        '/oidc/token',
        'https://elsewhere.example/api/users',
        '//elsewhere.example/api/x',
        '/api/../oidc/token',
      ]) {
        assert.equal((await accessErrorOf(client.read({ path, query: [] }))).code, 'api.bad_path');
      }
      assert.equal(tenant.requests.total, 0);
    }));

  it('sends nothing but GET and the token’s POST, through every public function and every endpoint', async () => {
    const seen = new Set<string>();
    const fault = ({ method, path }: { method: string; path: string }): undefined =>
      void seen.add(method === 'GET' ? 'GET' : `${method} ${path}`);
    await withTenant({ fault }, async (_, client) => {
      await client.authorize();
      await client.probe(USERS);
      for (const make of Object.values(endpoints)) {
        const endpoint = (make as (argument: unknown) => typeof USERS)(
          make === endpoints.usersByIds ? ['a'] : 'x',
        );
        const smuggled = { ...endpoint, method: 'DELETE', data: { name: 'x' }, body: '{}' };
        await client.read(smuggled).catch(() => undefined);
        await client.read(atPage(smuggled, 1)).catch(() => undefined);
      }
      client.close();
    });
    assert.deepEqual([...seen].sort(), ['GET', 'POST /oidc/token']);
  });

  it('has no public function but those this test knows', () => {
    const functions = Object.getOwnPropertyNames(LogtoClient.prototype).sort();
    assert.deepEqual(functions, [
      'atOnce',
      'authorize',
      'close',
      'constructor',
      'prepare',
      'probe',
      'read',
      'requests',
    ]);
  });
});
