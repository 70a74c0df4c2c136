import type { GlobalRoleAnswer, InvitationAnswer, OrganizationAnswer, UserAnswer } from '../logto/answers.ts';
import type { GlobalRole, Invitation, Organization, User } from '../snapshot/model.ts';

/** Logto's rows in the words of the snapshot. */

export function toUser(answer: UserAnswer): User {
  return {
    id: answer.id,
    name: answer.name,
    username: answer.username,
    email: answer.primaryEmail,
    phone: answer.primaryPhone,
    suspended: answer.isSuspended,
    createdAt: answer.createdAt,
    updatedAt: answer.updatedAt ?? null,
    lastSignInAt: answer.lastSignInAt,
    applicationId: answer.applicationId,
    hasPassword: answer.hasPassword ?? null,
    givenName: answer.profile?.givenName ?? null,
    familyName: answer.profile?.familyName ?? null,
    middleName: answer.profile?.middleName ?? null,
    connectors: Object.keys(answer.identities ?? {}).sort(),
    ...{ mfaFactors: null, ssoIdentities: null },
  };
}

export function toOrganization({
  id,
  name,
  description,
  createdAt,
  isMfaRequired,
}: OrganizationAnswer): Organization {
  return { id, name, description, createdAt, mfaRequired: isMfaRequired };
}

export function toGlobalRole({ id, name, description, type, isDefault }: GlobalRoleAnswer): GlobalRole {
  return { id, name, description, type, isDefault };
}

export function toInvitation(answer: InvitationAnswer): Invitation {
  const { id, organizationId, invitee, inviterId, status, createdAt, expiresAt } = answer;
  const roleIds = idsOf(answer.organizationRoles);
  return { id, organizationId, invitee, inviterId, status, createdAt, expiresAt, roleIds };
}

export function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
