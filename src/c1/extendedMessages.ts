import {
  allGlobalRoles,
  allMachines,
  allOrganizationRoles,
  allOrganizations,
  allOrganizationsAsParents,
} from '../snapshot/read/all.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { entitlement } from './accessMessages.ts';
import { applicationPrincipal } from './applicationMessages.ts';
import type { Content } from './content.ts';
import type { Resource } from './gen/connector_pb.js';
import {
  ASSIGNED,
  entitlementKey,
  organizationEntitlement,
  organizationRoleKey,
  ROLE_TYPE,
  type ResourceKey,
} from './ids.ts';
import { assignedMendings, grantedMendings, namedMendings } from './mendings.ts';
import type { Mending } from './mended.ts';
import type { GrantedEntitlement } from './messages.ts';
import { parentOrganization } from './organizationMessages.ts';
import { userPrincipals, type Principal } from './principal.ts';
import { assigned, globalRoleResource, organizationRoleResource } from './roleMessages.ts';

/**
 * What an extended export says, sorted by id: applications beside users, and every role as a resource. Roles of
 * organizations lie under these (C1's model of WorkOS), so that an organization itself grants only membership.
 */

export function* extendedPrincipals(content: Content): Generator<Principal> {
  const machines = machinePrincipals(content);
  let machine = machines.next();
  for (const user of userPrincipals(content)) {
    for (; machine.done !== true && isBefore(machine.value.key, user.key); machine = machines.next())
      yield machine.value;
    yield user;
  }
  for (; machine.done !== true; machine = machines.next()) yield machine.value;
}

function* machinePrincipals({ snapshot, tally }: Content): Generator<Principal> {
  for (const application of allMachines(snapshot)) {
    tally.addMendings(namedMendings(application));
    yield applicationPrincipal(application);
  }
}

/** Bytewise, as SQLite sorts. */
function isBefore({ resource: one }: ResourceKey, { resource: other }: ResourceKey): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
}

export function* extendedResources({ snapshot, tally }: Content): Generator<Resource> {
  for (const organization of allOrganizations(snapshot)) {
    tally.addMendings(namedMendings(organization));
    yield parentOrganization(organization, snapshot.info);
  }
  for (const { resource, mendings } of assignments(snapshot)) {
    tally.addMendings(mendings);
    yield resource;
  }
}

export function* extendedEntitlements({ snapshot, tally }: Content): Generator<GrantedEntitlement> {
  for (const organization of allOrganizations(snapshot)) {
    tally.addMendings(grantedMendings(organization, null));
    yield {
      key: organizationEntitlement(organization.id, null),
      resource: parentOrganization(organization, snapshot.info),
      entitlement: entitlement(organization, null),
    };
  }
  for (const granted of assignments(snapshot)) {
    tally.addMendings(assignedMendings(granted.resource.displayName));
    yield granted;
  }
}

interface Assignment extends GrantedEntitlement {
  /** Of the role. */
  readonly mendings: Iterable<Mending>;
}

/** Each role, and the one thing it grants: being assigned. */
function* assignments(snapshot: Snapshot): Generator<Assignment> {
  const roles = [...allOrganizationRoles(snapshot)];
  for (const organization of allOrganizationsAsParents(snapshot)) {
    for (const role of roles) {
      const on = organizationRoleKey(organization.id, role.id);
      const resource = organizationRoleResource(organization, role);
      yield { ...assignment(on, resource), mendings: grantedMendings(organization, role) };
    }
  }
  for (const role of allGlobalRoles(snapshot)) {
    const on = { resourceType: ROLE_TYPE, resource: role.id };
    yield { ...assignment(on, globalRoleResource(role)), mendings: namedMendings(role) };
  }
}

function assignment(on: ResourceKey, resource: Resource): GrantedEntitlement {
  const key = entitlementKey(on, ASSIGNED);
  return { key, resource, entitlement: assigned(key, resource) };
}
