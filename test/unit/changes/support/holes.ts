import fc from 'fast-check';
import type { Hole } from '../../../../src/snapshot/model.ts';
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

/** Something that is taken out of a tenant: by its id, or by the id of what it belongs to and its own. */
export type Part =
  | readonly [
      'users' | 'organizations' | 'organizationRoles' | 'globalRoles' | 'applications' | 'invitations',
      id: string,
    ]
  | readonly ['scopes', id: string]
  | readonly [
      'member' | 'held' | 'roleUser' | 'roleApplication' | 'roleScope' | 'applicationMember',
      of: string,
      id: string,
    ];

/** A tenant with two of everything, so that one of them can be missing. */
export const TENANT: Rows = {
  users: [user('u1'), user('u2'), user('u3')],
  organizations: [organization('o1'), organization('o2')],
  members: { o1: { u1: ['r1'], u2: ['r2'] }, o2: { u3: [] } },
  organizationRoles: [organizationRole('r1', { scopeIds: ['s1'] }), organizationRole('r2')],
  globalRoles: [
    globalRole('g1', { userIds: ['u1'], applicationIds: ['a1'], scopeIds: ['s1'] }),
    globalRole('g2', { userIds: ['u3'], applicationIds: ['a2'], scopeIds: ['s2'] }),
  ],
  scopes: [scope('s1'), scope('s2', { resourceId: 'p1' })],
  resources: [{ id: 'p1', name: 'Shop', indicator: 'https://shop.example' }],
  applications: [application('a1'), application('a2')],
  applicationMembers: { o1: { a1: ['r1'] }, o2: { a2: [] } },
  invitations: [invitation('i1', 'o1', { roleIds: ['r1', 'r2'] })],
};

type Belonging = NonNullable<Rows['members']>;

/** A tenant without some parts, and without whatever names them: a sync leaves nothing that leads nowhere. */
export function without(rows: Rows, parts: readonly Part[]): Rows {
  const is = (kind: Part[0], ...ids: string[]): boolean =>
    parts.some(([one, ...path]) => one === kind && path.join() === ids.join());
  const kept = <T extends { readonly id: string }>(kind: Part[0], list: readonly T[] = []): T[] =>
    list.filter(({ id }) => !is(kind, id));
  const roles = (ids: readonly string[]): string[] => ids.filter((id) => !is('organizationRoles', id));
  const belonging = (all: Belonging = {}, kind: Part[0], owner: Part[0]): Belonging =>
    mapped(all, ([of, inside]) =>
      is('organizations', of)
        ? undefined
        : mapped(inside, ([id, held]) => {
            if (is(owner, id) || is(kind, of, id)) return undefined;
            return is('held', of, id) ? [] : roles(held);
          }),
    );
  return {
    users: kept('users', rows.users),
    organizations: kept('organizations', rows.organizations),
    members: belonging(rows.members, 'member', 'users'),
    organizationRoles: kept('organizationRoles', rows.organizationRoles).map((role) => ({
      ...role,
      scopeIds: role.scopeIds?.filter((id) => !is('scopes', id)) ?? [],
    })),
    globalRoles: kept('globalRoles', rows.globalRoles).map((role) => ({
      ...role,
      userIds: role.userIds?.filter((id) => !is('users', id) && !is('roleUser', role.id, id)) ?? [],
      applicationIds:
        role.applicationIds?.filter((id) => !is('applications', id) && !is('roleApplication', role.id, id)) ??
        [],
      scopeIds: role.scopeIds?.filter((id) => !is('scopes', id) && !is('roleScope', role.id, id)) ?? [],
    })),
    scopes: kept('scopes', rows.scopes),
    resources: rows.resources ?? [],
    applications: kept('applications', rows.applications),
    applicationMembers: belonging(rows.applicationMembers, 'applicationMember', 'applications'),
    invitations: kept('invitations', rows.invitations)
      .filter(({ organizationId }) => !is('organizations', organizationId))
      .map((one) => ({ ...one, roleIds: roles(one.roleIds) })),
  };
}

function mapped<T>(
  record: Readonly<Record<string, T>>,
  change: (entry: [string, T]) => T | undefined,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).flatMap((entry): [string, T][] => {
      const value = change(entry);
      return value === undefined ? [] : [[entry[0], value]];
    }),
  );
}

