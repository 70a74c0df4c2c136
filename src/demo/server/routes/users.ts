import type { JsonObject, OrganizationRow, RoleRow, UserRow } from '../../data/rows.ts';
import type { TenantData } from '../../data/tenant.ts';
import type { Answer } from '../answer.ts';
import { invalidInput, notFound, ok } from '../answer.ts';
import { inOrder, withUnstableTies } from '../listing.ts';
import { paged } from '../paging.ts';
import type { ApiRequest, Route, Tenant } from '../route.ts';
import { searchUsers } from '../search.ts';
import { roleNames } from '../views.ts';

export const userRoutes: readonly Route[] = [
  { path: '/users', get: listUsers, writes: ['POST'] },
  { path: '/users/:id', get: getUser },
  { path: '/users/:id/roles', get: listRoles },
  {
    path: '/users/:id/organizations',
    get: (request, { data }) => ok(organizationsOf(known(request, data), data)),
  },
  {
    path: '/users/:id/mfa-verifications',
    get: perUser((user, data) => data.mfaVerifications.get(user.id) ?? []),
  },
  {
    path: '/users/:id/personal-access-tokens',
    get: perUser((user, data) => data.personalAccessTokens.get(user.id) ?? []),
  },
  { path: '/users/:id/all-identities', get: perUser(allIdentities) },
  { path: '/users/:id/sessions', get: perUser(() => ({ sessions: [] })) },
  { path: '/users/:id/grants', get: perUser(() => ({ grants: [] })) },
];

function listUsers(request: ApiRequest, { data, random }: Tenant): Answer {
  const keep = exclusion(request.query, data);
  const users = searchUsers(request.query, data);
  return paged(request, withUnstableTies(keep === undefined ? users : users.filter(keep), random));
}

function exclusion(query: URLSearchParams, data: TenantData): ((user: UserRow) => boolean) | undefined {
  const roleId = query.get('excludeRoleId');
  const organizationId = query.get('excludeOrganizationId');
  if (roleId && organizationId) {
    const names = 'Parameter `excludeRoleId` and `excludeOrganizationId`';
    throw invalidInput(`${names} cannot be used at the same time.`);
  }
  if (roleId) return (user) => !data.userRoles.has(user.id, roleId);
  if (organizationId) return (user) => !data.members.has(organizationId, user.id);
  return undefined;
}

function getUser(request: ApiRequest, { data }: Tenant): Answer {
  const user = known(request, data);
  if (request.query.get('includeSsoIdentities') !== 'true') return ok(user);
  return ok({ ...user, ssoIdentities: data.ssoIdentities.get(user.id) ?? [] });
}

/** The global roles in the order of their table, as everywhere else. */
function listRoles(request: ApiRequest, { data }: Tenant): Answer {
  const user = known(request, data);
  const isHeld = (role: RoleRow) => data.userRoles.has(user.id, role.id);
  return paged(request, inOrder(data.roles.list().filter(isHeld)));
}

function organizationsOf(user: UserRow, data: TenantData): readonly OrganizationRow[] {
  return data.members.organizationsOf(user.id).flatMap((id) => {
    const organization = data.organizations.get(id);
    const organizationRoles = roleNames(data, data.members.rolesOf(id, user.id));
    return organization === undefined ? [] : { ...organization, organizationRoles };
  });
}

function allIdentities(user: UserRow, data: TenantData): JsonObject {
  const social = Object.entries(user.identities).map(([target, identity]) => ({ identity, target }));
  const sso = (data.ssoIdentities.get(user.id) ?? []).map((ssoIdentity) => ({
    ssoIdentity: { ...ssoIdentity },
  }));
  return { socialIdentities: social, ssoIdentities: sso };
}

function perUser(view: (user: UserRow, data: TenantData) => unknown): Route['get'] {
  return (request, { data }) => ok(view(known(request, data), data));
}

function known({ ids }: ApiRequest, data: TenantData): UserRow {
  const user = data.users.get(ids[0]);
  if (user === undefined) throw notFound();
  return user;
}
