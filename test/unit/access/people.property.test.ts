import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { userLabel, type User } from '../../../src/snapshot/model.ts';
import { membershipsOfUser, globalRolesOfUser } from '../../../src/snapshot/read/users.ts';
import {
  countPeople,
  indexOfPerson,
  PEOPLE_ORDERS,
  peopleByInitial,
  peopleOnPage,
  usersById,
  type Among,
  type PeopleQuery,
} from '../../../src/snapshot/read/people.ts';
import type { Condition } from '../../../src/snapshot/read/peopleConditions.ts';
import { allUsers } from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { sortKey } from '../../../src/snapshot/sortKey.ts';
import { withFolder, withSnapshot } from '../../support/snapshots.ts';
import { user, writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { anyTenant } from './support/tenants.ts';

const key = (user: User): string => sortKey(userLabel(user));
const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** By name is by bytes, as SQLite sorts. */
const byName = (a: User, b: User): number =>
  Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b))) || compare(a.id, b.id);

const ORDERS: Record<PeopleQuery['order'], (a: User, b: User) => number> = {
  name: byName,
  newest: (a, b) => compare(b.createdAt, a.createdAt) || compare(a.id, b.id),
  lastSignIn: (a, b) => compare(b.lastSignInAt ?? -1, a.lastSignInAt ?? -1) || compare(a.id, b.id),
};

function belongs(rows: Rows, among: Among, { id }: User): boolean {
  switch (among.of) {
    case 'tenant':
      return true;
    case 'organization':
      return rows.members?.[among.organizationId]?.[id] !== undefined;
    case 'organizationRole':
      return rows.members?.[among.organizationId]?.[id]?.includes(among.roleId) === true;
    case 'globalRole':
      return rows.globalRoles?.find((role) => role.id === among.roleId)?.userIds?.includes(id) === true;
  }
}

function holds(snapshot: Snapshot, rows: Rows, condition: Condition, user: User): boolean {
  const organizations = membershipsOfUser(snapshot, user.id);
  const global = globalRolesOfUser(snapshot, user.id);
  const rolesIn = (id: string): readonly string[] => rows.members?.[id]?.[user.id] ?? [];
  switch (condition.is) {
    case 'user':
      return user.id === condition.id;
    case 'oneOf':
      return condition.ids.includes(user.id);
    case 'suspended':
      return user.suspended;
    case 'notSuspended':
      return !user.suspended;
    case 'signedIn':
      return user.lastSignInAt !== null;
    case 'neverSignedIn':
      return user.lastSignInAt === null;
    case 'withoutOrganization':
      return organizations.length === 0;
    case 'withoutRole':
      return global.length === 0 && organizations.every(({ roleNames }) => roleNames.length === 0);
    case 'withoutGlobalRole':
      return global.length === 0;
    case 'initial':
      return String.fromCodePoint(key(user).codePointAt(0) ?? 0) === condition.initial;
    case 'withGlobalRole':
      return global.some(({ id }) => id === condition.roleId);
    case 'withRoleNamed':
      return (
        global.some(({ name }) => name === condition.name) ||
        organizations.some(({ roleNames }) => roleNames.includes(condition.name))
      );
    case 'withRoleIn':
      return rolesIn(condition.organizationId).includes(condition.roleId);
    case 'withoutRoleIn':
      return rolesIn(condition.organizationId).length === 0;
  }
}

const anyAmong = fc.constantFrom<Among>(
  ...[{ of: 'tenant' } as const, { of: 'organization', organizationId: 'o0' } as const],
  ...[{ of: 'organizationRole', organizationId: 'o0', roleId: 'r0' } as const],
  { of: 'globalRole', roleId: 'g0' },
);
const anyCondition = fc.oneof(
  fc
    .constantFrom(
      ...(['suspended', 'notSuspended', 'signedIn', 'neverSignedIn'] as const),
      ...(['withoutOrganization', 'withoutRole', 'withoutGlobalRole'] as const),
    )
    .map((is): Condition => ({ is })),
  fc.constantFrom<Condition>(
    ...[{ is: 'initial', initial: 'a' } as const, { is: 'withGlobalRole', roleId: 'g0' } as const],
    ...[{ is: 'withRoleNamed', name: 'Ada' } as const, { is: 'withRoleNamed', name: '' } as const],
    { is: 'oneOf', ids: ['u1', 'u0', 'nobody'] },
    ...[{ is: 'withRoleIn', organizationId: 'o0', roleId: 'r0' } as const],
    { is: 'withoutRoleIn', organizationId: 'o0' },
  ),
);

describe('A list of people', function () {
  it('has in its pages those that belong and meet the conditions, in its order, and knows the place of each', () =>
    fc.assert(
      fc.asyncProperty(
        anyTenant,
        fc.array(fc.option(fc.nat(3)), { minLength: 8, maxLength: 8 }),
        anyAmong,
        fc.constantFrom(...PEOPLE_ORDERS),
        fc.array(anyCondition, { maxLength: 2 }),
        async (tenant, signIns, among, order, conditions) => {
          const users = tenant.users.map((user, i) => ({
            ...user,
            ...{ lastSignInAt: signIns[i] ?? null, createdAt: 100 - (signIns[i] ?? 0) },
          }));
          const rows: Rows = { ...tenant, users };
          await withFolder(async (folder) => {
            const file = join(folder, 'a.snapshot');
            writeSnapshot(file, rows);
            await withSnapshot(file, (snapshot) => {
              const wanted = [...allUsers(snapshot)]
                .filter((user) => belongs(rows, among, user))
                .filter((user) => conditions.every((one) => holds(snapshot, rows, one, user)))
                .sort(ORDERS[order])
                .map(({ id }) => id);
              const query = { among, order, conditions };
              const total = countPeople(snapshot, query);
              const read: string[] = [];
              for (let offset = 0; offset < total; offset += 2)
                read.push(...peopleOnPage(snapshot, query, { limit: 2, offset }, total));
              assert.deepEqual(read, wanted);
              assert.deepEqual(
                usersById(snapshot, read).map(({ id }) => id),
                wanted,
              );
              assert.deepEqual(
                wanted.map((id) => indexOfPerson(snapshot, query, id)),
                wanted.map((_, i) => i),
              );
              assert.equal(indexOfPerson(snapshot, query, 'nobody'), -1);
              const initials = peopleByInitial(snapshot, query).map(({ count }) => count);
              assert.equal(
                initials.reduce((sum, count) => sum + count, 0),
                wanted.length,
              );
            });
          });
        },
      ),
      { numRuns: 60 },
    ));

  it('goes on in the same order on pages far down', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const users = Array.from({ length: 50 }, (_, i) => user(`u${i}`, { createdAt: (i * 7) % 50 }));
      writeSnapshot(file, { users });
      return withSnapshot(file, (snapshot) => {
        const query = { among: { of: 'tenant' }, order: 'newest', conditions: [] } as const;
        const pages = Array.from({ length: 25 }, (_, i) =>
          peopleOnPage(snapshot, query, { limit: 2, offset: 2 * i }, 50),
        );
        const newest = users.toSorted((a, b) => b.createdAt - a.createdAt);
        assert.deepEqual(
          pages.flat(),
          newest.map(({ id }) => id),
        );
      });
    }));
});