const ids = (letter: string): string[] => [1, 2, 3].map((n) => `${letter}${n}`);
const some = (letter: string): fc.Arbitrary<string[]> => fc.subarray(ids(letter));
const belongs = (letter: string): fc.Arbitrary<Belonging> =>
  fc
    .tuple(...ids('o').map(() => fc.tuple(...ids(letter).map(() => fc.option(some('r'))))))
    .map((all) =>
      Object.fromEntries(
        all.map((held, o) => [
          `o${o + 1}`,
          Object.fromEntries(held.flatMap((one, i) => (one === null ? [] : [[`${letter}${i + 1}`, one]]))),
        ]),
      ),
    );

const NEVER = Date.UTC(2999, 0, 1);

/** Any tenant of three of each, held and joined in any way. */
const anyRows: fc.Arbitrary<Rows> = fc
  .record({
    members: belongs('u'),
    applicationMembers: belongs('a'),
    roleScopes: fc.tuple(some('s'), some('s'), some('s')),
    holders: fc.tuple(
      ...ids('g').map(() => fc.record({ users: some('u'), apps: some('a'), scopes: some('s') })),
    ),
    invited: fc.tuple(
      ...ids('i').map(() =>
        fc.record({
          ...{ to: fc.constantFrom(...ids('o')), roles: some('r') },
          ...{ invitee: fc.constantFrom('U1@x.example', 'u2@x.example', 'eve@x.example') },
          expiresAt: fc.constantFrom(0, NEVER),
        }),
      ),
    ),
  })
  .map(({ members, applicationMembers, roleScopes, holders, invited }) => ({
    ...{ members, applicationMembers },
    users: ids('u').map((id) => user(id, { email: `${id}@x.example` })),
    organizations: ids('o').map((id) => organization(id)),
    organizationRoles: roleScopes.map((scopeIds, i) => organizationRole(`r${i + 1}`, { scopeIds })),
    globalRoles: holders.map(({ users, apps, scopes }, i) =>
      globalRole(`g${i + 1}`, { userIds: users, applicationIds: apps, scopeIds: scopes }),
    ),
    scopes: ids('s').map((id) => scope(id, { resourceId: id === 's3' ? 'p1' : null })),
    resources: TENANT.resources ?? [],
    applications: ids('a').map((id) => application(id)),
    invitations: invited.map(({ to, roles, ...parts }, i) =>
      invitation(`i${i + 1}`, to, { roleIds: roles, ...parts }),
    ),
  }));

/** The hole that a sync leaves where it could not read a part. */
function holeOf([kind, ...path]: Part): Omit<Hole, 'reason'> {
  const [first = ''] = path;
  switch (kind) {
    case 'users':
      return first === 'u1' ? { in: kind, of: first, rows: 1 } : { in: kind };
    case 'organizations':
    case 'organizationRoles':
    case 'globalRoles':
    case 'applications':
    case 'invitations':
      return { in: kind };
    case 'scopes':
      return { in: first === 's3' ? 'resources' : 'scopes' };
    case 'member':
    case 'held':
      return { in: 'members', of: first };
    case 'roleUser':
      return { in: 'roleUsers', of: first };
    case 'roleApplication':
      return { in: 'roleApplications', of: first };
    case 'roleScope':
      return { in: 'roleScopes', of: first };
    case 'applicationMember':
      return { in: 'applicationOrganizations', of: path[1] ?? '' };
  }
}

const owned = (
  kind: 'member' | 'roleUser' | 'roleApplication' | 'roleScope' | 'applicationMember',
  of: string,
  own: string,
) => fc.tuple(fc.constant(kind), fc.constantFrom(...ids(of)), fc.constantFrom(...ids(own)));
const listed = (
  kind:
    | 'users'
    | 'organizations'
    | 'organizationRoles'
    | 'globalRoles'
    | 'applications'
    | 'invitations'
    | 'scopes',
  letter: string,
) => fc.tuple(fc.constant(kind), fc.constantFrom(...ids(letter)));

const anyPart: fc.Arbitrary<Part> = fc.oneof(
  ...[listed('users', 'u'), listed('organizations', 'o'), listed('organizationRoles', 'r')],
  ...[
    listed('globalRoles', 'g'),
    listed('applications', 'a'),
    listed('invitations', 'i'),
    listed('scopes', 's'),
  ],
  ...[owned('member', 'o', 'u'), owned('roleUser', 'g', 'u'), owned('roleApplication', 'g', 'a')],
  ...[owned('roleScope', 'g', 's'), owned('applicationMember', 'o', 'a')],
);

/** A tenant, the same without some parts, and a hole for each of them. */
export const withAnyHoles = fc
  .tuple(anyRows, fc.array(anyPart, { minLength: 1, maxLength: 6 }))
  .map(([whole, parts]) => ({ whole, lacking: without(whole, parts), holes: parts.map(holeOf) }));
