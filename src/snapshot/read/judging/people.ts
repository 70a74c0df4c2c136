import type { User } from '../../model.ts';
import type { Row, Snapshot } from '../../snapshot.ts';
import { conditionSql, type Sql } from '../peopleConditions.ts';
import { WHOSE } from '../../whose.ts';
import { numberOrNull, text, textList, textOrNull } from '../rows.ts';

/** What is told of a person. */
export type Person = Pick<
  User,
  'id' | 'name' | 'username' | 'email' | 'phone' | 'createdAt' | 'lastSignInAt'
>;

/** The roles that a person holds in an organization, or of the tenant where that is null. */
export interface HeldIn {
  readonly organizationId: string | null;
  readonly roleIds: readonly string[];
}

/** A person with the roles that they hold, those of the tenant first and then by organization id. */
export interface PersonWithRoles {
  readonly person: Person;
  readonly held: readonly HeldIn[];
}

/** A person in an organization. */
export interface PersonInOrganization {
  readonly person: Person;
  readonly organizationId: string;
}

/** The columns of a person, for the table alias `u`. */
const PERSON =
  'u.id as user_id, u.name as user_name, u.username, u.email, u.phone, u.created_at, u.last_sign_in_at';

function toPerson(row: Row): Person {
  return {
    id: text(row.user_id),
    name: textOrNull(row.user_name),
    username: textOrNull(row.username),
    email: textOrNull(row.email),
    phone: textOrNull(row.phone),
    createdAt: Number(row.created_at),
    lastSignInAt: numberOrNull(row.last_sign_in_at),
  };
}

/** People who are suspended. */
export const SUSPENDED: Sql = ['suspended = 1'];

/**
 * People who are not suspended, and have signed in last before a time, or never and were created before another one;
 * undefined where nobody is known to have never signed in.
 */
export function dormantSince(lastSignIn: number, createdBefore: number | undefined): Sql {
  const never = createdBefore === undefined ? 'false' : 'last_sign_in_at is null and created_at < ?';
  return [
    `suspended = 0 and (last_sign_in_at < ? or (${never}))`,
    ...[lastSignIn, ...(createdBefore === undefined ? [] : [createdBefore])],
  ];
}

/** People who can sign in and have no MFA factor. Whom nobody asked about is not among them. */
export const WITHOUT_MFA: Sql = ["suspended = 0 and mfa_factors = '[]'"];

/** People who can sign in and whose MFA factors are not known. */
export const UNASKED_MFA: Sql = ['suspended = 0 and mfa_factors is null'];

/** The same of those whom a sync of the privileged asks about. */
export const UNASKED_MFA_OF_PRIVILEGED: Sql = [`${UNASKED_MFA[0]} and ${WHOSE.privileged}`];

/** The same of these people. */
export function unaskedMfaOf(ids: readonly string[]): Sql {
  return [`${UNASKED_MFA[0]} and id in (select value from json_each(?))`, JSON.stringify(ids)];
}

/**
 * Some people with the roles they hold, by id; without those that every new user gets. Read by user, and as one text a
 * user, which takes a third of the time of looking up the user of each row. The limit keeps SQLite at sorting ids before
 * it looks up the users, in that order, instead of all of their columns afterwards.
 */
export function* holdersAmong(snapshot: Snapshot, [people, ...parameters]: Sql): Generator<PersonWithRoles> {
  const rows = snapshot.iterate(
    `select ${PERSON}, g.held from (
       select user_id, json_group_array(json_array(organization_id, role_id)) as held from (
         select organization_id, role_id, user_id from member_roles
         union all select null, h.role_id, h.user_id from ${ROLE_HOLDERS}
       ) where user_id in (select id from users where ${people}) group by user_id order by user_id limit -1
     ) g cross join users u on u.id = g.user_id`,
    ...parameters,
  );
  for (const row of rows) yield { person: toPerson(row), held: toHeld(text(row.held)) };
}

/** Who holds a role of the tenant that not every new user gets. */
const ROLE_HOLDERS = 'role_users h join roles r on r.id = h.role_id and r.is_default = 0';

