import { TenantData } from '../../../../src/demo/index.ts';
import type {
  ApplicationRow,
  InvitationRow,
  LogRow,
  MfaRow,
  OrganizationRoleRow,
  OrganizationRow,
  OrganizationScopeRow,
  PersonalAccessTokenRow,
  ResourceRow,
  RoleRow,
  ScopeRow,
  SecretRow,
  SsoConnectorRow,
  SsoIdentityRow,
  UserRow,
} from '../../../../src/demo/index.ts';
import { recorded, recordings } from './recordings.ts';

interface Ref {
  readonly id: string;
}
interface WithRoles {
  readonly organizationRoles: readonly Ref[];
}
interface WithPermissions {
  readonly scopes: readonly Ref[];
  readonly resourceScopes: readonly Ref[];
}

/** The recordings that tell of the tenant, and what their rows are. */
interface Lists {
  'users-page-size-100': UserRow;
  'organization-scopes': OrganizationScopeRow;
  'resources-include-scopes': ResourceRow & { readonly scopes: readonly ScopeRow[] };
  'organization-roles': OrganizationRoleRow & WithPermissions;
  roles: RoleRow;
  'role-scopes': ScopeRow;
  applications: ApplicationRow;
  'application-secrets': SecretRow;
  organizations: OrganizationRow;
  'organization-jit-email-domains': { readonly emailDomain: string };
  'organization-jit-roles': Ref;
  'organization-jit-sso-connectors': SsoConnectorRow;
  'organization-applications': Ref & WithRoles;
  'application-organizations': Ref & WithRoles;
  'organization-users': Ref & WithRoles;
  'user-organizations': Ref & WithRoles;
  'organizations-featured': Ref & { readonly usersCount: number; readonly featuredUsers: readonly Ref[] };
  'role-users': Ref;
  'organization-invitations': InvitationRow & WithRoles;
  'user-mfa': MfaRow;
  'user-pats': PersonalAccessTokenRow;
  'logs-cap': LogRow;
}

function rowsOf<Name extends keyof Lists>(name: Name): readonly Lists[Name][] {
  return recorded(name) as readonly Lists[Name][];
}

const ACME = '1mlq6fxnhvto';
const ADA = 'knh8kyquz6ib';
const SUPPORT_AGENT = '7r70o8isy4v7b3dlkgqcn';
const REFUND_APPROVER = 'f5c1lmt91y7k2yvd3ubx0';
const EVERYONE = '1fup0ofaxkurghtmcehhm';
const MANAGEMENT_ROLE = 'peilvvav2s4sd8nn7nnx3';
const ORDERS_WORKER = 'p6yn0l6cw9poqrjwftl3r';
const ERP_CONNECTOR = 'irpcniwsd3rhxq8ppihvu';
const SYNC_APPLICATION = 'rppa5cunoz75u94coz6qu';

/** The tenant that gave the recorded answers, as far as they tell it. */
export function recordedTenant(): TenantData {
  const data = new TenantData('recorded', 0);
  addUsers(data);
  addTemplate(data);
  addApplications(data);
  addOrganizations(data);
  addMembers(data);
  addGlobalRoleHolders(data);
  addInvitations(data);
  addBelongings(data);
  addLogs(data);
  return data;
}

/** In heap order: whoever was changed after signing up stands at the end. */
function addUsers({ users }: TenantData): void {
  const rank = (user: UserRow) => (user.updatedAt > user.createdAt ? user.updatedAt + 1e9 : user.createdAt);
  const rows = [...rowsOf('users-page-size-100')].sort((a, b) => rank(a) - rank(b));
  for (const row of rows) users.insert(row);
}

function addTemplate(data: TenantData): void {
  for (const row of rowsOf('organization-scopes')) {
    data.organizationScopes.insert(row);
  }
  for (const { scopes, ...row } of rowsOf('resources-include-scopes')) {
    data.resources.insert(row);
    for (const scope of scopes) data.scopes.insert(scope);
  }
  for (const { scopes, resourceScopes, ...row } of rowsOf('organization-roles')) {
    data.organizationRoles.insert(row);
    for (const scope of scopes) data.organizationRoleScopes.add(row.id, scope.id);
    for (const scope of resourceScopes) data.organizationRoleResourceScopes.add(row.id, scope.id);
  }
  for (const { tenantId, id, name, description, type, isDefault } of rowsOf('roles')) {
    data.roles.insert({ tenantId, id, name, description, type, isDefault });
  }
  for (const scope of rowsOf('role-scopes')) {
    data.roleScopes.add(REFUND_APPROVER, scope.id);
  }
  data.roleScopes.add(MANAGEMENT_ROLE, 'management-api-all');
}

