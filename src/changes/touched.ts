import type { OpenPair } from './compareFiles.ts';
import { holdingsOf, type Holding } from './holdings.ts';
import { mayLackHolders, mayLackRolesWith } from './hiddenHolders.ts';
import type { Change, Effect, Touch } from './model.ts';
import { globalRolesWith, organizationRolesWith } from '../snapshot/read/holders.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** Permissions that a role gained, or lost. */
export interface Touching extends Pick<Touch, 'effect' | 'permissions'> {
  readonly subject: 'organizationRole' | 'globalRole';
  readonly roleId: string;
}

/** What a change of a role's permissions gave its holders, and what it took from them. */
export function touchingsOf({ subject, id, fields }: Pick<Change, 'subject' | 'id' | 'fields'>): Touching[] {
  const change = fields.find(({ field }) => field === 'permissions');
  if (change === undefined || !(subject === 'organizationRole' || subject === 'globalRole')) return [];
  const { added = [], removed = [] } = change;
  const touchings: Touching[] = [
    { subject, roleId: id, effect: 'gained', permissions: added },
    { subject, roleId: id, effect: 'lost', permissions: removed },
  ];
  return touchings.filter(({ permissions }) => permissions.length > 0);
}

/**
 * Who gained permissions by what a role gained, or lost them by what it lost, and in which organizations: who holds
 * it in both snapshots, and has one of the permissions there by no other role in the other one. Who may have it there
 * by a role that could not be read is left out.
 */
export function touchedBy({ before, after }: OpenPair, touching: Touching): Holding[] {
  const { subject, roleId, effect, permissions } = touching;
  const [having, lacking] = effect === 'gained' ? [after, before] : [before, after];
  const held = keysOf(lacking, subject, [roleId]);
  const otherwise = permissions
    .map(({ id }) => rolesWith(lacking, subject, id))
    .filter((roleIds) => !mayLackRolesWith(lacking, subject, roleIds))
    .map((roleIds) => keysOf(lacking, subject, roleIds));
  return [...holdingsOf(having, subject, [roleId])].filter(
    ({ key }) => held.has(key) && otherwise.some((had) => !had.has(key)),
  );
}

/** The same, counted. */
export function touchOf(pair: OpenPair, touching: Touching): Touch {
  const touched = touchedBy(pair, touching);
  const differentOf = (kind: Holding['kind']): number =>
    new Set(touched.filter((one) => one.kind === kind).map(({ holderId }) => holderId)).size;
  const { effect, permissions } = touching;
  return {
    ...{ effect, permissions, people: differentOf('user'), applications: differentOf('application') },
    atLeast: mayTouchMore(pair, touching),
  };
}

/** Whether what could not be read may hide somebody who is touched. */
function mayTouchMore(
  { before, after }: OpenPair,
  { subject, roleId, effect, permissions }: Touching,
): boolean {
  const lacking = effect === 'gained' ? before : after;
  return (
    [before, after].some((snapshot) => mayLackHolders(snapshot, subject, roleId)) ||
    permissions.some(({ id }) => mayLackRolesWith(lacking, subject, rolesWith(lacking, subject, id)))
  );
}

/** `gained write`, `lost read, write` */
export function touchText({ effect, permissions }: { effect: Effect } & Pick<Touch, 'permissions'>): string {
  return `${effect} ${permissions.map(({ name }) => name).join(', ')}`;
}

function keysOf(snapshot: Snapshot, subject: Touching['subject'], roleIds: readonly string[]): Set<string> {
  const keys = new Set<string>();
  for (const { key } of holdingsOf(snapshot, subject, roleIds)) keys.add(key);
  return keys;
}

function rolesWith(snapshot: Snapshot, subject: Touching['subject'], scopeId: string): string[] {
  const find = subject === 'organizationRole' ? organizationRolesWith : globalRolesWith;
  return find(snapshot, scopeId).map(({ id }) => id);
}
