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

const ids = (prefix: string, most: number): fc.Arbitrary<string[]> =>
  fc.nat(most).map((n) => Array.from({ length: n }, (_, i) => `${prefix}${i}`));

const drawn = <T>(idsOf: string[], make: (id: string, name: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(...idsOf.map((id) => name.chain((one) => make(id, one))));

/** A small tenant in which anybody may be anywhere with any role, and any role may permit anything. */
export const anyTenant: fc.Arbitrary<Filled> = fc
  .record({
    ...{ users: ids('u', 8), organizations: ids('o', 4), applications: ids('a', 3) },
    ...{ roles: ids('r', 4), globals: ids('g', 3), scopes: ids('s', 4) },
  })
  .chain((all) => {
    const belonging = (
      members: string[],
    ): fc.Arbitrary<Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>> =>
      fc
        .tuple(
          ...all.organizations.map((id) =>
            fc
              .subarray(members)
              .chain((some) =>
                fc.tuple(...some.map((one) => fc.tuple(fc.constant(one), fc.subarray(all.roles)))),
              )
              .map((rows) => [id, Object.fromEntries(rows)] as const),
          ),
        )
        .map((rows) => Object.fromEntries(rows));
    return fc.record({
      users: drawn(all.users, (id, one) =>
        fc.boolean().map((suspended) => user(id, { name: one, suspended })),
      ),
      organizations: drawn(all.organizations, (id, one) => fc.constant(organization(id, { name: one }))),
      members: belonging(all.users),
      organizationRoles: drawn(all.roles, (id, one) =>
        fc.subarray(all.scopes).map((scopeIds) => organizationRole(id, { name: one, scopeIds })),
      ),
      globalRoles: drawn(all.globals, (id, one) =>
        fc
          .record({
            scopeIds: fc.subarray(all.scopes),
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
      applicationMembers: belonging(all.applications),
    });
  });
