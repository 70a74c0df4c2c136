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
export function touchedBy(pair: OpenPair, touching: Touching): Holding[] {
  return touchedWithout(pair, touching, knownWays(pair, touching));
}

function touchedWithout(pair: OpenPair, touching: Touching, ways: readonly (readonly string[])[]): Holding[] {
  const { subject, roleId } = touching;
  const [having, lacking] = sidesOf(pair, touching);
  const held = keysOf(lacking, subject, [roleId]);
  const otherwise = ways.map((roleIds) => keysOf(lacking, subject, roleIds));
  return [...holdingsOf(having, subject, [roleId])].filter(
    ({ key }) => held.has(key) && otherwise.some((had) => !had.has(key)),
  );
}

/** For each of the permissions, the roles that give it in the snapshot that lacks the change; none where that is not sure. */
function knownWays(pair: OpenPair, touching: Touching): string[][] {
  const [, lacking] = sidesOf(pair, touching);
  return touching.permissions
    .map(({ id }) => rolesWith(lacking, touching.subject, id))
    .filter((roleIds) => !mayLackRolesWith(lacking, touching.subject, roleIds));
}

/** The snapshot in which holders have the permissions by the change, and the one in which they have not. */
function sidesOf({ before, after }: OpenPair, { effect }: Touching): [having: Snapshot, lacking: Snapshot] {
  return effect === 'gained' ? [after, before] : [before, after];
}

/** The same, counted. */
export function touchOf(pair: OpenPair, touching: Touching): Touch {
  const ways = knownWays(pair, touching);
  const touched = touchedWithout(pair, touching, ways);
  const differentOf = (kind: Holding['kind']): number =>
    new Set(touched.filter((one) => one.kind === kind).map(({ holderId }) => holderId)).size;
  const { subject, roleId, effect, permissions } = touching;
  return {
    ...{ effect, permissions, people: differentOf('user'), applications: differentOf('application') },
    // what could not be read may hide somebody who is touched
    atLeast:
      ways.length < permissions.length ||
      [pair.before, pair.after].some((snapshot) => mayLackHolders(snapshot, subject, roleId)),
  };
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
