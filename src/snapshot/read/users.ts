import type { GlobalRole, Organization, User } from '../model.ts';
import type { Page, Snapshot } from '../snapshot.ts';
import { WHOSE } from '../whose.ts';
import { ROLE_NAMES, textList, toGlobalRole, toOrganization, toUser, USER_COLUMNS } from './rows.ts';

const USERS = `select ${USER_COLUMNS} from users u order by u.sort_key, u.id limit ? offset ?`;

/** Users by what they are called. */
export function listUsers(snapshot: Snapshot, { limit, offset = 0 }: Page): User[] {
  return snapshot.all(USERS, limit, offset).map(toUser);
}

/** The same one by one, for lists too long to hold. */
export function* eachUser(snapshot: Snapshot, { limit, offset = 0 }: Page): Generator<User> {
  for (const row of snapshot.iterate(USERS, limit, offset)) yield toUser(row);
}

export function findUser(snapshot: Snapshot, id: string): User | undefined {
  const row = snapshot.get(`select ${USER_COLUMNS} from users u where u.id = ?`, id);
  return row && toUser(row);
}

/** Whether a sync that asks about the privileged asks about this user. */
export function isPrivileged(snapshot: Snapshot, id: string): boolean {
  return snapshot.get(`select 1 from users where id = ? and ${WHOSE.privileged}`, id) !== undefined;
}

export interface MembershipOfUser {
  readonly organization: Organization;
  readonly roleNames: readonly string[];
}

/** The organizations a user is a member of, by name, with the names of the roles held there. */
export function membershipsOfUser(snapshot: Snapshot, userId: string): MembershipOfUser[] {
  const rows = snapshot.all(
    `select o.*, ${ROLE_NAMES} as role_names
     from memberships m join organizations o on o.id = m.organization_id
     where m.user_id = ? order by o.sort_key, o.id`,
    userId,
  );
  return rows.map((row) => ({ organization: toOrganization(row), roleNames: textList(row.role_names) }));
}

/** The global roles a user holds, by name. */
export function globalRolesOfUser(snapshot: Snapshot, userId: string): GlobalRole[] {
  const rows = snapshot.all(
    `select r.* from role_users h join roles r on r.id = h.role_id where h.user_id = ?
     order by r.name collate nocase, r.id`,
    userId,
  );
  return rows.map(toGlobalRole);
}
