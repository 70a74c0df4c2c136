/** A read of the Management API: a path below `/api/`, and its query. Plain data, so that a worker can ask for it. */
export interface Endpoint {
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** The largest page Logto gives; 101 is refused with `guard.invalid_pagination`. */
export const PAGE_SIZE = 100;

/** A page that no list has: it comes empty, with the number of all rows. */
export const BEHIND_ALL = 1_000_000;

function endpoint(path: string, query: Endpoint['query'] = []): Endpoint {
  return { path: `/api/${path}`, query };
}

/** The same read, for page `page` (from 1). Built by number: Logto's `Link` header misses the `/api`. */
export function atPage({ path, query }: Endpoint, page: number, size = PAGE_SIZE): Endpoint {
  return { path, query: [...query, ['page', String(page)], ['page_size', String(size)]] };
}

/** Whether a read asks for one page of a list. */
export function isPaged({ query }: Endpoint): boolean {
  return query.some(([name]) => name === 'page');
}

const id = encodeURIComponent;

/** A text in a pattern of LIKE, where `_` stands for any character and `%` for any text. */
function literal(text: string): string {
  return text.replaceAll(/[%_]/g, String.raw`\$&`);
}

/** With isCaseSensitive the database can use its key, which is 15 times cheaper. */
function byIdPrefix(prefix: string): Endpoint['query'] {
  if (prefix === '') return [];
  return [
    ['search.id', `${literal(prefix)}%`],
    ['isCaseSensitive', 'true'],
  ];
}

/** Known ids, up to a page of them; with isCaseSensitive as above. */
function byIds(ids: readonly string[]): Endpoint['query'] {
  return [
    ...ids.map((one) => ['search.id', one] as const),
    ['mode.id', 'exact'],
    ['isCaseSensitive', 'true'],
  ];
}

/**
 * Of a list of users, those whose id begins with `prefix` and ends there, or goes on with a character that Logto's own
 * ids do not have.
 */
export function withUnusualIds({ path, query }: Endpoint, prefix: string): Endpoint {
  const search: Endpoint['query'] = [
    ['search.id', `^${prefix}([^0-9a-z]|$)`], // PostgreSQL takes such ranges by code points
    ['mode.id', 'posix'],
    ['isCaseSensitive', 'true'],
  ];
  return { path, query: [...query, ...search] };
}

/** Every read that a sync can make. */
export const endpoints = {
  /** Users whose id begins with `prefix`; all of them where it is empty. */
  users: (prefix = '') => endpoint('users', byIdPrefix(prefix)),
  usersByIds: (ids: readonly string[]) => endpoint('users', byIds(ids)),
  /** Users who do not hold a global role. */
  usersWithoutRole: (roleId: string, prefix = '') =>
    endpoint('users', [['excludeRoleId', roleId], ...byIdPrefix(prefix)]),
  userRoles: (userId: string) => endpoint(`users/${id(userId)}/roles`),
  mfaVerifications: (userId: string) => endpoint(`users/${id(userId)}/mfa-verifications`),
  userWithSso: (userId: string) => endpoint(`users/${id(userId)}`, [['includeSsoIdentities', 'true']]),
  organizations: () => endpoint('organizations'),
  organization: (organizationId: string) => endpoint(`organizations/${id(organizationId)}`),
  organizationUsers: (organizationId: string) => endpoint(`organizations/${id(organizationId)}/users`),
  jitEmailDomains: (organizationId: string) =>
    endpoint(`organizations/${id(organizationId)}/jit/email-domains`),
  jitRoles: (organizationId: string) => endpoint(`organizations/${id(organizationId)}/jit/roles`),
  jitSsoConnectors: (organizationId: string) =>
    endpoint(`organizations/${id(organizationId)}/jit/sso-connectors`),
  organizationRoles: () => endpoint('organization-roles'),
  organizationScopes: () => endpoint('organization-scopes'),
  organizationInvitations: () => endpoint('organization-invitations'),
  resources: () => endpoint('resources', [['includeScopes', 'true']]),
  roles: () => endpoint('roles'),
  roleScopes: (roleId: string) => endpoint(`roles/${id(roleId)}/scopes`),
  /** Who holds a global role; of some users alone where their ids are given. */
  roleUsers: (roleId: string, ids: readonly string[] = []) =>
    endpoint(`roles/${id(roleId)}/users`, ids.length > 0 ? byIds(ids) : []),
  roleApplications: (roleId: string) => endpoint(`roles/${id(roleId)}/applications`),
  applications: () => endpoint('applications'),
  applicationOrganizations: (applicationId: string) =>
    endpoint(`applications/${id(applicationId)}/organizations`),
} as const;
