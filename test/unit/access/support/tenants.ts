import fc from 'fast-check';
import {
  application,
  globalRole,
  organization,
  organizationRole,
  scope,
  user,
  type Rows,
} from '../../snapshot/support/rows.ts';

type Filled = Required<Omit<Rows, 'justInTime' | 'invitations'>>;

/** Names that repeat, so that the order needs more than the name. */
const name = fc.constantFrom('Ada', 'ada', 'Éva', 'Bob', 'bob', '田中', '');

/** How many of something there are, at least and at most. */
type Range = readonly [min: number, max: number];

type OfEach<T> = Readonly<
  Record<'users' | 'organizations' | 'applications' | 'roles' | 'globals' | 'scopes', T>
>;

const ids = (prefix: string, [min, max]: Range): fc.Arbitrary<string[]> =>
  fc.integer({ min, max }).map((n) => Array.from({ length: n }, (_, i) => `${prefix}${i}`));

const drawn = <T>(idsOf: string[], make: (id: string, name: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(...idsOf.map((id) => name.chain((one) => make(id, one))));

/** Which of some belong to which organization, by which roles; so many at least, and by so many at least. */
const belonging = (
  { organizations, roles }: OfEach<string[]>,
  members: string[],
  least: number,
): fc.Arbitrary<Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>> => {
  const some = fc.subarray(members, { minLength: Math.min(least, members.length) });
  const held = (one: string): fc.Arbitrary<[string, string[]]> =>
    fc.tuple(fc.constant(one), fc.subarray(roles, { minLength: least }));
  const inOne = some.chain((ids) => fc.tuple(...ids.map(held))).map((rows) => Object.fromEntries(rows));
  return fc
    .tuple(...organizations.map((id) => inOne.map((one) => [id, one] as const)))
    .map((rows) => Object.fromEntries(rows));
};

/** Rows in which anybody may be anywhere with any role, and any role may permit anything. */
const rowsOf = (all: OfEach<string[]>, least: number): fc.Arbitrary<Filled> => {
  const permits = fc.subarray(all.scopes, { minLength: least });
  return fc.record({
    users: drawn(all.users, (id, one) => fc.boolean().map((suspended) => user(id, { name: one, suspended }))),
    organizations: drawn(all.organizations, (id, one) => fc.constant(organization(id, { name: one }))),
    members: belonging(all, all.users, least),
    organizationRoles: drawn(all.roles, (id, one) =>
      permits.map((scopeIds) => organizationRole(id, { name: one, scopeIds })),
    ),
    globalRoles: drawn(all.globals, (id, one) =>
      fc
        .record({
          scopeIds: permits,
          userIds: fc.subarray(all.users),
          applicationIds: fc.subarray(all.applications),
          isDefault: fc.boolean(),
        })
        .map((parts) => globalRole(id, { name: one, ...parts })),
    ),
    scopes: drawn(all.scopes, (id, one) =>
      fc.option(fc.constant('api')).map((resourceId) => scope(id, { name: one, resourceId })),
    ),
    resources: fc.constant([{ id: 'api', name: 'Shop', indicator: 'https://shop.example' }]),
    applications: drawn(all.applications, (id, one) => fc.constant(application(id, { name: one }))),
    applicationMembers: belonging(all, all.applications, least),
  });
};

/** A tenant with so many of each; each organization has at least so many people, each of them roles, and each role permissions. */
const tenantOf = (sizes: OfEach<Range>, least: number): fc.Arbitrary<Filled> =>
  fc
    .record({
      users: ids('u', sizes.users),
      organizations: ids('o', sizes.organizations),
      applications: ids('a', sizes.applications),
      roles: ids('r', sizes.roles),
      globals: ids('g', sizes.globals),
      scopes: ids('s', sizes.scopes),
    })
    .chain((all) => rowsOf(all, least));

/** A small tenant. */
export const anyTenant = tenantOf(
  {
    ...{ users: [0, 8], organizations: [0, 4], applications: [0, 3] },
    ...{ roles: [0, 4], globals: [0, 3], scopes: [0, 4] },
  },
  0,
);

/** One of few people with so many organizations and roles that a picture puts some of them together. */
export const anyWideTenant = tenantOf(
  {
    ...{ users: [1, 3], organizations: [13, 16], applications: [0, 2] },
    ...{ roles: [3, 6], globals: [32, 40], scopes: [1, 1] },
  },
  1,
);
