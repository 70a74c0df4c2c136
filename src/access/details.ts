import type { User } from '../snapshot/model.ts';
import type { JustInTimeRules } from '../snapshot/read/organizations.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { oneLine } from '../words.ts';

/** MFA, `Totp, WebAuthn`, and enterprise identities, `none`; says of what is unknown that it is, never "none". */
export function userDetailFacts({ info }: Snapshot, { mfaFactors, ssoIdentities }: User): [string, string][] {
  const unasked = info.c1 === undefined ? 'not asked' : 'not in the C1 file';
  const unknown = info.userDetails === 'all' ? 'could not be read' : unasked;
  const known = (values: readonly string[] | null): string => (values === null ? unknown : namesOf(values));
  return [
    ['MFA', known(mfaFactors)],
    ['Enterprise identities', known(ssoIdentities)],
  ];
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
