/**
 * C1's ids. They must stay byte-identical from version to version, since C1 keys its configuration on them; they are
 * made of Logto's ids and never of names.
 */

export const USER_TYPE = 'user';
export const ORGANIZATION_TYPE = 'organization';

/** The last part of an entitlement's id: being a member, or an organization role's id. */
export function entitlementName(roleId: string | null): string {
  return roleId ?? 'member';
}

export function entitlementId(organizationId: string, roleId: string | null): string {
  return `${ORGANIZATION_TYPE}:${organizationId}:${entitlementName(roleId)}`;
}

export function grantId(organizationId: string, roleId: string | null, userId: string): string {
  return `${entitlementId(organizationId, roleId)}:${USER_TYPE}:${userId}`;
}
