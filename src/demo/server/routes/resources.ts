import type { ResourceRow } from '../../data/rows.ts';
import type { Answer } from '../answer.ts';
import { found, ok } from '../answer.ts';
import { inOrder } from '../listing.ts';
import { optionallyPaged, paged } from '../paging.ts';
import type { ApiRequest, Route, Tenant } from '../route.ts';

export const resourceRoutes: readonly Route[] = [
  { path: '/resources', get: listResources },
  { path: '/resources/:id', get: (request, tenant) => ok(known(request, tenant)) },
  { path: '/resources/:id/scopes', get: listScopes },
];

function listResources(request: ApiRequest, { data }: Tenant): Answer {
  const resources = inOrder(data.resources.list());
  if (request.query.get('includeScopes') !== 'true') return optionallyPaged(request, resources);
  return optionallyPaged(request, resources, (row) => ({ ...row, scopes: data.scopesOfResource(row.id) }));
}

function listScopes(request: ApiRequest, tenant: Tenant): Answer {
  return paged(request, inOrder(tenant.data.scopesOfResource(known(request, tenant).id)));
}

function known({ ids }: ApiRequest, { data }: Tenant): ResourceRow {
  return found(data.resources.get(ids[0]), 'resources', ids[0]);
}
