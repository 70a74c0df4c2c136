import type { Snapshot } from '../snapshot.ts';
import { idsOf } from './rows.ts';

/** Some of those who have one thing: membership of an organization, a role there, or a global role. */
export interface Grants {
  /** `''` for a global role. */
  readonly organizationId: string;
  /** Null for membership. */
  readonly roleId: string | null;
  /** Ids of users, and of applications where these were asked for; sorted. */
  readonly holderIds: readonly string[];
}

/** So many holders are read at once: memory does not grow with an organization. */
const AT_ONCE = 1000;

/** Who of a table (its name, and the column of the holder) has something, from behind the id `?2` on. */
type Holders = readonly [table: string, holder: 'user_id' | 'application_id'];

const MEMBERS: Holders = ['memberships', 'user_id'];
const MEMBERS_WITH_ROLE: Holders = ['member_roles', 'user_id'];
const APPLICATIONS: Holders = ['application_organizations', 'application_id'];
const APPLICATIONS_WITH_ROLE: Holders = ['application_organization_roles', 'application_id'];

/**
 * What people have in organizations, sorted (bytewise) by `<organization>:<role or "member">:user:<user>`, as C1's ids
 * of these grants are. They are read thing by thing, so that SQLite has nothing to sort: each is one stretch of a table.
 */
export function* grantsOfPeople(snapshot: Snapshot): Generator<Grants> {
  const roles = [null, ...roleIds(snapshot)].sort((one, other) => inIds(one ?? 'member', other ?? 'member'));
  for (const organizationId of organizationIds(snapshot))
    for (const roleId of roles)
      yield* roleId === null
        ? members(snapshot, organizationId, [MEMBERS])
        : holders(snapshot, organizationId, roleId, [MEMBERS_WITH_ROLE]);
}

/**
 * Everything that anybody has, in the order (bytewise) of the ids of C1's grants: `organization:…:member:…`, then
 * `organization_role:…:assigned:…`, then `role:…:assigned:…`. Applications are users of C1 too.
 */
export function* allGrants(snapshot: Snapshot): Generator<Grants> {
  const organizations = organizationIds(snapshot);
  for (const id of organizations) yield* members(snapshot, id, [MEMBERS, APPLICATIONS]);
  const roles = roleIds(snapshot).sort(inIds);
  for (const id of organizations)
    for (const roleId of roles)
      yield* holders(snapshot, id, roleId, [MEMBERS_WITH_ROLE, APPLICATIONS_WITH_ROLE]);
  yield* globalGrants(snapshot);
}

function* globalGrants(snapshot: Snapshot): Generator<Grants> {
  const sql = select(
    [
      ['role_users', 'user_id'],
      ['role_applications', 'application_id'],
    ],
    'role_id = ?1',
  );
  for (const roleId of idsOf(snapshot, "select id from roles order by id || ':'"))
    for (const holderIds of pages(snapshot, sql, roleId)) yield { organizationId: '', roleId, holderIds };
}

function* members(snapshot: Snapshot, organizationId: string, tables: readonly Holders[]): Generator<Grants> {
  const sql = select(tables, 'organization_id = ?1');
  for (const holderIds of pages(snapshot, sql, organizationId))
    yield { organizationId, roleId: null, holderIds };
}

function* holders(
  snapshot: Snapshot,
  organizationId: string,
  roleId: string,
  tables: readonly Holders[],
): Generator<Grants> {
  const sql = select(tables, 'organization_id = ?1 and role_id = ?3');
  for (const holderIds of pages(snapshot, sql, organizationId, roleId))
    yield { organizationId, roleId, holderIds };
}

/** Those of a condition from behind the id `?2` on. */
function select(tables: readonly Holders[], where: string): string {
  const one = ([table, holder]: Holders): string =>
    `select ${holder} as id from ${table} where ${where} and ${holder} > ?2`;
  return `${tables.map(one).join(' union all ')} order by id limit ${AT_ONCE}`;
}

function* pages(snapshot: Snapshot, sql: string, first: string, ...rest: string[]): Generator<string[]> {
  for (let last: string | undefined = ''; last !== undefined;) {
    const ids = idsOf(snapshot, sql, first, last, ...rest);
    if (ids.length > 0) yield ids;
    last = ids.length < AT_ONCE ? undefined : ids.at(-1);
  }
}

/** In the order in which they stand in longer ids, where `:` follows. */
function organizationIds(snapshot: Snapshot): string[] {
  return idsOf(snapshot, "select id from organizations order by id || ':'");
}

function roleIds(snapshot: Snapshot): string[] {
  return idsOf(snapshot, 'select id from organization_roles');
}

/** Bytewise, where `:` follows. */
function inIds(one: string, other: string): number {
  return Buffer.compare(Buffer.from(`${one}:`), Buffer.from(`${other}:`));
}
