import assert from 'node:assert/strict';
import { wasCancelled } from '../../../src/errors.ts';
import type { ClientOptions, LogtoClient } from '../../../src/logto/client.ts';
import { atPage, endpoints } from '../../../src/logto/endpoints.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

const USERS = atPage(endpoints.users(), 1);

describe('The Logto client, where one list or the whole server fails,', () => {
  const PATIENT: ClientOptions = { retry: { attempts: 6, baseDelayMs: 30, maxDelayMs: 1000 } };
  const readMany = (client: LogtoClient): Promise<unknown[]> =>
    Promise.all(Array.from({ length: 100 }, () => client.read(USERS)));

  it('waits while the server fails altogether with 500, and asks hardly anything meanwhile', () => {
    let [isFailing, failed] = [true, 0];
    const fault: Fault = ({ path }, response) => {
      if (!isFailing || !path.startsWith('/api/')) return undefined;
      failed++;
      return answer(response, 500, { message: 'Internal server error.' });
    };
    return withTenant({ fault, client: PATIENT }, async (_, client) => {
      await client.authorize();
      setTimeout(() => (isFailing = false), 300);
      const pages = await readMany(client);
      assert.equal(pages.length, 100);
      assert.ok(failed <= 100 + 12, `${failed} requests`); // each once, and two for each look
    });
  });

  it('says that the server fails where it does not come back, not that one list cannot be read', () =>
    withTenant(
      { fault: ({ path }, response) => path.startsWith('/api/') && answer(response, 500, {}) },
      async (tenant, client) => {
        const error = await accessErrorOf(readMany(client));
        assert.equal(error.code, 'server.failed');
        assert.match(error.message, /failed \(500\) on \/api\/users/);
        assert.ok(Number(tenant.requests.byMethod.GET) <= 100 + 12, String(tenant.requests.byMethod.GET));
      },
    ));

  it('does not take a server for one that answers where it limits the look at it', () => {
    let isFailing = true;
    const fault: Fault = ({ path }, response) => {
      if (!isFailing || !path.startsWith('/api/')) return undefined;
      return answer(response, path === '/api/users' ? 500 : 429, {}, { 'retry-after': '0' });
    };
    return withTenant({ fault, client: PATIENT }, async (_, client) => {
      await client.authorize();
      setTimeout(() => (isFailing = false), 300);
      await client.read(USERS);
    });
  });

  it('says why the look at a server that fails got no answer', () =>
    withTenant(
      {
        fault: ({ path }, response) => {
          if (path === '/api/users') return answer(response, 500, {});
          if (path === '/api/roles') response.destroy();
          return path === '/api/roles';
        },
      },
      async (_, client) => assert.match((await accessErrorOf(client.read(USERS))).code, /^network\./),
    ));

  it('ends a look that has to wait for most of an hour when it is closed', () => {
    const fault: Fault = ({ path }, response) =>
      path.startsWith('/api/') &&
      answer(response, path === '/api/users' ? 500 : 429, {}, { 'retry-after': '3600' });
    const retry = { attempts: 2, baseDelayMs: 1, maxDelayMs: 3_000_000 };
    return withTenant({ fault, client: { retry } }, async (_, client) => {
      setTimeout(() => client.close(), 300);
      assert.ok(wasCancelled(await accessErrorOf(client.read(USERS))));
    });
  });

  it('does not wait for a server to come back after a cancel', () =>
    withTenant(
      {
        fault: ({ path }, response) => path.startsWith('/api/') && answer(response, 500, {}),
        client: { most: 2, retry: { attempts: 6, baseDelayMs: 60_000, maxDelayMs: 60_000 } },
      },
      async (_, client) => {
        const abort = new AbortController();
        setTimeout(() => abort.abort(), 300);
        const reads = Array.from({ length: 100 }, () => accessErrorOf(client.read(USERS, abort.signal)));
        assert.ok((await Promise.all(reads)).every(wasCancelled));
      },
    ));
});
