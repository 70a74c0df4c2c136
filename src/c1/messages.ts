import { allOrganizationRoles, allOrganizations } from '../snapshot/read/all.ts';
import { allGrants, grantsOfPeople } from '../snapshot/read/grants.ts';
import { entitlement } from './accessMessages.ts';
import type { Content } from './content.ts';
import { extendedEntitlements, extendedPrincipals, extendedResources } from './extendedMessages.ts';
import type { Entitlement, Resource, ResourceType } from './gen/connector_pb.js';
import {
  heldEntitlement,
  organizationEntitlement,
  sharedKeys,
  USER_TYPE,
  type EntitlementKey,
  type GrantKey,
} from './ids.ts';
import { grantedMendings, namedMendings } from './mendings.ts';
import { organizationResource } from './organizationMessages.ts';
import { userPrincipals, type Principal } from './principal.ts';
import { EXTENDED_RESOURCE_TYPES, RESOURCE_TYPES } from './resourceTypes.ts';

/**
 * All that an export says, as C1's messages, sorted by id. Every form is written from these, so that they have the
 * same ids and the same rows, and each row is counted here.
 */

export interface GrantedEntitlement {
  readonly key: EntitlementKey;
  /** What grants it, whole; the entitlement itself only names it. */
  readonly resource: Resource;
  readonly entitlement: Entitlement;
}

export function resourceTypes({ extended }: Content): readonly ResourceType[] {
  return extended ? EXTENDED_RESOURCE_TYPES : RESOURCE_TYPES;
}

export function* principals(content: Content): Generator<Principal> {
  for (const principal of content.extended ? extendedPrincipals(content) : userPrincipals(content)) {
    content.tally.add('users');
    yield principal;
  }
}

export function* resources(content: Content): Generator<Resource> {
  for (const resource of content.extended ? extendedResources(content) : organizations(content)) {
    content.tally.add('resources');
    yield resource;
  }
}

export function* entitlements(content: Content): Generator<GrantedEntitlement> {
  for (const granted of content.extended
    ? extendedEntitlements(content)
    : organizationEntitlements(content)) {
    content.tally.add('entitlements');
    yield granted;
  }
}

export function* grants({ snapshot, tally, extended }: Content): Generator<GrantKey> {
  const keyOf = sharedKeys(extended ? heldEntitlement : organizationEntitlement);
  for (const { organizationId, roleId, holderIds } of extended
    ? allGrants(snapshot)
    : grantsOfPeople(snapshot)) {
    const entitlement = keyOf(organizationId, roleId);
    for (const resource of holderIds) {
      tally.add('grants');
      yield { entitlement, principal: { resourceType: USER_TYPE, resource } };
    }
  }
}

function* organizations({ snapshot, tally }: Content): Generator<Resource> {
  for (const organization of allOrganizations(snapshot)) {
    tally.addMendings(namedMendings(organization));
    yield organizationResource(organization, snapshot.info);
  }
}

/** One for membership and one for each role for people in each organization, held by somebody or not. */
function* organizationEntitlements({ snapshot, tally }: Content): Generator<GrantedEntitlement> {
  const roles = [...allOrganizationRoles(snapshot)].filter(({ type }) => type === 'User');
  for (const organization of allOrganizations(snapshot)) {
    const resource = organizationResource(organization, snapshot.info);
    for (const role of [null, ...roles]) {
      const key = organizationEntitlement(organization.id, role?.id ?? null);
      tally.addMendings(grantedMendings(organization, role));
      yield { key, resource, entitlement: entitlement(organization, role) };
    }
  }
}
