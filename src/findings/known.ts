import { missingFrom, type Place } from '../snapshot/lacks/missing.ts';
import { organizationOf } from '../snapshot/read/byId.ts';
import { justInTimeRulesOf } from '../snapshot/read/organizations.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Finding } from './model.ts';
import type { AskedFor } from './rule.ts';

/** Whether nothing is missing from these lists and nothing of them is unknown, so that "nobody" means nobody. */
export function isWhole(snapshot: Snapshot, ...places: readonly Place[]): boolean {
  const { holes, c1 } = snapshot.info;
  if (holes.length === 0 && c1 === undefined) return true; // asked once for each of very many findings
  return missingFrom(snapshot, places).length === 0;
}

/** Lists from which it is read what an organization is and who is in it. */
export function inOrganization({ organization }: Pick<Finding, 'organization'>): Place[] {
  return [['organizations', organization?.id], ['members', organization?.id], ['users']];
}

/** The same, and what they hold there. */
export function heldInOrganization(finding: Pick<Finding, 'organization'>): Place[] {
  return [...inOrganization(finding), ['organizationRoles']];
}

/** Lists from which it is read what the person of a finding holds, in its organization or in the whole tenant. */
export function heldByPerson({ subjects: [person], organization }: Finding): Place[] {
  const held: Place[] =
    organization === undefined
      ? [['globalRoles'], ['roleUsers']]
      : [['organizations', organization.id], ['members', organization.id], ['organizationRoles']];
  return [['users', person?.id], ...held];
}

/** Lists from which it is read which roles are the most privileged. */
export const PRIVILEGED: readonly Place[] = [['organizationRoles'], ['scopes'], ['resources']];

/** The just-in-time rules of a finding's organization; of one that is gone there are none. */
export const JUST_IN_TIME: AskedFor = {
  what: 'just-in-time rules (the setting sync.justInTime)',
  wasAsked: ({ justInTime }) => justInTime,
  wasAskedOf: (snapshot, { organization }) => {
    const id = organization?.id ?? '';
    return justInTimeRulesOf(snapshot, id) !== null || organizationOf(snapshot, id) === undefined;
  },
};

/** Lists from which it is read who belongs where in the whole tenant. */
export const ALL_MEMBERS: readonly Place[] = [['members'], ['users'], ['organizations']];

/** The same, and what they hold. */
export const ALL_HOLDERS: readonly Place[] = [
  ...[...ALL_MEMBERS, ['organizationRoles'] as const, ['globalRoles'] as const, ['roleUsers'] as const],
];

/** Lists from which it is read what roles permit. */
export const ALL_PERMISSIONS: readonly Place[] = [
  ...[['scopes'] as const, ['resources'] as const, ['roleScopes'] as const],
  ...[['organizationRoles'] as const, ['globalRoles'] as const],
];
