import type { GlobalRole, Organization, User } from '../model.ts';
import type { Page, Snapshot } from '../snapshot.ts';
import { textList, toGlobalRole, toOrganization, toUser, USER_COLUMNS } from './rows.ts';

/** Users by what they are called. */
export function listUsers(snapshot: Snapshot, { limit, offset = 0 }: Page): User[] {
  const sql = `select ${USER_COLUMNS} from users u order by u.sort_key, u.id limit ? offset ?`;
  return snapshot.all(sql, limit, offset).map(toUser);
}

export function findUser(snapshot: Snapshot, id: string): User | undefined {
  const row = snapshot.get(`select ${USER_COLUMNS} from users u where u.id = ?`, id);
  return row && toUser(row);
}

export interface MembershipOfUser {
  readonly organization: Organization;
  readonly roleNames: readonly string[];
}

/** The organizations a user is a member of, by name, with the names of the roles held there. */
export function membershipsOfUser(snapshot: Snapshot, userId: string): MembershipOfUser[] {
  const rows = snapshot.all(
    `select o.*, (select coalesce(json_group_array(name), '[]') from (select r.name from member_roles h
       join organization_roles r on r.id = h.role_id
       where h.user_id = m.user_id and h.organization_id = m.organization_id order by r.name collate nocase, r.id)) as role_names
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
