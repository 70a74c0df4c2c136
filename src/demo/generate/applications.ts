import type { ApplicationRow, ApplicationType } from '../data/rows.ts';
import { TENANT_ID } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import type { Random } from '../random.ts';
import { globalRole, organizationRole } from './template.ts';
import { DAY } from './time.ts';

interface ApplicationTemplate {
  readonly name: string;
  readonly type: ApplicationType;
  readonly about?: string;
  readonly thirdParty?: boolean;
  readonly redirect?: string;
  /** A global role. */
  readonly role?: string;
  /** Every how many organizations it works for, and as what. */
  readonly every?: number;
  readonly organizationRole?: string;
}

const MACHINE = 'MachineToMachine';

const APPLICATIONS: readonly ApplicationTemplate[] = [
  {
    name: 'Logto Access',
    type: MACHINE,
    about: 'Reads who can do what',
    role: 'Logto Management API access',
  },
  { name: 'Reporting export', type: MACHINE, about: 'No role: every read it tries is refused' },
  {
    name: 'ERP connector',
    type: MACHINE,
    about: 'Orders from customers’ own systems',
    role: 'Order worker',
    every: 4,
    organizationRole: 'integration',
  },
  { name: 'Nightly reconciliation', type: MACHINE, every: 6 },
  { name: 'Parcelwise portal', type: 'SPA', redirect: 'https://portal.parcelwise.example/callback' },
  { name: 'Parcelwise for drivers', type: 'Native', redirect: 'example.parcelwise.drivers://callback' },
  { name: 'Back office', type: 'Traditional', redirect: 'https://office.parcelwise.example/callback' },
  { name: 'Marketplace', type: 'Traditional', thirdParty: true, redirect: 'https://marketplace.example/cb' },
];

/** Adds the applications, and gives the machines among them their roles, organizations and secrets. */
export function addApplications(data: TenantData, random: Random): void {
  for (const [index, template] of APPLICATIONS.entries()) {
    const createdAt = data.now - (560 - 10 * index) * DAY - random.below(DAY);
    const application = data.applications.insert(applicationRow(template, random.id(21), createdAt));
    if (template.type !== MACHINE) continue;
    data.secrets.set(application.id, [
      {
        tenantId: TENANT_ID,
        applicationId: application.id,
        name: 'Default secret',
        createdAt,
        expiresAt: null,
      },
    ]);
    if (template.role !== undefined) {
      data.applicationRoles.add(application.id, globalRole(data, template.role).id);
    }
    addToOrganizations(data, application.id, template);
  }
}

/** The application that people sign up with. */
export function portalId(data: TenantData): string | null {
  return data.applications.list().find(({ type }) => type === 'SPA')?.id ?? null;
}

function applicationRow(template: ApplicationTemplate, id: string, createdAt: number): ApplicationRow {
  const { name, type, about = null, thirdParty = false, redirect } = template;
  return {
    tenantId: TENANT_ID,
    id,
    name,
    description: about,
    type,
    oidcClientMetadata: {
      redirectUris: redirect === undefined ? [] : [redirect],
      postLogoutRedirectUris: [],
    },
    customClientMetadata: {},
    protectedAppMetadata: null,
    customData: {},
    isThirdParty: thirdParty,
    appLevelAccessControlEnabled: false,
    createdAt,
  };
}

function addToOrganizations(data: TenantData, id: string, template: ApplicationTemplate): void {
  const { every, organizationRole: role } = template;
  if (every === undefined) return;
  const roleIds = role === undefined ? [] : [organizationRole(data, role).id];
  const served = data.organizations.list().filter((_, index) => index % every === 0);
  for (const organization of served) data.machines.set(organization.id, id, roleIds);
}
