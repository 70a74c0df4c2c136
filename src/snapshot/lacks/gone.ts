import type { DatabaseSync } from 'node:sqlite';
import type { Hole, SnapshotCounts } from '../model.ts';

/** How many rows of an earlier snapshot are gone. */
export type Gone = Pick<SnapshotCounts, 'users' | 'organizations' | 'memberships'>;

/** Whom or what a membership names. */
const NAMED = { users: 'user_id', organizations: 'organization_id' } as const;
type Named = keyof typeof NAMED;

/** Memberships of the other snapshot that this one does not have. */
const MEMBERSHIPS = `other.memberships o where not exists (select 1 from memberships m
  where m.organization_id = o.organization_id and m.user_id = o.user_id)`;

/** How much of the snapshot that is at hand as `other` is gone in a database with these holes, which hide the rest. */
export function countGone(database: DatabaseSync, holes: readonly Hole[]): Gone {
  const of = (list: Hole['in']): Hole[] => holes.filter((hole) => hole.in === list);
  const count = (rows: string, ...ids: string[]): number =>
    Number(database.prepare(`select count(*) as n from ${rows}`).get(...ids)?.n);
  const gone = (table: Named): number =>
    besides(of(table), count(`other.${table} where id not in (select id from ${table})`));
  // a membership of somebody who lies in a hole lies there too
  const told = (['users', 'organizations'] as const)
    .filter((table) => of(table).length > 0)
    .map((table) => `and o.${NAMED[table]} in (select id from ${table})`);
  const memberships = [MEMBERSHIPS, ...told].join(' ');
  const hidden = [...Map.groupBy(of('members'), (hole) => hole.of ?? '')].map(([id, ofOne]) => {
    const goneThere = count(`${memberships} and o.organization_id = ?`, id);
    return goneThere - besides(ofOne, goneThere);
  });
  return {
    ...{ users: gone('users'), organizations: gone('organizations') },
    memberships: count(memberships) - hidden.reduce((sum, some) => sum + some, 0),
  };
}

/** How many of those that are gone no hole hides, which hides all of them where nobody knows how many it hides. */
function besides(holes: readonly Hole[], gone: number): number {
  return holes.reduce((left, { rows = Infinity }) => Math.max(0, left - rows), gone);
}
