import type { Row, Snapshot } from '../snapshot.ts';
import type { Holding } from './holdings.ts';
import { text, textOrNull } from './rows.ts';

/** Somebody holds something, and one of both is not in the snapshot. */
export interface Dangling extends Holding {
  readonly missing: 'holder' | 'held';
}

const USERS = 'select id from users';
const MACHINES = "select id from applications where type = 'MachineToMachine'";
const ORGANIZATIONS = 'select id from organizations';
const ORGANIZATION_ROLES = 'select id from organization_roles';

/** Which columns of the tables of who holds what name a row, and of which ones. */
type References = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What people hold in organizations, by roles for people. */
const OF_USERS: References = {
  memberships: { user_id: USERS, organization_id: ORGANIZATIONS },
  member_roles: {
    user_id: USERS,
    organization_id: ORGANIZATIONS,
    role_id: `${ORGANIZATION_ROLES} where type = 'User'`,
  },
};

const OF_ANYBODY: References = {
  memberships: OF_USERS.memberships ?? {},
  member_roles: { user_id: USERS, organization_id: ORGANIZATIONS, role_id: ORGANIZATION_ROLES },
  application_organizations: { application_id: MACHINES, organization_id: ORGANIZATIONS },
  application_organization_roles: {
    application_id: MACHINES,
    organization_id: ORGANIZATIONS,
    role_id: ORGANIZATION_ROLES,
  },
  role_users: { user_id: USERS, role_id: 'select id from roles' },
  role_applications: { application_id: MACHINES, role_id: 'select id from roles' },
};

/** The first holding of people, or of anybody at all, that names what is not there. */
export function firstDangling(snapshot: Snapshot, ofAnybody: boolean): Dangling | undefined {
  for (const [table, columns] of Object.entries(ofAnybody ? OF_ANYBODY : OF_USERS))
    for (const [column, known] of Object.entries(columns)) {
      const row = firstRow(snapshot, table, column, known);
      if (row !== undefined) return { ...toHolding(row), missing: isHolder(column) ? 'holder' : 'held' };
    }
  return undefined;
}

/** Both lists are walked once and side by side, since they are sorted: no list of ids is held. */
function firstRow(snapshot: Snapshot, table: string, column: string, known: string): Row | undefined {
  const unknown = snapshot.get(`select ${column} as id from ${table} except ${known} order by 1 limit 1`);
  return unknown && snapshot.get(`select * from ${table} where ${column} = ? limit 1`, text(unknown.id));
}

function isHolder(column: string): boolean {
  return column === 'user_id' || column === 'application_id';
}

function toHolding(row: Row): Holding {
  return {
    organizationId: textOrNull(row.organization_id) ?? '',
    roleId: textOrNull(row.role_id),
    holder: row.user_id === undefined ? 'application' : 'user',
    holderId: text(row.user_id ?? row.application_id),
  };
}

/** An id that both a user and a machine-to-machine application have, if there is one. */
export function sharedId(snapshot: Snapshot): string | undefined {
  const row = snapshot.get(`${MACHINES} intersect ${USERS} order by 1 limit 1`);
  return row && text(row.id);
}