/** How many of some people hold anything in an organization, or of the tenant where that is null. */
export interface HoldersIn {
  readonly organizationId: string | null;
  readonly people: number;
}

/** How many of some people hold something, wherever somebody does: of {@link holdersAmong}, in a third of its time. */
export function countHoldersAmong(snapshot: Snapshot, [people, ...parameters]: Sql): HoldersIn[] {
  const some = `(select id from users where ${people})`;
  const rows = snapshot.all(
    `select organization_id, count(distinct user_id) as people from member_roles where user_id in ${some}
       group by organization_id
     union all select null, count(distinct h.user_id) from ${ROLE_HOLDERS} where h.user_id in ${some}`,
    ...parameters,
    ...parameters,
  );
  return rows
    .map((row) => ({ organizationId: textOrNull(row.organization_id), people: Number(row.people) }))
    .filter((one) => one.people > 0);
}

/** SQL may give them in any order. */
function toHeld(held: string): HeldIn[] {
  const places: { readonly organizationId: string | null; readonly roleIds: string[] }[] = [];
  const rows = JSON.parse(held) as [organizationId: string | null, roleId: string][];
  if (rows.length > 1) rows.sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)); // roles of one in any order
  for (const [organizationId, roleId] of rows) {
    const last = places.at(-1);
    if (last?.organizationId === organizationId) last.roleIds.push(roleId);
    else places.push({ organizationId, roleIds: [roleId] });
  }
  return places;
}

/** What some people hold where MFA is required. Without the plus, SQLite looks every id up in each organization. */
function heldWhereMfaIsRequired(people: string): string {
  return `from organizations o
     cross join member_roles h on h.organization_id = o.id and h.role_id in (select value from json_each(?))
     cross join users u on u.id = h.user_id
     where o.mfa_required = 1 and +h.user_id in (select id from users where ${people})`;
}

/** How many people of some hold any of these roles in an organization that requires MFA. */
export function countHoldersWhereMfaIsRequired(
  snapshot: Snapshot,
  roleIds: readonly string[],
  [people, ...parameters]: Sql,
): number {
  const [row] = snapshot.all(
    `select count(distinct h.user_id) as n ${heldWhereMfaIsRequired(people)}`,
    ...[JSON.stringify(roleIds), ...parameters],
  );
  return Number(row?.n);
}

/** Some holders of any of these roles in organizations that require MFA, by user and organization id. */
export function* holdersWhereMfaIsRequired(
  snapshot: Snapshot,
  roleIds: readonly string[],
  [people, ...parameters]: Sql,
): Generator<PersonInOrganization & { readonly roleIds: readonly string[] }> {
  const rows = snapshot.iterate(
    `select ${PERSON}, json_group_array(h.role_id) as role_ids, o.id as organization_id
     ${heldWhereMfaIsRequired(people)}
     group by u.id, o.id order by u.id, o.id`,
    ...[JSON.stringify(roleIds), ...parameters],
  );
  for (const row of rows) yield { ...inOrganization(row), roleIds: textList(row.role_ids) };
}

/**
 * Members who hold no role in their organization, by user and organization id; for the limit see {@link holdersAmong}.
 * They are found in the order in which memberships lie.
 */
export function* membersWithoutRole(snapshot: Snapshot): Generator<PersonInOrganization> {
  const rows = snapshot.iterate(
    `select ${PERSON}, m.organization_id from (
       select user_id, organization_id from (
         select organization_id, user_id from memberships except select organization_id, user_id from member_roles
         order by organization_id, user_id
       ) order by user_id, organization_id limit -1
     ) m cross join users u on u.id = m.user_id`,
  );
  for (const row of rows) yield inOrganization(row);
}

function inOrganization(row: Row): PersonInOrganization {
  return { person: toPerson(row), organizationId: text(row.organization_id) };
}

/** People who belong to no organization, by id. */
export function* peopleOutside(snapshot: Snapshot): Generator<Person> {
  const [outside] = conditionSql({ is: 'withoutOrganization' });
  for (const row of snapshot.iterate(`select ${PERSON} from users u where ${outside} order by u.id`))
    yield toPerson(row);
}
