import type { Answer } from '../answer.ts';
import type { Listing } from '../listing.ts';
import { withUnstableTies } from '../listing.ts';
import { paged } from '../paging.ts';
import type { ApiRequest, Route, Tenant } from '../route.ts';

const CAP = 10_000;

export const logRoutes: readonly Route[] = [{ path: '/logs', get: listLogs }];

function listLogs(request: ApiRequest, { data, random }: Tenant): Answer {
  const newest = [...data.logs.list()].sort((a, b) => b.createdAt - a.createdAt);
  const logs = withUnstableTies(newest, random);
  return paged(request, request.query.get('enableCap') === 'true' ? capped(logs) : logs);
}

/** Counts no further than the cap and says so; the rows go on. */
function capped<Row>(listing: Listing<Row>): Listing<Row> {
  return listing.total <= CAP ? listing : { ...listing, total: CAP + 1, capped: true };
}
