import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { InterceptedRequest } from '../../src/demo/start.ts';

interface Kept {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Answers from memory what was answered before, so that a server that shares two cores with the client costs next to
 * nothing, as one on another machine would. Lists whose ties move from page to page are made anew each time.
 */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();

  /** Answers, or watches how the tenant answers and keeps that. */
  answer({ method, path, query }: InterceptedRequest, response: ServerResponse): boolean {
    if (method !== 'GET' || !path.startsWith('/api/') || hasTies(path, query)) return false;
    const key = `${path}?${query.toString()}`;
    const kept = this.#kept.get(key);
    if (kept === undefined) {
      this.#watch(key, response);
      return false;
    }
    response.writeHead(200, kept.headers).end(kept.body);
    return true;
  }

  #watch(key: string, response: ServerResponse): void {
    const end = response.end.bind(response);
    response.end = (content: unknown) => {
      if (response.statusCode === 200 && typeof content === 'string') {
        const body = Buffer.from(content);
        const total = response.getHeader('total-number');
        const headers = {
          'content-type': 'application/json; charset=utf-8',
          'content-length': body.length,
          ...(total !== undefined && { 'total-number': total }),
        };
        this.#kept.set(key, { headers, body });
      }
      return end(content);
    };
  }
}

function hasTies(path: string, query: URLSearchParams): boolean {
  return (path === '/api/users' && !query.has('search.id')) || /^\/api\/roles\/[^/]+\/users$/.test(path);
}
