import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import { forbidden, plainText } from './answer.ts';
import { authorize } from './authorize.ts';
import { readBody } from './body.ts';
import { refuseOrganization } from './guard.ts';
import type { Match, Route, Tenant } from './route.ts';
import { router } from './route.ts';
import { routes } from './routes/all.ts';
import type { TokenIssuer } from './tokens.ts';

const routeOf = router(routes);

/** Answers a request to a path under `/api`. As in the real server, a path it does not have needs no token. */
export async function answerApi(
  request: IncomingMessage,
  url: URL,
  tenant: Tenant,
  tokens: TokenIssuer,
): Promise<Answer> {
  const path = url.pathname.slice('/api'.length);
  if (path === '/status') return { status: 204 };
  const match = routeOf(path);
  if (match === undefined) return plainText(404, 'Not Found');
  const method = request.method ?? 'GET';
  const allowed = allowedMethods(match.route);
  if (!allowed.includes(method)) return plainText(405, 'Method Not Allowed', { allow: allowed.join(', ') });
  authorize(request.headers.authorization, tokens);
  if (method !== 'GET' && method !== 'HEAD') return refuseWrite(request, match);
  return match.route.get({ origin: url.origin, path, query: url.searchParams, ids: match.ids }, tenant);
}

function allowedMethods({ writes = [] }: Route): readonly string[] {
  return [...writes, 'HEAD', 'GET'];
}

/** The demo tenant is for reading: what the real server would write is forbidden here. */
async function refuseWrite(request: IncomingMessage, { route }: Match): Promise<never> {
  if (route.path === '/organizations') throw refuseOrganization(await readBody(request));
  throw forbidden();
}
