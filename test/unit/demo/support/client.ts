import assert from 'node:assert/strict';
import type { Credentials, DemoTenant } from '../../../../src/demo/index.ts';

/** Query parameters; a list becomes one parameter several times. */
export type Query = Readonly<Record<string, string | number | readonly string[]>>;

export interface ApiAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly token_type: string;
  readonly scope?: string;
}

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly data?: {
    readonly code?: string;
    readonly claim?: string;
    readonly payload?: { readonly sub?: string };
  };
}

export const FORM = {
  grant_type: 'client_credentials',
  resource: 'https://default.logto.app/api',
  scope: 'all',
};

export function basic({ clientId, clientSecret }: Credentials): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` };
}

/** Asks the token endpoint, with the tenant's own client by Basic unless the headers say otherwise. */
export async function askToken<Body = TokenAnswer>(
  tenant: DemoTenant,
  form: Readonly<Record<string, string>> = FORM,
  headers: Readonly<Record<string, string>> = basic(tenant),
): Promise<ApiAnswer<Body>> {
  return send(tenant.tokenUrl, { method: 'POST', headers, body: new URLSearchParams(form) });
}

/** Reads a tenant with a token of its own. */
export class ApiClient {
  readonly #tenant: DemoTenant;
  #token: string | undefined;

  constructor(tenant: DemoTenant) {
    this.#tenant = tenant;
  }

  async get<Body>(
    path: string,
    query: Query = {},
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> {
    this.#token ??= (await askToken(this.#tenant)).body.access_token;
    const authorization = `Bearer ${this.#token}`;
    return send(addressOf(this.#tenant, `/api${path}`, query), { headers: { authorization, ...headers } });
  }

  /** The rows of a list that must be answered well. */
  async rows<Row>(path: string, query: Query = {}): Promise<readonly Row[]> {
    const { status, body } = await this.get<readonly Row[]>(path, query);
    assert.equal(status, 200);
    return body;
  }

  /** All pages of a list, one after the other, as a naive client reads it. */
  async pages<Row>(path: string, pageSize: number): Promise<readonly Row[]> {
    const first = await this.get<readonly Row[]>(path, { page: 1, page_size: pageSize });
    const rows = [...first.body];
    const total = Number(first.headers.get('total-number'));
    for (let page = 2; page <= Math.ceil(total / pageSize); page++) {
      rows.push(...(await this.rows<Row>(path, { page, page_size: pageSize })));
    }
    return rows;
  }
}

export function addressOf({ baseUrl }: DemoTenant, path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, values] of Object.entries(query)) {
    for (const value of Array.isArray(values) ? (values as readonly string[]) : [values]) {
      search.append(key, String(value));
    }
  }
  return `${baseUrl}${path}${search.size === 0 ? '' : `?${search.toString()}`}`;
}

/** Sends a request and reads its answer: JSON, text, or `null` where there is no body. */
export async function send<Body>(address: string, init: RequestInit = {}): Promise<ApiAnswer<Body>> {
  const { status, headers, text } = await reply(address, init);
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  const body = (isJson && text !== '' ? JSON.parse(text) : text || null) as Body;
  return { status, headers, body };
}

async function reply(address: string, init: RequestInit) {
  const response = await fetch(address, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
