import type { OrganizationRow } from '../data/rows.ts';
import { TENANT_ID } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import type { Random } from '../random.ts';
import type { Company } from './companies.ts';
import { companies } from './companies.ts';
import { organizationRole } from './template.ts';
import { DAY } from './time.ts';

/** A customer and the organization that stands for it. */
export interface Customer extends Company {
  readonly id: string;
}

/** Adds `count` organizations in the order in which the customers came. */
export function addOrganizations(data: TenantData, random: Random, count: number): readonly Customer[] {
  return companies(random, count).map((company, index) => {
    const createdAt = data.now - Math.round(550 * DAY * (1 - index / (count + 1))) - random.below(DAY);
    const organization = data.organizations.insert(organizationRow(company, random, createdAt));
    return { ...company, id: organization.id };
  });
}

export function organizationRow(
  { name, about }: Company,
  random: Random,
  createdAt: number,
): OrganizationRow {
  const plan = random.pick(['free', 'team', 'team', 'enterprise']);
  return {
    tenantId: TENANT_ID,
    id: random.id(12),
    name,
    description: about,
    customData: { plan },
    isMfaRequired: plan === 'enterprise' || about?.includes('MFA') === true,
    color: {},
    branding: {},
    customCss: null,
    createdAt,
  };
}

/** Lets people with a company's e-mail address into its organization by themselves, for every third customer. */
export function addJustInTimeRules(data: TenantData, random: Random, customers: readonly Customer[]): void {
  for (const [index, { id, domain, name }] of customers.entries()) {
    if (index % 3 !== 0) continue;
    data.jitEmailDomains.add(id, domain);
    data.jitRoles.add(id, organizationRole(data, 'viewer').id);
    if (index !== 0) continue;
    data.jitEmailDomains.add(id, `contractors.${domain}`);
    data.jitSsoConnectors.add(id, addSsoConnector(data, random, `${name} Okta`));
  }
}

function addSsoConnector(data: TenantData, random: Random, connectorName: string): string {
  const id = random.id(12);
  data.ssoConnectors.insert({
    tenantId: TENANT_ID,
    id,
    providerName: 'OIDC',
    connectorName,
    config: {},
    domains: [],
    branding: {},
    syncProfile: false,
    enableTokenStorage: false,
    createdAt: data.now - 300 * DAY,
  });
  return id;
}
