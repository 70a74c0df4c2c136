import type { ApplicationRow, RoleRow } from '../../data/rows.ts';
import type { Answer } from '../answer.ts';
import { found, ok } from '../answer.ts';
import { inOrder } from '../listing.ts';
import { optionallyPaged, paged } from '../paging.ts';
import type { ApiRequest, Route, Tenant } from '../route.ts';
import { roleNames, rowsOf } from '../views.ts';

export const applicationRoutes: readonly Route[] = [
  { path: '/applications', get: listApplications },
  { path: '/applications/:id', get: (request, tenant) => ok({ ...known(request, tenant), isAdmin: false }) },
  { path: '/applications/:id/roles', get: listRoles },
  { path: '/applications/:id/organizations', get: listOrganizations },
  { path: '/applications/:id/secrets', get: listSecrets },
];

function listApplications(request: ApiRequest, { data }: Tenant): Answer {
  const types = request.query.getAll('types');
  const applications = data.applications
    .list()
    .filter(({ type }) => types.length === 0 || types.includes(type));
  return optionallyPaged(request, inOrder(applications.sort((a, b) => b.createdAt - a.createdAt)));
}

function listRoles(request: ApiRequest, tenant: Tenant): Answer {
  const { id } = known(request, tenant);
  const isHeld = (role: RoleRow) => tenant.data.applicationRoles.has(id, role.id);
  return paged(request, inOrder(tenant.data.roles.list().filter(isHeld)));
}

function listOrganizations(request: ApiRequest, tenant: Tenant): Answer {
  const { organizations, machines } = tenant.data;
  const { id } = known(request, tenant);
  const rows = rowsOf(organizations, machines.organizationsOf(id));
  return optionallyPaged(request, inOrder(rows), (organization) => ({
    ...organization,
    organizationRoles: roleNames(tenant.data, machines.rolesOf(organization.id, id)),
  }));
}

/** In clear, as the real server lists them. */
function listSecrets(request: ApiRequest, tenant: Tenant): Answer {
  const { id } = known(request, tenant);
  const secrets = tenant.data.secrets.get(id) ?? [];
  return ok(
    secrets.map(({ tenantId, applicationId, name, createdAt, expiresAt }) => ({
      tenantId,
      applicationId,
      name,
      value: tenant.secretOf(id),
      createdAt,
      expiresAt,
    })),
  );
}

function known({ ids }: ApiRequest, { data }: Tenant): ApplicationRow {
  return found(data.applications.get(ids[0]), 'applications', ids[0]);
}
