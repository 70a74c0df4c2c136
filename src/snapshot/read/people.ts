import { keep } from '../kept.ts';
import type { User } from '../model.ts';
import type { Page, Snapshot } from '../snapshot.ts';
import { conditionSql, type Condition, type Sql } from './peopleConditions.ts';
import { idsOf, text, textList, toUser, ROLE_NAMES, USER_COLUMNS } from './rows.ts';

/** Whose list it is: everybody's, an organization's members, or who holds a role. */
export type Among =
  | { readonly of: 'tenant' }
  | { readonly of: 'organization'; readonly organizationId: string }
  | { readonly of: 'organizationRole'; readonly organizationId: string; readonly roleId: string }
  | { readonly of: 'globalRole'; readonly roleId: string };

export const PEOPLE_ORDERS = ['name', 'newest', 'lastSignIn'] as const;
export type PeopleOrder = (typeof PEOPLE_ORDERS)[number];

/** A list of people. */
export interface PeopleQuery {
  readonly among: Among;
  readonly order: PeopleOrder;
  /** All of them hold. */
  readonly conditions: readonly Condition[];
}

/** By index a name is found fast, but each row of it slowly: the plus makes SQLite read the rows and sort them. */
const ORDERS: Readonly<Record<PeopleOrder, string>> = {
  name: '+u.sort_key, u.id',
  newest: 'u.created_at desc, u.id',
  lastSignIn: 'u.last_sign_in_at desc, u.id',
};

/** Ids of people of a list in its order: of all of them where no page is asked for. */
export function peopleIds(snapshot: Snapshot, query: PeopleQuery, page: Page = { limit: -1 }): string[] {
  const [from, ...parameters] = fromWhere(query);
  const sql = `select u.id ${from} order by ${ORDERS[query.order]} limit ? offset ?`;
  return idsOf(snapshot, sql, ...parameters, page.limit, page.offset ?? 0);
}

/** Ids of all who belong to a list, in no order. */
export function idsAmong(snapshot: Snapshot, among: Among): string[] {
  const { table, holds } = belonging(among);
  const [sql, ...parameters] = holds;
  const id = table === 'users' ? 'id' : 'user_id as id';
  return idsOf(snapshot, `select ${id} from ${table} h where ${sql}`, ...parameters);
}

/** Those of the whole list are kept, since its pages are asked for one after the other. */
function keptIds(snapshot: Snapshot, query: PeopleQuery): readonly string[] {
  return keep(snapshot, JSON.stringify(query), () => peopleIds(snapshot, query));
}

export function countPeople(snapshot: Snapshot, query: Omit<PeopleQuery, 'order'>): number {
  const [from, ...parameters] = fromWhere(query);
  return Number(snapshot.get(`select count(*) as n ${from}`, ...parameters)?.n);
}

/** Pages that are reached one by one; whoever is further on reads the whole list sooner. */
const NEAR = 10;

/** Ids of one page of a list of which `total` are in all; by name that does not need the whole list. */
export function peopleOnPage(
  snapshot: Snapshot,
  query: PeopleQuery,
  page: Page,
  total: number,
): readonly string[] {
  const { limit, offset = 0 } = page;
  if (isByName(query) && query.among.of === 'tenant')
    return idsOf(snapshot, 'select id from users order by sort_key, id limit ? offset ?', limit, offset);
  if (offset >= NEAR * limit) return keptIds(snapshot, query).slice(offset, offset + limit);
  const many = total ** 2 > limit * snapshot.info.counts.users;
  return isByName(query) && many ? byName(snapshot, query.among, page) : peopleIds(snapshot, query, page);
}

/** Where somebody stands in a list; -1 where they are not in it. */
export function indexOfPerson(snapshot: Snapshot, query: PeopleQuery, id: string): number {
  if (!isByName(query) || query.among.of !== 'tenant') return keptIds(snapshot, query).indexOf(id);
  const row = snapshot.get(
    `select (select count(*) from users u where (u.sort_key, u.id) < (k.sort_key, k.id)) as n
     from users k where k.id = ?`,
    id,
  );
  return row === undefined ? -1 : Number(row.n);
}

/** Users by id, in the order of the ids. */
export function usersById(snapshot: Snapshot, ids: readonly string[]): User[] {
  const sql = `select ${USER_COLUMNS} from json_each(?) k cross join users u on u.id = k.value order by k.key`;
  return snapshot.all(sql, JSON.stringify(ids)).map(toUser);
}

/** Names of the roles that members have in an organization, by user id. */
export function roleNamesIn(
  snapshot: Snapshot,
  organizationId: string,
  userIds: readonly string[],
): Map<string, readonly string[]> {
  const rows = snapshot.all(
    `select m.user_id, ${ROLE_NAMES} as role_names from json_each(?) k
     cross join memberships m on m.organization_id = ? and m.user_id = k.value`,
    ...[JSON.stringify(userIds), organizationId],
  );
  return new Map(rows.map((row) => [text(row.user_id), textList(row.role_names)]));
}

/** Initials that names of a list begin with, and how many do. */
export function peopleByInitial(
  snapshot: Snapshot,
  query: Omit<PeopleQuery, 'order'>,
): { readonly initial: string; readonly count: number }[] {
  const [from, ...parameters] = fromWhere(query);
  const sql = `select substr(u.sort_key, 1, 1) as initial, count(*) as n ${from} group by 1 order by 1`;
  return snapshot
    .all(sql, ...parameters)
    .map((row) => ({ initial: text(row.initial), count: Number(row.n) }));
}

/** Whether all of a list are asked for by name, which an index knows. */
function isByName({ order, conditions }: PeopleQuery): boolean {
  return order === 'name' && conditions.length === 0;
}

/** By going through all users by name: where many of them belong, the first are met soon and none is to be sorted. */
function byName(snapshot: Snapshot, among: Among, { limit, offset = 0 }: Page): string[] {
  const { table, holds } = belonging(among);
  const [sql, ...parameters] = holds;
  return idsOf(
    snapshot,
    `select u.id from users u cross join ${table} h on ${sql} and h.user_id = u.id
     order by u.sort_key, u.id limit ? offset ?`,
    ...[...parameters, limit, offset],
  );
}

function fromWhere({ among, conditions }: Omit<PeopleQuery, 'order'>): Sql {
  const { table, holds } = belonging(among);
  const from = table === 'users' ? 'users u' : `${table} h cross join users u on u.id = h.user_id`;
  const all = [holds, ...conditions.map(conditionSql)];
  return [
    `from ${from} where ${all.map(([sql]) => sql).join(' and ')}`,
    ...all.flatMap(([, ...parameters]) => parameters),
  ];
}

/** Who belongs to a list: the table that knows, and which of its rows. */
function belonging(among: Among): { readonly table: string; readonly holds: Sql } {
  switch (among.of) {
    case 'tenant':
      return { table: 'users', holds: ['true'] };
    case 'organization':
      return { table: 'memberships', holds: ['h.organization_id = ?', among.organizationId] };
    case 'organizationRole':
      return {
        table: 'member_roles',
        holds: ['h.organization_id = ? and h.role_id = ?', among.organizationId, among.roleId],
      };
    case 'globalRole':
      return { table: 'role_users', holds: ['h.role_id = ?', among.roleId] };
  }
}
