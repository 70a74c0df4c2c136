import type { Rule } from './rule.ts';
import { equalRoles, roleWithinRole } from './rules/alikeRoles.ts';
import { managementApiApplication } from './rules/applications.ts';
import { sameEmail, unusualEmailDomain } from './rules/emails.ts';
import { dormantWithRoles, suspendedWithRoles } from './rules/holders.ts';
import { expiredInvitation, pendingInvitation, privilegedInvitation } from './rules/invitations.ts';
import { memberWithoutRole, userWithoutOrganization } from './rules/members.ts';
import { emptyOrganization, noPrivilegedHolder, singlePrivilegedHolder } from './rules/organizations.ts';
import { privilegedJustInTime, privilegedWithoutMfa } from './rules/privileges.ts';
import { permissionOfOnePerson, unheldRole } from './rules/roles.ts';

/** Every rule: the most severe first. */
export const RULES: readonly Rule[] = [
  ...[suspendedWithRoles, noPrivilegedHolder, privilegedJustInTime, privilegedWithoutMfa],
  ...[singlePrivilegedHolder, dormantWithRoles, privilegedInvitation, managementApiApplication],
  ...[permissionOfOnePerson, equalRoles, unusualEmailDomain, sameEmail],
  ...[memberWithoutRole, userWithoutOrganization, emptyOrganization, unheldRole, roleWithinRole],
  ...[expiredInvitation, pendingInvitation],
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with an id; undefined where there is none. */
export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}
