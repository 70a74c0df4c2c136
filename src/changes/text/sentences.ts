import { count } from '../../words.ts';
import type { Change, ChangeSummary, Touch } from '../model.ts';

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
  if (kind === 'changed')
    return `${nounOf(change)} ${label}: ${describeFields(change)}${touchedInBrackets(change)}`;
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
      return added
        ? `application ${label} was added${listedInBrackets(change)}`
        : `application ${label} was removed${listedInBrackets(change)}`;
    case 'user':
    case 'organization':
    case 'organizationRole':
    case 'globalRole':
    case 'permission':
    case 'resource':
    case 'application':
    case 'invitation':
      return `${nounOf(change)} ${label} ${added ? 'is new' : 'is gone'}${listedInBrackets(change)}`;
  }
}

/** ` (gained by 12 people)`, where a change touches others. */
function touchedInBrackets(change: Change): string {
  const told = touchedText(change);
  return told === '' ? '' : ` (${told})`;
}

/** `gained by 12 people and 1 application, lost by at least 3 people`; empty where a change touches nobody else's access. */
export function touchedText({ touches = [] }: Pick<Change, 'touches'>): string {
  return touches.map((touch) => `${touch.effect} by ${touchedWho(touch)}`).join(', ');
}

function touchedWho({ people, applications, atLeast }: Touch): string {
  if (atLeast && people + applications === 0) return 'an unknown number of people and applications';
  const who = [
    ...(people > 0 || applications === 0 ? [count(people, 'person', 'people')] : []),
    ...(applications > 0 ? [count(applications, 'application')] : []),
  ];
  return `${atLeast ? 'at least ' : ''}${who.join(' and ')}`;
}

/** ` (permissions: read, write)`, where what is new or gone gives something by what it lists. */
function listedInBrackets(change: Change): string {
  const told = listedText(change);
  return told === '' ? '' : ` (${told})`;
}

/** `permissions: read, write`, of something that is new or gone; empty where it lists nothing. */
function listedText({ kind, fields }: Pick<Change, 'kind' | 'fields'>): string {
  if (kind === 'changed') return '';
  return fields
    .filter(({ added, removed }) => added !== undefined || removed !== undefined)
    .map(({ field, before, after }) => `${field}: ${after || before}`)
    .join('; ');
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
  permission: 'permission',
  resource: 'API resource',
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
  permission: 'Permissions',
  resource: 'API resources',
  application: 'Applications',
  applicationMembership: 'Applications in organizations',
  invitation: 'Invitations',
};

/** All kinds of things, in the order in which changes are told. */
export const ALL_SUBJECTS = Object.keys(TITLES) as readonly Change['subject'][];

/** What things of a kind are called together. */
export function subjectTitle(subject: Change['subject']): string {
  return TITLES[subject];
}
