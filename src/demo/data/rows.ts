/** The rows of a tenant, their fields in the order in which the Management API writes them. Times are ms since 1970. */

export const TENANT_ID = 'default';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export type RoleType = 'User' | 'MachineToMachine';
export type ApplicationType = 'MachineToMachine' | 'SPA' | 'Native' | 'Traditional';
export type InvitationStatus = 'Pending' | 'Accepted' | 'Expired' | 'Revoked';

interface TenantRow {
  readonly tenantId: string;
}

interface Identified extends TenantRow {
  readonly id: string;
}

export interface UserRow {
  readonly id: string;
  readonly username: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly name: string | null;
  readonly avatar: string | null;
  readonly customData: JsonObject;
  readonly identities: JsonObject;
  readonly lastSignInAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly profile: JsonObject;
  readonly applicationId: string | null;
  readonly cimdClientId: string | null;
  readonly isSuspended: boolean;
  readonly hasPassword: boolean;
}

export interface OrganizationRow extends Identified {
  readonly name: string;
  readonly description: string | null;
  readonly customData: JsonObject;
  readonly isMfaRequired: boolean;
  readonly color: JsonObject;
  readonly branding: JsonObject;
  readonly customCss: string | null;
  readonly createdAt: number;
}

export interface OrganizationRoleRow extends Identified {
  readonly name: string;
  readonly description: string | null;
  readonly type: RoleType;
}

export interface OrganizationScopeRow extends Identified {
  readonly name: string;
  readonly description: string | null;
}

export interface RoleRow extends OrganizationRoleRow {
  readonly isDefault: boolean;
}

export interface ResourceRow extends Identified {
  readonly name: string;
  readonly indicator: string;
  readonly isDefault: boolean;
  readonly accessTokenTtl: number;
}

export interface ScopeRow extends Identified {
  readonly resourceId: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: number;
}

export interface ApplicationRow extends Identified {
  readonly name: string;
  readonly description: string | null;
  readonly type: ApplicationType;
  readonly oidcClientMetadata: JsonObject;
  readonly customClientMetadata: JsonObject;
  readonly protectedAppMetadata: JsonObject | null;
  readonly customData: JsonObject;
  readonly isThirdParty: boolean;
  readonly appLevelAccessControlEnabled: boolean;
  readonly createdAt: number;
}

export interface InvitationRow extends Identified {
  readonly inviterId: string | null;
  readonly invitee: string;
  readonly acceptedUserId: string | null;
  readonly organizationId: string;
  readonly status: InvitationStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
}

export interface SsoConnectorRow extends Identified {
  readonly providerName: string;
  readonly connectorName: string;
  readonly config: JsonObject;
  readonly domains: readonly string[];
  readonly branding: JsonObject;
  readonly syncProfile: boolean;
  readonly enableTokenStorage: boolean;
  readonly createdAt: number;
}

export interface SsoIdentityRow extends Identified {
  readonly userId: string;
  readonly issuer: string;
  readonly identityId: string;
  readonly detail: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly ssoConnectorId: string;
}

export interface MfaRow {
  readonly id: string;
  /** ISO 8601, unlike every other time of the API. */
  readonly createdAt: string;
  readonly type: string;
  readonly remainCodes?: number;
}

export interface PersonalAccessTokenRow extends TenantRow {
  readonly userId: string;
  readonly name: string;
  readonly value: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** Without its value: every running server makes its own secrets. */
export interface SecretRow extends TenantRow {
  readonly applicationId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export interface LogRow extends Identified {
  readonly key: string;
  readonly payload: JsonObject;
  readonly createdAt: number;
}
