/**
 * C1's ids, as baton-sdk joins them (`type:resource:name`, `entitlement:type:id`). They must stay byte-identical from
 * version to version, since C1 keys its configuration on them; they are made of Logto's ids and never of names.
 */

export const USER_TYPE = 'user';
export const ORGANIZATION_TYPE = 'organization';

/** What an organization grants: membership itself (`roleId` null) or an organization role. */
export interface Granted {
  readonly organizationId: string;
  readonly roleId: string | null;
}

/** The last part of an entitlement's id. */
export function entitlementName(roleId: string | null): string {
  return roleId ?? 'member';
}

export function entitlementId({ organizationId, roleId }: Granted): string {
  return `${ORGANIZATION_TYPE}:${organizationId}:${entitlementName(roleId)}`;
}

export function grantId(granted: Granted, userId: string): string {
  return `${entitlementId(granted)}:${USER_TYPE}:${userId}`;
}
