import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TenantData } from './data/tenant.ts';
import { credentialsOf, randomSecret } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { generateTenant } from './generate/generate.ts';
import { mutate } from './mutate/mutate.ts';
import { Random } from './random.ts';
import { MANAGEMENT_API } from './server/authorize.ts';
import { createTenantServer, urlOf } from './server/server.ts';
import { TokenIssuer } from './server/tokens.ts';

/** A request as an interceptor sees it; `index` counts from 0. */
export interface InterceptedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly index: number;
}

/** Looks at every request before the server does, and returns `true` where it has answered, or will, by itself. */
export type Interceptor = (
  request: InterceptedRequest,
  response: ServerResponse,
) => boolean | Promise<boolean>;

export interface DemoTenantOptions {
  /** The tenant to serve; without it one is generated from the next four. */
  readonly data?: TenantData;
  readonly seed?: string | number;
  readonly users?: number;
  readonly organizations?: number;
  readonly now?: number;
  /** How long an access token lives, 3600 seconds unless said; 0 makes tokens that have expired already. */
  readonly tokenLifetimeSeconds?: number;
  /** The client secret; random unless given. */
  readonly secret?: string;
  readonly intercept?: Interceptor;
}

/** What the server was asked, the token endpoint included. */
export interface RequestCounts {
  total: number;
  tokens: number;
  readonly byMethod: Record<string, number>;
}

/** A running demo tenant. */
export interface DemoTenant extends Credentials {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly resource: string;
  /** An application without the role that gives access to the Management API, if the tenant has one. */
  readonly powerlessClient: Credentials | undefined;
  readonly data: TenantData;
  readonly requests: Readonly<RequestCounts>;
  /** Lets another week pass in the tenant. */
  mutate(): void;
  /** Frees the port, ending what connections there are. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Starts a Logto tenant with made-up people on a free port of this machine, reachable from nowhere else. */
export async function startDemoTenant(options: DemoTenantOptions = {}): Promise<DemoTenant> {
  const data = options.data ?? generateTenant(options);
  const { client, powerlessClient, secrets } = credentialsOf(data, options.secret);
  const requests: RequestCounts = { total: 0, tokens: 0, byMethod: {} };
  const server = createTenantServer({
    tenant: { data, random: new Random(randomSecret()), secretOf: (id) => secrets.get(id) },
    tokens: new TokenIssuer(options.tokenLifetimeSeconds ?? 3600),
    intercept: interceptor(requests, options.intercept),
  });
  const baseUrl = await listen(server);
  return {
    baseUrl,
    tokenUrl: `${baseUrl}/oidc/token`,
    resource: MANAGEMENT_API,
    ...client,
    powerlessClient,
    data,
    requests,
    mutate: () => mutate(data),
    close: () => close(server),
  };
}

function interceptor(counts: RequestCounts, intercept: Interceptor = () => false) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { pathname: path, searchParams: query } = urlOf(request);
    const method = request.method ?? 'GET';
    const index = counts.total++;
    counts.byMethod[method] = (counts.byMethod[method] ?? 0) + 1;
    if (path === '/oidc/token') counts.tokens++;
    return intercept({ method, path, query, index }, response);
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `http://${LOOPBACK}:${port}`;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
