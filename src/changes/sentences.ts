import { number } from '../words.ts';
import type { Change, ChangeSummary } from './model.ts';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** `+12 −3 ~4`, with a real minus sign. */
export function summaryLine({ added, removed, changed }: ChangeSummary): string {
  return `+${added} \u2212${removed} ~${changed}`;
}

/** The same without what there is none of: `+12 ~4`. */
export function shortSummary({ added, removed, changed }: ChangeSummary): string {
  const parts = Object.entries({ '+': added, '\u2212': removed, '~': changed });
  return parts.flatMap(([sign, n]) => (n === 0 ? [] : [`${sign}${n}`])).join(' ');
}

/** `+`, `-` or `~`. */
export function signOf(change: Change): string {
  return SIGNS[change.kind];
}

/** What happened, as one sentence without the organization: `Ada Lovelace now holds admin`. */
export function describeChange(change: Change): string {
  const { kind, label } = change;
  if (kind === 'changed') return `${nounOf(change)} ${label}: ${describeFields(change)}${heldBy(change)}`;
  const added = kind === 'added';
  const user = change.userLabel ?? '';
  switch (change.subject) {
    case 'membership':
      return added ? `${user} joined` : `${user} is no longer a member`;
    case 'roleAssignment':
    case 'globalRoleUser':
      return added ? `${user} now holds ${label}` : `${user} no longer holds ${label}`;
    case 'globalRoleApplication':
      return added ? `role given to ${label}` : `role taken from ${label}`;
    case 'applicationMembership':
      return added ? `application ${label} was added` : `application ${label} was removed`;
    case 'user':
    case 'organization':
    case 'organizationRole':
    case 'globalRole':
    case 'application':
    case 'invitation':
      return `${nounOf(change)} ${label} ${added ? 'is new' : 'is gone'}`;
  }
}

/** ` (held by 12)`, where that tells whom a change touches. */
function heldBy({ holders }: Change): string {
  return holders === undefined ? '' : ` (held by ${number(holders)})`;
}

/** The same with the organization: `Ada Lovelace now holds admin in Acme`. */
export function describeWithPlace(change: Change): string {
  const { organizationName, subject, kind } = change;
  const sentence = describeChange(change);
  if (organizationName === undefined || subject === 'organization') return sentence;
  if (subject !== 'membership') return `${sentence} in ${organizationName}`;
  return kind === 'added' ? `${sentence} ${organizationName}` : `${sentence} of ${organizationName}`;
}

/** `name: Acme → Acme Corp; MFA required: no → yes` */
export function describeFields({ fields }: Pick<Change, 'fields'>): string {
  return fields
    .map(({ field, before, after }) => `${field}: ${before || '(none)'} → ${after || '(none)'}`)
    .join('; ');
}

const NOUNS: Record<Change['subject'], string> = {
  user: 'user',
  organization: 'organization',
  membership: 'membership of',
  roleAssignment: 'role',
  organizationRole: 'organization role',
  globalRole: 'global role',
  globalRoleUser: 'global role',
  globalRoleApplication: 'global role of',
  application: 'application',
  applicationMembership: 'application',
  invitation: 'invitation of',
};

/** `organization role`, before what the thing is called. */
export function nounOf({ subject }: Pick<Change, 'subject'>): string {
  return NOUNS[subject];
}

const TITLES: Record<Change['subject'], string> = {
  user: 'Users',
  organization: 'Organizations',
  membership: 'Memberships',
  roleAssignment: 'Organization roles of members',
  organizationRole: 'Organization roles',
  globalRole: 'Global roles',
  globalRoleUser: 'Global roles of users',
  globalRoleApplication: 'Global roles of applications',
  application: 'Applications',
  applicationMembership: 'Applications in organizations',
  invitation: 'Invitations',
};

/** What things of a kind are called together. */
export function subjectTitle(subject: Change['subject']): string {
  return TITLES[subject];
}
