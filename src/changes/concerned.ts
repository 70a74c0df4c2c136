import type { FindableKind } from '../snapshot/read/findable.ts';
import type { Change, Comparison } from './model.ts';

/** Something that has a line and a text of its own. */
export interface Concerned {
  readonly kind: FindableKind;
  readonly id: string;
}

/** Whom or what a change concerns most: the person of a membership, the role whose permissions changed. */
export function concernedBy({ subject, id, userId, organizationId }: Change): Concerned {
  if (userId !== undefined) return { kind: 'user', id: userId };
  if (isKind(subject)) return { kind: subject, id };
  if (subject === 'globalRoleApplication' || subject === 'applicationMembership')
    return { kind: 'application', id: id.slice(id.indexOf('/') + 1) }; // what it holds, or where, comes first
  return { kind: 'organization', id: organizationId ?? id };
}

/**
 * The same in one of the compared snapshots, by its id: two tenants have another id for it; undefined where that
 * snapshot does not have it.
 */
export function concernedIn(
  snapshotId: string,
  change: Change,
  { byName, before }: Pick<Comparison, 'byName' | 'before'>,
): Concerned | undefined {
  const { kind, id } = concernedBy(change);
  if (!byName) return { kind, id };
  const own = snapshotId === before.id ? change.ids?.before : change.ids?.after;
  return own === undefined ? undefined : { kind, id: own };
}

/** Things of a tenant that changes are about themselves. */
const KINDS = ['organizationRole', 'globalRole', 'permission', 'resource', 'application'] as const;

function isKind(subject: Change['subject']): subject is (typeof KINDS)[number] {
  return KINDS.some((kind) => kind === subject);
}
