import assert from 'node:assert/strict';
import type { TenantData } from '../../../../src/demo/index.ts';

interface Ids {
  has(id: string): boolean;
}

/** Fails unless everything that a tenant refers to exists. */
export function assertIntegrity(data: TenantData): void {
  assertMemberships(data);
  assertRelations(data);
  assertInvitations(data);
  for (const [userId] of [...data.mfaVerifications, ...data.personalAccessTokens, ...data.ssoIdentities]) {
    assertKnown(data.users, userId, 'user with belongings');
  }
  for (const scope of data.scopes.list()) {
    assertKnown(data.resources, scope.resourceId, 'resource of a scope');
  }
  for (const { applicationId } of data.users.list()) {
    if (applicationId !== null) assertKnown(data.applications, applicationId, 'application of a user');
  }
}

function assertMemberships(data: TenantData): void {
  const both = [
    [data.members, data.users],
    [data.machines, data.applications],
  ] as const;
  for (const [memberships, members] of both) {
    for (const { organizationId, memberId, roleIds } of memberships) {
      assertKnown(data.organizations, organizationId, 'organization of a member');
      assertKnown(members, memberId, 'member');
      for (const roleId of roleIds) assertKnown(data.organizationRoles, roleId, 'role of a member');
    }
  }
}

function assertRelations(data: TenantData): void {
  const relations = [
    [data.userRoles, data.users, data.roles],
    [data.applicationRoles, data.applications, data.roles],
    [data.roleScopes, data.roles, data.scopes],
    [data.organizationRoleScopes, data.organizationRoles, data.organizationScopes],
    [data.organizationRoleResourceScopes, data.organizationRoles, data.scopes],
    [data.invitationRoles, data.invitations, data.organizationRoles],
    [data.jitRoles, data.organizations, data.organizationRoles],
    [data.jitSsoConnectors, data.organizations, data.ssoConnectors],
  ] as const;
  for (const [relation, lefts, rights] of relations) {
    for (const [left, right] of relation) {
      assertKnown(lefts, left, 'left side of a relation');
      assertKnown(rights, right, 'right side of a relation');
    }
  }
}

function assertInvitations({ invitations, organizations, users }: TenantData): void {
  for (const { organizationId, inviterId, acceptedUserId, status } of invitations.list()) {
    assertKnown(organizations, organizationId, 'organization of an invitation');
    for (const userId of [inviterId, acceptedUserId]) {
      if (userId !== null) assertKnown(users, userId, 'user of an invitation');
    }
    assert.equal(status === 'Accepted', acceptedUserId !== null);
  }
}

function assertKnown(rows: Ids, id: string, what: string): void {
  assert.ok(rows.has(id), `The ${what} ${id} does not exist.`);
}
