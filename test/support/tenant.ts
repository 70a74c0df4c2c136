import type { ServerResponse } from 'node:http';
import {
  startDemoTenant,
  type DemoTenant,
  type DemoTenantOptions,
  type InterceptedRequest,
} from '../../src/demo/start.ts';
import { LogtoClient, type ClientOptions } from '../../src/logto/client.ts';

/** Retries without waiting, so that tests of them are quick. */
export const QUICK: ClientOptions = {
  retry: { attempts: 4, baseDelayMs: 1, maxDelayMs: 20 },
  limits: { timeoutMs: 2000 },
};

/** What a fault does to a request; `undefined` lets the tenant answer. */
export type Fault = (request: InterceptedRequest, response: ServerResponse) => boolean | undefined;

/** Runs a test against an embedded tenant and a client of it, and frees both afterwards. */
export async function withTenant(
  options: Omit<DemoTenantOptions, 'intercept'> & { readonly fault?: Fault; readonly client?: ClientOptions },
  test: (tenant: DemoTenant, client: LogtoClient) => Promise<void>,
): Promise<void> {
  const { fault, client: clientOptions = QUICK, ...rest } = options;
  const intercept = fault && {
    intercept: (request: InterceptedRequest, response: ServerResponse) => fault(request, response) ?? false,
  };
  const tenant = await startDemoTenant({ seed: 7, users: 60, organizations: 6, ...rest, ...intercept });
  const client = new LogtoClient(tenant, tenant.clientSecret, clientOptions);
  try {
    await test(tenant, client);
  } finally {
    client.close();
    await tenant.close();
  }
}

/** Answers JSON in the tenant's stead. */
export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): true {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
  return true;
}

/** Does `fault` to the first `times` requests whose path ends in `path`, and lets the rest be answered. */
export function firstTimes(times: number, path: string, fault: (response: ServerResponse) => void): Fault {
  let left = times;
  return (request, response) => {
    if (!request.path.endsWith(path) || left-- <= 0) return undefined;
    fault(response);
    return true;
  };
}
