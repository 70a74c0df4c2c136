import type { FindableKind } from '../snapshot/read/findable.ts';
import { allGlobalRoles, allOrganizationRoles } from '../snapshot/read/all.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Change, Comparison } from './model.ts';

/** Something that has a line and a text of its own. */
export interface Concerned {
  readonly kind: FindableKind;
  readonly id: string;
}

/** Whom or what a change concerns most: the person of a membership, the role whose permissions changed. */
export function concernedBy({ subject, id, userId, organizationId }: Change): Concerned {
  if (userId !== undefined) return { kind: 'user', id: userId };
  if (subject === 'organizationRole' || subject === 'globalRole' || subject === 'application')
    return { kind: subject, id };
  if (subject === 'globalRoleApplication' || subject === 'applicationMembership')
    return { kind: 'application', id: id.slice(id.indexOf('/') + 1) }; // what it holds, or where, comes first
  return { kind: 'organization', id: organizationId ?? id };
}

/**
 * The same in one of the compared snapshots, where a role of two tenants has an id that the change does not tell;
 * undefined where that snapshot does not have it.
 */
export function concernedIn(
  snapshot: Snapshot,
  change: Change,
  { byName }: Pick<Comparison, 'byName'>,
): Concerned | undefined {
  const { kind, id } = concernedBy(change);
  if (!byName) return { kind, id };
  const roles = kind === 'globalRole' ? allGlobalRoles(snapshot) : allOrganizationRoles(snapshot);
  for (const role of roles) if (role.name === id) return { kind, id: role.id };
  return undefined;
}
