import type { Change, ChangeSummary } from './model.ts';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** `+12 −3 ~4`, with a real minus sign. */
export function summaryLine({ added, removed, changed }: ChangeSummary): string {
  return `+${added} \u2212${removed} ~${changed}`;
}

/** `+`, `-` or `~`. */
export function signOf(change: Change): string {
  return SIGNS[change.kind];
}

/** What happened, as one sentence without the organization: `Ada Lovelace now holds admin`. */
export function describeChange(change: Change): string {
  const { kind, label } = change;
  if (kind === 'changed') return `${nounOf(change)} ${label}: ${describeFields(change)}`;
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

/** `name: Acme → Acme Corp; MFA required: no → yes` */
function describeFields({ fields }: Change): string {
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

function nounOf({ subject }: Change): string {
  return NOUNS[subject];
}
