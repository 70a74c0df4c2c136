import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { ok, Refusal } from './answer.ts';
import { answerApi } from './api.ts';
import { discovery } from './discovery.ts';
import type { Tenant } from './route.ts';
import { send } from './send.ts';
import { answerToken, oidcRefusal } from './token-endpoint.ts';
import type { TokenIssuer } from './tokens.ts';

/** What a server answers from, and what may watch it. */
export interface ServerParts {
  readonly tenant: Tenant;
  readonly tokens: TokenIssuer;
  /** Sees every request first; the server leaves alone what it says it has answered itself. */
  readonly intercept: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

const IDLE_MS = 5000;
const PAGE = '<!doctype html><title>Demo tenant</title>\n';

/** The demo tenant's HTTP server, not yet listening. */
export function createTenantServer(parts: ServerParts): Server {
  const idle = { keepAliveTimeout: IDLE_MS, keepAliveTimeoutBuffer: 0 };
  return createServer(idle, (request, response) => {
    void respond(request, response, parts);
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServerParts,
): Promise<void> {
  const answer = await interceptOrAnswer(request, response, parts).catch(answerForError);
  if (answer !== undefined && !response.headersSent && !response.destroyed) send(request, response, answer);
}

async function interceptOrAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServerParts,
): Promise<Answer | undefined> {
  return (await parts.intercept(request, response)) ? undefined : answerTo(request, parts);
}

function answerForError(error: unknown): Answer {
  if (error instanceof Refusal) return error.answer;
  return { status: 500, body: { message: 'Internal server error.' } };
}

async function answerTo(request: IncomingMessage, { tenant, tokens }: ServerParts): Promise<Answer> {
  const url = urlOf(request);
  const path = url.pathname;
  if (path === '/api' || path.startsWith('/api/')) return answerApi(request, url, tenant, tokens);
  if (path.startsWith('/oidc/')) return answerOidc(request, url, { tenant, tokens });
  return { status: 200, text: { type: 'text/html', content: PAGE } };
}

async function answerOidc(
  request: IncomingMessage,
  { pathname, origin }: URL,
  { tenant, tokens }: Pick<ServerParts, 'tenant' | 'tokens'>,
): Promise<Answer> {
  const issuer = `${origin}/oidc`;
  const path = pathname.slice('/oidc'.length);
  const { method = 'GET' } = request;
  if (path === '/token' && method === 'POST') return answerToken(request, issuer, tenant, tokens);
  if (path === '/.well-known/openid-configuration') return ok(discovery(issuer));
  throw oidcRefusal(404, 'invalid_request', `unrecognized route or not allowed (${method} on ${path})`);
}

/** The address as the caller wrote it, since links and the issuer repeat it. */
export function urlOf({ url = '/', headers }: IncomingMessage): URL {
  return new URL(`http://${headers.host ?? '127.0.0.1'}${url}`);
}
