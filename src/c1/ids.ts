import type { SnapshotInfo } from '../snapshot/model.ts';

/**
 * C1's ids, as baton-sdk joins them (`type:resource:name`, `entitlement:type:id`). They must stay byte-identical from
 * version to version, since C1 keys its configuration on them; they are made of Logto's ids and never of names.
 */

/** The product whose tenants are exported. */
export const PRODUCT = 'logto';

export const USER_TYPE = 'user';
export const ORGANIZATION_TYPE = 'organization';
/** The types of an extended export only. Applications are users there: baton-file knows no other principals. */
export const ORGANIZATION_ROLE_TYPE = 'organization_role';
export const ROLE_TYPE = 'role';

/** The names of entitlements that are not a role's id: belonging to an organization, and holding a role. */
export const MEMBER = 'member';
export const ASSIGNED = 'assigned';

/** A resource: its type, and its id among those of the type. */
export interface ResourceKey {
  readonly resourceType: string;
  readonly resource: string;
}

/** An entitlement: what grants it, its name there, and the id made of both. */
export interface EntitlementKey {
  readonly on: ResourceKey;
  readonly name: string;
  readonly id: string;
}

/** A grant: the entitlement, and who has it. */
export interface GrantKey {
  readonly entitlement: EntitlementKey;
  readonly principal: ResourceKey;
}

export function resourceId({ resourceType, resource }: ResourceKey): string {
  return `${resourceType}:${resource}`;
}

export function entitlementKey(on: ResourceKey, name: string): EntitlementKey {
  return { on, name, id: `${resourceId(on)}:${name}` };
}

export function grantId({ entitlement, principal }: GrantKey): string {
  return `${entitlement.id}:${resourceId(principal)}`;
}

/** What an organization grants: membership itself (`roleId` null) or, unless the export is extended, a role. */
export function organizationEntitlement(organizationId: string, roleId: string | null): EntitlementKey {
  return entitlementKey({ resourceType: ORGANIZATION_TYPE, resource: organizationId }, roleId ?? MEMBER);
}

/** An organization's role as a resource of its own, as an extended export has it. */
export function organizationRoleKey(organizationId: string, roleId: string): ResourceKey {
  return { resourceType: ORGANIZATION_ROLE_TYPE, resource: `${organizationId}:${roleId}` };
}

/** What a role or an organization grants in an extended export, where every role is a resource. */
export function heldEntitlement(organizationId: string, roleId: string | null): EntitlementKey {
  if (roleId === null) return organizationEntitlement(organizationId, null);
  if (organizationId === '') return entitlementKey({ resourceType: ROLE_TYPE, resource: roleId }, ASSIGNED);
  return entitlementKey(organizationRoleKey(organizationId, roleId), ASSIGNED);
}

/** The id of the sync that a snapshot is of: its own, or that in the C1 file it was read from. */
export function syncIdOf({ id, c1 }: Pick<SnapshotInfo, 'id' | 'c1'>): string {
  return c1?.syncId ?? id;
}

/**
 * Makes keys of entitlements, and gives the last one again where it is asked for the same: grants of one entitlement
 * come one after the other, and share its key.
 */
export function sharedKeys(
  make: (organizationId: string, roleId: string | null) => EntitlementKey,
): typeof make {
  let last: Readonly<{ organizationId: string; roleId: string | null; key: EntitlementKey }> | undefined;
  return (organizationId, roleId) => {
    if (last?.organizationId !== organizationId || last.roleId !== roleId)
      last = { organizationId, roleId, key: make(organizationId, roleId) };
    return last.key;
  };
}
