import type { InvitationRow, OrganizationRoleRow, ScopeRow } from '../../data/rows.ts';
import type { TenantData } from '../../data/tenant.ts';
import { byId, byName } from '../../data/tenant.ts';
import type { Answer } from '../answer.ts';
import { found, ok } from '../answer.ts';
import { inOrder } from '../listing.ts';
import { optionallyPaged, paged } from '../paging.ts';
import type { ApiRequest, Route, Tenant } from '../route.ts';
import { roleNames, rowsOf } from '../views.ts';

export const organizationTemplateRoutes: readonly Route[] = [
  { path: '/organization-roles', get: listRoles },
  { path: '/organization-roles/:id', get: (request, { data }) => ok(knownRole(request, data)) },
  { path: '/organization-roles/:id/scopes', get: listRoleScopes },
  { path: '/organization-roles/:id/resource-scopes', get: listRoleResourceScopes },
  { path: '/organization-scopes', get: listScopes },
  { path: '/organization-invitations', get: listInvitations },
];

function listRoles(request: ApiRequest, { data }: Tenant): Answer {
  const roles = [...data.organizationRoles.list()].sort(byName);
  return paged(request, inOrder(roles), (role) => ({
    ...role,
    scopes: scopesOf(data, role.id).map(({ id, name }) => ({ id, name })),
    resourceScopes: resourceScopesOf(data, role.id).map((scope) => withResourceName(data, scope)),
  }));
}

function withResourceName(data: TenantData, { id, name, resourceId }: ScopeRow): unknown {
  return { id, name, resource: { id: resourceId, name: data.resources.get(resourceId)?.name } };
}

function listRoleScopes(request: ApiRequest, { data }: Tenant): Answer {
  return optionallyPaged(request, inOrder(scopesOf(data, knownRole(request, data).id)));
}

function listRoleResourceScopes(request: ApiRequest, { data }: Tenant): Answer {
  return optionallyPaged(request, inOrder(resourceScopesOf(data, knownRole(request, data).id)));
}

function listScopes(request: ApiRequest, { data }: Tenant): Answer {
  return optionallyPaged(request, inOrder([...data.organizationScopes.list()].sort(byName)));
}

/** All at once, whatever `page` says. */
function listInvitations({ query }: ApiRequest, { data }: Tenant): Answer {
  const organizationId = query.get('organizationId');
  const wanted = (row: InvitationRow) => !organizationId || row.organizationId === organizationId;
  const invitations = data.invitations.list().filter(wanted);
  return ok(
    invitations
      .sort((a, b) => b.createdAt - a.createdAt)
      .map((row) => ({ ...row, organizationRoles: roleNames(data, data.invitationRoles.of(row.id)) })),
  );
}

function scopesOf(
  data: TenantData,
  roleId: string,
): readonly { readonly id: string; readonly name: string }[] {
  return [...rowsOf(data.organizationScopes, data.organizationRoleScopes.of(roleId))].sort(byId);
}

function resourceScopesOf(data: TenantData, roleId: string): readonly ScopeRow[] {
  return [...rowsOf(data.scopes, data.organizationRoleResourceScopes.of(roleId))].sort(byId);
}

function knownRole({ ids }: ApiRequest, data: TenantData): OrganizationRoleRow {
  return found(data.organizationRoles.get(ids[0]), 'organization_roles', ids[0]);
}
