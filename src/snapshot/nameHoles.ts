import type { DatabaseSync } from 'node:sqlite';
import type { Hole, HoleIn } from './model.ts';

const USER_LABEL = `coalesce(nullif(trim(name), ''), nullif(trim(username), ''), nullif(trim(email), ''), nullif(trim(phone), ''))`;
const ORGANIZATION = 'select name from organizations where id = ?';
const GLOBAL_ROLE = 'select name from roles where id = ?';

/** Where the name is of whose rows are missing. */
const NAME_OF: Readonly<Partial<Record<HoleIn, string>>> = {
  ...{ members: ORGANIZATION, justInTime: ORGANIZATION },
  ...{ roleUsers: GLOBAL_ROLE, roleApplications: GLOBAL_ROLE, roleScopes: GLOBAL_ROLE },
  applicationOrganizations: 'select name from applications where id = ?',
  userDetails: `select ${USER_LABEL} as name from users where id = ?`,
};

/** Says of each hole what that is called whose rows are missing: a person knows an organization by its name. */
export function nameHoles(database: DatabaseSync, holes: readonly Hole[]): Hole[] {
  return holes.map((hole) => {
    const sql = NAME_OF[hole.in];
    if (sql === undefined || hole.of === undefined) return hole;
    const name = database.prepare(sql).get(hole.of)?.name;
    return typeof name === 'string' ? { ...hole, name } : hole;
  });
}
