import { askedInVain, isGivenUp } from '../snapshot/lacks/holes.ts';
import type { User } from '../snapshot/model.ts';
import type { JustInTimeRules } from '../snapshot/read/organizations.ts';
import { isPrivileged } from '../snapshot/read/users.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { oneLine } from '../words.ts';

/** MFA, `Totp, WebAuthn`, and enterprise identities, `none`; says of what is unknown that it is, never "none". */
export function userDetailFacts(snapshot: Snapshot, user: User): [string, string][] {
  const known = (values: readonly string[] | null): string =>
    values === null ? whyUnknown(snapshot, user) : namesOf(values);
  return [
    ['MFA', known(user.mfaFactors)],
    ['Enterprise identities', known(user.ssoIdentities)],
  ];
}

function whyUnknown(snapshot: Snapshot, user: User): string {
  if (snapshot.info.c1 !== undefined) return 'not in the C1 file';
  return wasAskedAbout(snapshot, user) ? 'could not be read' : 'not asked';
}

function wasAskedAbout(snapshot: Snapshot, { id, mfaFactors }: User): boolean {
  const { info } = snapshot;
  if (info.userDetails === 'all' || mfaFactors !== null) return true; // both are asked for together
  if (askedInVain(info, 'userDetails').includes(id)) return true;
  return isGivenUp(info, 'userDetails') && isPrivileged(snapshot, id);
}

/** `acme.example · connector m0pm3unhdwlv · as viewer`: who joins by themselves, and with which roles. */
export function justInTimeText(rules: JustInTimeRules | null): string {
  if (rules === null) return 'could not be read';
  const { emailDomains, ssoConnectorIds, roleNames } = rules;
  const parts = [
    ...(emailDomains.length > 0 ? [namesOf(emailDomains)] : []),
    ...(ssoConnectorIds.length > 0 ? [`connector ${namesOf(ssoConnectorIds)}`] : []),
    ...(roleNames.length > 0 ? [`as ${namesOf(roleNames)}`] : []),
  ];
  return parts.length === 0 ? 'none' : parts.join(' · ');
}

/** `Totp, WebAuthn`, or `none`. */
export function namesOf(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.map(oneLine).join(', ');
}
