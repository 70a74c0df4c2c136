import assert from 'node:assert/strict';
import { startDemoTenant } from '../../../src/demo/index.ts';
import type { DemoTenant } from '../../../src/demo/index.ts';
import { addressOf, askToken, basic, FORM, send } from './support/client.ts';
import type { ApiAnswer } from './support/client.ts';
import { recordedTenant } from './support/recordedTenant.ts';
import { recordings } from './support/recordings.ts';
import type { Recording } from './support/recordings.ts';

const RECORDED_ORIGIN = 'http://localhost:3001';
const SECRET = 'the secret of the recorded tenant';
const RECORDED_HEADERS = ['content-type', 'link', 'total-number', 'allow', 'www-authenticate'];

describe('The demo tenant, given the data of a recorded tenant, answers as the real server did to', () => {
  let tenant: DemoTenant;
  let tenantOfExpiredTokens: DemoTenant;

  before(async () => {
    tenant = await startDemoTenant({ data: recordedTenant(), secret: SECRET });
    tenantOfExpiredTokens = await startDemoTenant({ data: recordedTenant(), tokenLifetimeSeconds: 0 });
  });

  after(async () => {
    await Promise.all([tenant.close(), tenantOfExpiredTokens.close()]);
  });

  for (const recording of recordings) {
    it(recording.name, async () => {
      const asked = recording.name === 'err-401-expired-token' ? tenantOfExpiredTokens : tenant;
      const answer = await replay(recording, asked);
      assert.equal(answer.status, recording.status);
      assert.deepEqual(headersOf(answer, asked), recordedHeaders(recording));
      assert.deepEqual(comparable(answer.body, asked), comparable(recording.body, asked));
      compareTags(recording, answer);
    });
  }

  it('a hundred requests in all, none of them left out', () => {
    assert.equal(recordings.length, 100);
  });
});

/** Sends a recorded request again. */
async function replay(recording: Recording, tenant: DemoTenant): Promise<ApiAnswer<unknown>> {
  const { method, path, query, form, body } = recording.request;
  const headers = await authorization(recording, tenant);
  const address = addressOf(tenant, path, query);
  if (form !== undefined) {
    const written = { ...form, ...('client_secret' in form ? { client_secret: SECRET } : {}) };
    return send(address, { method, headers, body: new URLSearchParams(written) });
  }
  if (body === undefined) return send(address, { method, headers });
  const json = { ...headers, 'content-type': 'application/json' };
  return send(address, { method, headers: json, body: JSON.stringify(body) });
}

/** Recordings hide their credentials; their names say which ones were sent. */
async function authorization(
  { name, request }: Recording,
  tenant: DemoTenant,
): Promise<Record<string, string>> {
  if (request.authorization === null) return {};
  if (request.form !== undefined) return basic(clientOf(name, tenant));
  if (name === 'err-401-garbage-token') return { authorization: 'Bearer garbage' };
  const { resource, grant_type } = FORM;
  const form = name === 'err-403-token-without-scope' ? { resource, grant_type } : FORM;
  const { body } = await askToken(tenant, form, basic(clientOf(name, tenant)));
  return { authorization: `Bearer ${body.access_token}`, ...condition(name) };
}

/** The recorded answer to a known tag was whole, because `fetch` adds `cache-control: no-cache` to such a request. */
function condition(name: string): Record<string, string> {
  const tag = recordings.find((recording) => recording.name === 'etag-first')?.headers.etag;
  return name === 'etag-304' && tag !== undefined ? { 'if-none-match': tag } : {};
}

function clientOf(name: string, tenant: DemoTenant) {
  const { clientId, clientSecret, powerlessClient } = tenant;
  if (name.includes('app-without-role')) return powerlessClient!;
  if (name === 'token-unknown-client') return { clientId: 'nope-nope-nope-nope-1', clientSecret };
  if (name === 'token-wrong-secret') return { clientId, clientSecret: 'wrong' };
  return { clientId, clientSecret };
}

function headersOf({ headers }: ApiAnswer<unknown>, { baseUrl }: DemoTenant): Record<string, string> {
  const present = RECORDED_HEADERS.filter((name) => headers.has(name));
  return Object.fromEntries(
    present.map((name) => [name, (headers.get(name) ?? '').replaceAll(baseUrl, RECORDED_ORIGIN)]),
  );
}

function recordedHeaders({ headers }: Recording): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'etag'));
}

const VOLATILE = new Set(['access_token', 'jti', 'iat', 'exp']);

/** A body in which what differs between any two runs is replaced by its type. */
function comparable(body: unknown, { baseUrl }: DemoTenant): unknown {
  if (typeof body === 'string' && body.startsWith('<!doctype html>')) return 'a web page';
  return JSON.parse(JSON.stringify(body).replaceAll(baseUrl, RECORDED_ORIGIN), (key, value: unknown) => {
    const isSecret = key === 'value' && typeof value === 'string';
    return VOLATILE.has(key) || isSecret ? typeof value : value;
  });
}

/** The entity tag is made from the body, so an equal one proves that not a byte and no order of fields differs. */
function compareTags({ name, headers }: Recording, answer: ApiAnswer<unknown>): void {
  const hidden = ['application-secrets', 'user-pats', 'oidc-discovery'].includes(name);
  const tag = answer.headers.get('etag');
  if (hidden) assert.match(tag ?? '', /^"[0-9a-f]+-[\w+/]{27}"$/);
  else assert.equal(tag, headers.etag ?? null);
}
