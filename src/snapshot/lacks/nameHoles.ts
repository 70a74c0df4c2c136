import type { DatabaseSync } from 'node:sqlite';
import type { Hole } from '../model.ts';
import { OWNERS } from '../write/syncWork.ts';
import { USER_LABEL } from '../userLabelSql.ts';

/** Says of each hole what that is called whose rows are missing: a person knows an organization by its name. */
export function nameHoles(database: DatabaseSync, holes: readonly Hole[]): Hole[] {
  return holes.map((hole) => {
    const owners = OWNERS[hole.in];
    if (owners === undefined || hole.of === undefined) return hole;
    const label = owners === 'users' ? USER_LABEL : 'name';
    const name = database.prepare(`select ${label} as name from ${owners} where id = ?`).get(hole.of)?.name;
    return typeof name === 'string' ? { ...hole, name } : hole;
  });
}
