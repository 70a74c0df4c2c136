import type { RoleRow } from '../../data/rows.ts';
import type { TenantData } from '../../data/tenant.ts';
import { byId } from '../../data/tenant.ts';
import type { Answer } from '../answer.ts';
import { found, ok } from '../answer.ts';
import { inOrder, withUnstableTies } from '../listing.ts';
import { optionallyPaged, paged } from '../paging.ts';
import type { ApiRequest, Route, Tenant } from '../route.ts';
import { isSearch, searchUsers } from '../search.ts';
import { featuredApplication, featuredUser, rowsOf } from '../views.ts';

const FEATURED = 3;

export const roleRoutes: readonly Route[] = [
  { path: '/roles', get: listRoles },
  { path: '/roles/:id', get: (request, tenant) => ok(known(request, tenant)) },
  { path: '/roles/:id/users', get: listUsers },
  { path: '/roles/:id/applications', get: listApplications },
  { path: '/roles/:id/scopes', get: listScopes },
];

function listRoles(request: ApiRequest, { data }: Tenant): Answer {
  const type = request.query.get('type');
  const roles = data.roles.list().filter((role) => !type || role.type === type);
  return paged(request, inOrder(roles), (role) => withHolders(role, data));
}

function withHolders(role: RoleRow, data: TenantData): unknown {
  const users = data.userRoles.holdersOf(role.id);
  const applications = data.applicationRoles.holdersOf(role.id);
  return {
    ...role,
    usersCount: users.size,
    featuredUsers: rowsOf(data.users, first(users)).map(featuredUser),
    applicationsCount: applications.size,
    featuredApplications: rowsOf(data.applications, first(applications)).map(featuredApplication),
  };
}

/** The first few, without a copy of all: everybody may hold a role. */
function first(ids: ReadonlySet<string>): readonly string[] {
  const few: string[] = [];
  for (const id of ids) {
    if (few.length === FEATURED) break;
    few.push(id);
  }
  return few;
}

function listUsers(request: ApiRequest, tenant: Tenant): Answer {
  const { data, random } = tenant;
  const role = known(request, tenant);
  const holders = isSearch(request.query)
    ? searchUsers(request.query, data).filter(({ id }) => data.userRoles.has(id, role.id))
    : data.usersOfRole(role.id);
  return paged(request, withUnstableTies(holders, random));
}

function listApplications(request: ApiRequest, tenant: Tenant): Answer {
  const { data } = tenant;
  const applications = rowsOf(data.applications, data.applicationRoles.holdersOf(known(request, tenant).id));
  return paged(request, inOrder([...applications].sort((a, b) => b.createdAt - a.createdAt)));
}

function listScopes(request: ApiRequest, tenant: Tenant): Answer {
  const { data } = tenant;
  const scopes = rowsOf(data.scopes, data.roleScopes.of(known(request, tenant).id));
  return optionallyPaged(request, inOrder([...scopes].sort(byId)), (scope) => ({
    ...scope,
    resource: data.resources.get(scope.resourceId),
  }));
}

function known({ ids }: ApiRequest, { data }: Tenant): RoleRow {
  return found(data.roles.get(ids[0]), 'roles', ids[0]);
}
