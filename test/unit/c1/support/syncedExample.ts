import { generateTenant, type TenantData, type UserRow } from '../../../../src/demo/index.ts';
import type { OrganizationRole, User } from '../../../../src/snapshot/model.ts';
import { syncTenant } from '../../../../src/sync/sync.ts';
import { withTenant } from '../../../support/tenant.ts';
import type { Run } from './acme.ts';

/** The example's own address; that of the embedded tenant has another port each time. */
const TENANT = { id: 'acme', name: 'Acme', baseUrl: 'https://acme.logto.app' };
const TIME = Date.parse('2024-01-01T00:00:00Z');

/** Puts the example into an embedded tenant, and syncs that with everybody's details. */
export function syncExample(file: string, run: Run): Promise<void> {
  return withTenant({ data: dataOf(run) }, async (_, client) => {
    await syncTenant({ file, tenant: TENANT, version: '0.0.0', userDetails: 'all' }, client, () => undefined);
  });
}

function dataOf({ tenant }: Run): TenantData {
  const data = generateTenant({ seed: 'acme', users: 0, organizations: 0 });
  for (const { id } of [...data.organizations.list()]) data.organizations.delete(id);
  for (const { id } of [...data.invitations.list()]) data.invitations.delete(id);
  for (const { organizationId, memberId } of [...data.machines])
    data.machines.delete(organizationId, memberId);
  for (const { id } of [...data.organizationRoles.list()]) data.organizationRoles.delete(id);
  for (const role of tenant.roles) data.organizationRoles.insert(roleRow(role));
  for (const { mfaRequired, ...organization } of tenant.organizations)
    data.organizations.insert({
      ...organization,
      ...{ tenantId: 'default', isMfaRequired: mfaRequired, customCss: null },
      ...{ customData: {}, color: {}, branding: {} },
    });
  for (const user of tenant.users) insertUser(data, user);
  for (const { organizationId, userId, roleIds } of tenant.members)
    data.members.set(organizationId, userId, roleIds);
  return data;
}

function roleRow(role: OrganizationRole): OrganizationRole & { tenantId: string } {
  return { tenantId: 'default', ...role };
}

function insertUser(data: TenantData, user: User): void {
  data.users.insert(userRow(user));
  const factors = user.mfaFactors ?? [];
  data.mfaVerifications.set(
    user.id,
    factors.map((type) => ({ id: `mfa${type}`, createdAt: new Date(TIME).toISOString(), type })),
  );
  const identities = user.ssoIdentities ?? [];
  data.ssoIdentities.set(
    user.id,
    identities.map((issuer) => ({
      ...{ tenantId: 'default', id: `sso${user.id}`, userId: user.id, issuer, identityId: user.id },
      ...{ detail: {}, createdAt: TIME, updatedAt: TIME, ssoConnectorId: 'okta' },
    })),
  );
}

function userRow(user: User): UserRow {
  const { id, name, username, applicationId, createdAt, lastSignInAt } = user;
  return {
    ...{ id, name, username, applicationId, createdAt, lastSignInAt },
    ...{ primaryEmail: user.email, primaryPhone: user.phone, avatar: null, customData: {}, identities: {} },
    ...{ updatedAt: createdAt, cimdClientId: null, isSuspended: user.suspended },
    hasPassword: user.hasPassword ?? false,
    profile: { givenName: user.givenName ?? '', familyName: user.familyName ?? '' },
  };
}
