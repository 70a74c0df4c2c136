import type { TenantData } from '../data/tenant.ts';
import type { Random } from '../random.ts';
import type { Answer } from './answer.ts';

/** What every route answers from. */
export interface Tenant {
  readonly data: TenantData;
  /** Decides the order of rows the real database leaves undefined. */
  readonly random: Random;
  secretOf(applicationId: string): string | undefined;
}

/** A GET request that matched a route. */
export interface ApiRequest {
  /** Scheme and host as the caller wrote them. */
  readonly origin: string;
  /** The path without `/api`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stood where the route has `:id`; empty where it has fewer. */
  readonly ids: readonly [string, string];
}

export type Handler = (request: ApiRequest, tenant: Tenant) => Answer;

/** A path of the Management API, `:id` standing for any one segment. */
export interface Route {
  readonly path: string;
  readonly get: Handler;
  /** Methods besides GET and HEAD that the real server has here. */
  readonly writes?: readonly string[];
}

/** A route and the ids that a path holds for it. */
export interface Match {
  readonly route: Route;
  readonly ids: readonly [string, string];
}

/** Makes a function that finds the route of a path. */
export function router(routes: readonly Route[]): (path: string) => Match | undefined {
  const patterns = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (path) => {
    for (const { route, pattern } of patterns) {
      const match = pattern.exec(path);
      if (match !== null) return { route, ids: [decoded(match[1]), decoded(match[2])] };
    }
    return undefined;
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(':id', '([^/]+)')}/?$`);
}

function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
