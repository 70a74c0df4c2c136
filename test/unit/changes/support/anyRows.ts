import fc from 'fast-check';
import {
  application,
  globalRole,
  invitation,
  organization,
  organizationRole,
  scope,
  user,
  type Rows,
} from '../../snapshot/support/rows.ts';

const [USERS, ORGANIZATIONS, ROLES] = [
  ['u1', 'u2', 'u3', 'u4'],
  ['o1', 'o2'],
  ['r1', 'r2', 'r3'],
];
const [SCOPES, GLOBAL_ROLES, APPLICATIONS, RESOURCES] = [
  ['s1', 's2', 's3'],
  ['g1', 'g2'],
  ['a1', 'a2'],
  ['p1', 'p2'],
];

const some = (ids: readonly string[]): fc.Arbitrary<string[]> => fc.shuffledSubarray([...ids]);
const name = fc.constantFrom('Ada', 'Bob', 'ü', 'Ada, Bob');
const text = fc.constantFrom(null, '', 'one', 'two');
const moment = fc.constantFrom(1, 2);
const roleType = fc.constantFrom('User' as const, 'MachineToMachine' as const);
/** Details that were asked for, or not. */
const details = fc.option(fc.subarray(['x', 'y']));

type Belonging = NonNullable<Rows['members']>;

/** For each of some owners some of those who can belong to it, with some roles. */
function belonging(
  owners: readonly string[],
  ids: readonly string[],
  roles: readonly string[],
): fc.Arbitrary<Belonging> {
  const inside = some(ids).chain((those) => recordOf(those, some(roles)));
  return recordOf(owners, inside);
}

function recordOf<T>(keys: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.record(Object.fromEntries(keys.map((key) => [key, value])));
}

/** The same for some of the keys, of several parts each: of the others nothing is known. */
function recordSome<T extends object>(
  keys: readonly string[],
  parts: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
): fc.Arbitrary<Record<string, T>> {
  return some(keys).chain((those) => recordOf(those, fc.record(parts) as fc.Arbitrary<T>));
}

interface Ids {
  readonly users: readonly string[];
  readonly organizations: readonly string[];
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly globalRoles: readonly string[];
  readonly applications: readonly string[];
  readonly resources: readonly string[];
}

function rowsOf(ids: Ids): fc.Arbitrary<Rows> {
  const listOf = <T>(of: readonly string[], make: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.tuple(...of.map(make));
  return fc.record({
    users: listOf(ids.users, (id) =>
      fc
        .record({
          ...{ name: fc.option(name), username: text, email: text, phone: text, suspended: fc.boolean() },
          ...{ updatedAt: fc.option(moment), lastSignInAt: fc.option(moment), applicationId: text },
          ...{ hasPassword: fc.option(fc.boolean()), givenName: text, connectors: fc.subarray(['a', 'b']) },
          ...{ mfaFactors: details, ssoIdentities: details },
        })
        .map((parts) => user(id, parts)),
    ),
    organizations: listOf(ids.organizations, (id) =>
      fc
        .record({ name, description: text, createdAt: moment, mfaRequired: fc.boolean() })
        .map((parts) => organization(id, parts)),
    ),
    members: belonging(ids.organizations, ids.users, ids.roles),
    organizationRoles: listOf(ids.roles, (id) =>
      fc
        .record({ name, description: text, type: roleType, scopeIds: some(ids.scopes) })
        .map((parts) => organizationRole(id, parts)),
    ),
    globalRoles: listOf(ids.globalRoles, (id) =>
      fc
        .record({
          ...{ name, description: text, type: roleType, isDefault: fc.boolean(), scopeIds: some(ids.scopes) },
          ...{ userIds: some(ids.users), applicationIds: some(ids.applications) },
        })
        .map((parts) => globalRole(id, parts)),
    ),
    scopes: listOf(ids.scopes, (id) =>
      fc
        .record({ name, description: text, resourceId: fc.constantFrom(null, ...ids.resources) })
        .map((parts) => scope(id, parts)),
    ),
    resources: listOf(ids.resources, (id) =>
      fc
        .record({ name, indicator: fc.constantFrom('https://a.example', 'https://b.example') })
        .map((parts) => {
          return { id, ...parts };
        }),
    ),
    applications: listOf(ids.applications, (id) =>
      fc
        .record({ name, description: text, type: fc.constantFrom('MachineToMachine', 'SPA') })
        .map((parts) => application(id, parts)),
    ),
    applicationMembers: belonging(ids.organizations, ids.applications, ids.roles),
    justInTime: recordSome(ids.organizations, {
      emailDomain: fc.subarray(['a.example', 'b.example']),
      role: some(ids.roles),
      ssoConnector: fc.subarray(['c1', 'c2']),
    }),
    invitations: listOf(ids.organizations, (id) =>
      fc
        .record({
          ...{ status: fc.constantFrom('Pending', 'Accepted'), roleIds: some(ids.roles) },
          ...{ invitee: fc.constantFrom('a@x.example', 'b@x.example'), expiresAt: moment },
        })
        .map((parts) => invitation(`i-${id}`, id, parts)),
    ),
  });
}

/** A small tenant of any shape. Two of them have many ids in common, and hardly one row. */
export const anyRows: fc.Arbitrary<Rows> = fc
  .record({
    ...{ users: some(USERS), organizations: some(ORGANIZATIONS), roles: some(ROLES) },
    ...{ scopes: some(SCOPES), globalRoles: some(GLOBAL_ROLES), applications: some(APPLICATIONS) },
    resources: some(RESOURCES),
  })
  .chain(rowsOf);

/** The same rows, written in another order. */
export function reversed(rows: Rows): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([kind, list]) => [
      kind,
      Array.isArray(list) ? list.toReversed() : Object.fromEntries(Object.entries(list as object).reverse()),
    ]),
  );
}

/** The same as another tenant would have it: under ids that nobody else has. */
export function elsewhere(rows: Rows): Rows {
  return JSON.parse(JSON.stringify(rows).replace(/"((?:i-)?[a-z]\d)"/g, '"x$1"')) as Rows;
}