function addApplications(data: TenantData): void {
  for (const row of rowsOf('applications')) data.applications.insert(row);
  for (const secret of rowsOf('application-secrets')) {
    data.secrets.set(secret.applicationId, [secret]);
  }
  data.applicationRoles.add(SYNC_APPLICATION, MANAGEMENT_ROLE);
  data.applicationRoles.add(ERP_CONNECTOR, ORDERS_WORKER);
}

function addOrganizations(data: TenantData): void {
  for (const row of rowsOf('organizations')) data.organizations.insert(row);
  for (const row of rowsOf('organization-jit-email-domains')) {
    data.jitEmailDomains.add(ACME, row.emailDomain);
  }
  for (const { id } of rowsOf('organization-jit-roles')) data.jitRoles.add(ACME, id);
  for (const connector of rowsOf('organization-jit-sso-connectors')) {
    data.ssoConnectors.insert(connector);
    data.jitSsoConnectors.add(ACME, connector.id);
  }
  for (const machine of rowsOf('organization-applications')) {
    data.machines.set(ACME, machine.id, roleIds(machine));
  }
  for (const organization of rowsOf('application-organizations')) {
    data.machines.set(organization.id, 'hzu8wq45pagnh8suqdimb', roleIds(organization));
  }
}

/** Only one organization's members were recorded whole; the others get Ada, their featured users and the next ones. */
function addMembers(data: TenantData): void {
  for (const member of rowsOf('organization-users')) {
    data.members.set(ACME, member.id, roleIds(member));
  }
  for (const organization of rowsOf('user-organizations')) {
    data.members.set(organization.id, ADA, roleIds(organization));
  }
  for (const { id, usersCount, featuredUsers } of rowsOf('organizations-featured')) {
    const heap = data.users.list().map((user) => user.id);
    const next = heap.slice(heap.indexOf(featuredUsers.at(-1)?.id ?? '') + 1);
    for (const userId of [...featuredUsers.map((user) => user.id), ...next]) {
      if (data.members.sizeOf(id) < usersCount) data.members.set(id, userId, []);
    }
  }
}

/** In the order in which the roles were given. */
function addGlobalRoleHolders(data: TenantData): void {
  const supporters = [...rowsOf('role-users')].reverse();
  for (const { id } of supporters) data.userRoles.add(id, SUPPORT_AGENT);
  for (const id of [ADA, 'q4v4udeenffx']) data.userRoles.add(id, REFUND_APPROVER);
  for (const { id } of [...data.users.newestFirst()].reverse()) data.userRoles.add(id, EVERYONE);
}

function addInvitations(data: TenantData): void {
  for (const { organizationRoles, ...row } of rowsOf('organization-invitations')) {
    data.invitations.insert(row);
    for (const { id } of organizationRoles) data.invitationRoles.add(row.id, id);
  }
}

function addBelongings(data: TenantData): void {
  data.mfaVerifications.set(ADA, rowsOf('user-mfa'));
  data.personalAccessTokens.set(ADA, rowsOf('user-pats'));
  const whole = recordings.find(({ name }) => name === 'user-by-id-sso')?.body as {
    readonly ssoIdentities: readonly SsoIdentityRow[];
  };
  data.ssoIdentities.set(ADA, whole.ssoIdentities);
}

/** One of 63 was recorded; the others only have to be older. */
function addLogs({ logs }: TenantData): void {
  for (const row of rowsOf('logs-cap')) {
    logs.insert(row);
    for (let age = 1; age < 63; age++) {
      logs.insert({ ...row, id: `log${age}`, createdAt: row.createdAt - age });
    }
  }
}

function roleIds({ organizationRoles }: WithRoles): readonly string[] {
  return organizationRoles.map(({ id }) => id);
}
