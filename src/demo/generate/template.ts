import type { OrganizationRoleRow, ResourceRow, RoleRow } from '../data/rows.ts';
import { TENANT_ID } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import type { Random } from '../random.ts';
import { MANAGEMENT_API, MANAGEMENT_SCOPE } from '../server/authorize.ts';
import { ORGANIZATION_ROLES, ORGANIZATION_SCOPES, RESOURCES, ROLES } from './role-templates.ts';
import { DAY } from './time.ts';

/** Adds what a tenant has before its first user: API resources, permissions and roles. */
export function addTemplate(data: TenantData, random: Random): void {
  const createdAt = data.now - 600 * DAY;
  addResource(
    data,
    createdAt,
    { ...MANAGEMENT, indicator: MANAGEMENT_API },
    { [MANAGEMENT_SCOPE]: 'Default scope for Management API, allows all permissions.' },
  );
  for (const [name, scopes] of Object.entries(RESOURCES)) {
    const indicator = `https://api.parcelwise.example/${name.split(' ')[0]?.toLowerCase() ?? ''}`;
    addResource(
      data,
      createdAt,
      { id: random.id(21), name, indicator, accessTokenTtl: 3600 },
      scopes,
      random,
    );
  }
  for (const [name, description] of Object.entries(ORGANIZATION_SCOPES)) {
    data.organizationScopes.insert({ tenantId: TENANT_ID, id: random.id(21), name, description });
  }
  addOrganizationRoles(data, random);
  addRoles(data, random);
}

const MANAGEMENT = { id: 'management-api', name: 'Logto Management API', accessTokenTtl: 3600 };

function addResource(
  data: TenantData,
  createdAt: number,
  resource: Omit<ResourceRow, 'tenantId' | 'isDefault'>,
  scopes: Readonly<Record<string, string>>,
  random?: Random,
): void {
  const { id: resourceId, name: resourceName, indicator, accessTokenTtl } = resource;
  const row = { id: resourceId, name: resourceName, indicator, isDefault: false, accessTokenTtl };
  data.resources.insert({ tenantId: TENANT_ID, ...row });
  for (const [name, description] of Object.entries(scopes)) {
    const id = random?.id(21) ?? `${resourceId}-${name}`;
    data.scopes.insert({ tenantId: TENANT_ID, id, resourceId, name, description, createdAt });
  }
}

function addOrganizationRoles(data: TenantData, random: Random): void {
  for (const [name, { about, type = 'User', scopes = [] }] of Object.entries(ORGANIZATION_ROLES)) {
    const id = random.id(21);
    data.organizationRoles.insert({ tenantId: TENANT_ID, id, name, description: about, type });
    for (const scope of data.organizationScopes.list()) {
      if (scopes.includes(scope.name)) data.organizationRoleScopes.add(id, scope.id);
    }
    for (const scope of data.scopes.list()) {
      if (scopes.includes(scope.name)) data.organizationRoleResourceScopes.add(id, scope.id);
    }
  }
}

function addRoles(data: TenantData, random: Random): void {
  for (const [name, { about, type = 'User', scopes = [] }] of Object.entries(ROLES)) {
    const id = random.id(21);
    data.roles.insert({
      tenantId: TENANT_ID,
      id,
      name,
      description: about,
      type,
      isDefault: name === 'Everyone',
    });
    for (const scope of data.scopes.list()) {
      if (scopes.includes(scope.name)) data.roleScopes.add(id, scope.id);
    }
  }
}

/** The organization role of a name the template has. */
export function organizationRole(data: TenantData, name: string): OrganizationRoleRow {
  return named(data.organizationRoles.list(), name);
}

/** The global role of a name the template has. */
export function globalRole(data: TenantData, name: string): RoleRow {
  return named(data.roles.list(), name);
}

function named<Row extends { readonly name: string }>(rows: readonly Row[], name: string): Row {
  const row = rows.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`The template has no ${name}.`);
  return row;
}
