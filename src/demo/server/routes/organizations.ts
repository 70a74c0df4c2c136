import type { OrganizationRow } from '../../data/rows.ts';
import { TENANT_ID } from '../../data/rows.ts';
import { byId } from '../../data/tenant.ts';
import type { Answer } from '../answer.ts';
import { found, notMember, ok } from '../answer.ts';
import { inOrder } from '../listing.ts';
import { optionallyPaged, paged } from '../paging.ts';
import type { ApiRequest, Handler, Route, Tenant } from '../route.ts';
import { featuredUser, memberView, roleNames, rowsOf } from '../views.ts';

export const organizationRoutes: readonly Route[] = [
  { path: '/organizations', get: listOrganizations, writes: ['POST'] },
  { path: '/organizations/:id', get: (request, tenant) => ok(known(request, tenant)) },
  { path: '/organizations/:id/users', get: listMembers },
  { path: '/organizations/:id/users/:id/roles', get: listMemberRoles },
  { path: '/organizations/:id/users/:id/scopes', get: listMemberScopes },
  { path: '/organizations/:id/applications', get: listMachines },
  { path: '/organizations/:id/applications/:id/roles', get: listMachineRoles },
  { path: '/organizations/:id/jit/email-domains', get: listEmailDomains },
  { path: '/organizations/:id/jit/roles', get: justInTime('organizationRoles', 'jitRoles') },
  { path: '/organizations/:id/jit/sso-connectors', get: justInTime('ssoConnectors', 'jitSsoConnectors') },
];

function listOrganizations(request: ApiRequest, tenant: Tenant): Answer {
  const organizations = inOrder(tenant.data.organizations.list());
  if (request.query.get('showFeatured') !== 'true') return paged(request, organizations);
  return paged(request, organizations, (row) => featured(row, tenant));
}

function featured(organization: OrganizationRow, { data }: Tenant): unknown {
  const members = data.members.membersOf(organization.id);
  const featuredUsers = data.users.firstInHeap(members, 3).map(featuredUser);
  return { ...organization, usersCount: members.length, featuredUsers };
}

/** An organization that does not exist looks as if it were empty. */
function listMembers(request: ApiRequest, { data }: Tenant): Answer {
  const [organizationId] = request.ids;
  const roleId = request.query.get('organizationRoleId');
  const all = data.members.membersOf(organizationId);
  const members = roleId
    ? all.filter((id) => data.members.rolesOf(organizationId, id)?.includes(roleId))
    : all;
  const { total, slice } = inOrder(members);
  const page = (offset: number, limit: number) => rowsOf(data.users, slice(offset, limit));
  return paged(request, { total, slice: page }, (user) => memberView(data, organizationId, user));
}

function listMemberRoles(request: ApiRequest, { data }: Tenant): Answer {
  return ok([...rowsOf(data.organizationRoles, memberRoleIds(request, data.members))].sort(byId));
}

function listMemberScopes(request: ApiRequest, { data }: Tenant): Answer {
  const roleIds = memberRoleIds(request, data.members);
  const scopeIds = new Set(roleIds.flatMap((roleId) => [...data.organizationRoleScopes.of(roleId)]));
  return ok([...rowsOf(data.organizationScopes, scopeIds)].sort(byId));
}

function memberRoleIds({ ids }: ApiRequest, members: Tenant['data']['members']): readonly string[] {
  const roleIds = members.rolesOf(ids[0], ids[1]);
  if (roleIds === undefined) throw notMember();
  return roleIds;
}

function listMachines(request: ApiRequest, { data }: Tenant): Answer {
  const [organizationId] = request.ids;
  const machines = rowsOf(data.applications, data.machines.membersOf(organizationId));
  return paged(request, inOrder(machines), (machine) => ({
    ...machine,
    organizationRoles: roleNames(data, data.machines.rolesOf(organizationId, machine.id)),
  }));
}

function listMachineRoles(request: ApiRequest, { data }: Tenant): Answer {
  return ok([...rowsOf(data.organizationRoles, memberRoleIds(request, data.machines))].sort(byId));
}

/** Unlike the other two just-in-time rules, this one does not notice an organization that does not exist. */
function listEmailDomains(request: ApiRequest, { data }: Tenant): Answer {
  const [organizationId] = request.ids;
  const domains = [...data.jitEmailDomains.of(organizationId)].sort();
  return optionallyPaged(request, inOrder(domains), (emailDomain) => ({
    tenantId: TENANT_ID,
    organizationId,
    emailDomain,
  }));
}

function justInTime(
  table: 'organizationRoles' | 'ssoConnectors',
  relation: 'jitRoles' | 'jitSsoConnectors',
): Handler {
  return (request, { data }) => {
    const organization = known(request, { data });
    const rows = rowsOf<{ readonly id: string }>(data[table], data[relation].of(organization.id));
    return optionallyPaged(request, inOrder([...rows].sort(byId)));
  };
}

function known({ ids }: ApiRequest, { data }: Pick<Tenant, 'data'>): OrganizationRow {
  return found(data.organizations.get(ids[0]), 'organizations', ids[0]);
}
