import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { withMoment } from '../../support/moment.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

/** Whether ties hide the new holder is chance: in one of four. */
const TIMES = 12;

/** A tenant with a role that nobody holds yet. */
function emptyRole(users: number): { data: TenantData; roleId: string; newest: readonly string[] } {
  const data = generateTenant({ seed: 3, users, organizations: 1, tiedUsers: 0 });
  const roleId = data.roles.list().find(({ name }) => name === 'Support agent')!.id;
  for (const { id } of data.users.list()) data.userRoles.delete(id, roleId);
  return { data, roleId, newest: data.users.newestFirst().map(({ id }) => id) };
}

function assertHolders(snapshot: Snapshot, data: TenantData, roleId: string): void {
  const holders = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === roleId);
  assert.deepEqual(
    holders.map(({ holderId }) => holderId).toSorted(),
    [...data.userRoles.holdersOf(roleId)].toSorted(),
  );
  assert.deepEqual(snapshot.info.holes, []);
}

describe('A sync of who holds a global role, where users share a creation time', function () {
  this.timeout(20_000);

  for (const [what, lose] of [
    ['loses it', (data, userId, roleId) => data.userRoles.delete(userId, roleId)],
    ['is deleted', (data, userId) => data.deleteUser(userId)],
  ] satisfies [string, (data: TenantData, userId: string, roleId: string) => void][])
    it(`leaves out a user who ${what} after the first reading, while ties hide who gets it`, async () => {
      for (let time = 0; time < TIMES; time++) {
        const { data, roleId, newest } = emptyRole(400);
        const [former, ...others] = newest.slice(0, 250);
        const [heir, tied] = others.slice(99, 101); // across the edge of two pages
        for (const id of [former!, ...others]) if (id !== heir) data.userRoles.add(id, roleId);
        data.users.update(heir!, { createdAt: data.users.get(tied!)!.createdAt });
        let readings = 0;
        const isSecondReading = (path: string, query: URLSearchParams): boolean =>
          path === `/api/roles/${roleId}/users` && query.get('page') === '1' && ++readings === 2;
        const passOn = (): void => {
          lose(data, former!, roleId);
          data.userRoles.add(heir!, roleId);
        };
        await withMoment(data, isSecondReading, passOn, (snapshot) => assertHolders(snapshot, data, roleId));
      }
    });

  it('asks by id for those alone whom the last reading did not show, a hundred at a time', () => {
    const { data, roleId, newest } = emptyRole(1500);
    for (const id of newest.slice(0, 600)) data.userRoles.add(id, roleId);
    const tied = newest.slice(50, 350);
    for (const id of tied) data.users.update(id, { createdAt: data.users.get(tied[0]!)!.createdAt });
    const asked: string[][] = [];
    const fault: Fault = ({ path, query }) => {
      if (path === `/api/roles/${roleId}/users` && query.has('search.id'))
        asked.push(query.getAll('search.id'));
      return undefined;
    };
    return withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const info = await syncTo(file, client);
        await withSnapshot(file, (snapshot) => assertHolders(snapshot, data, roleId));
        assert.equal(asked.length, Math.ceil(asked.flat().length / 100));
        assert.ok(asked.flat().every((id) => tied.includes(id)) && asked.flat().length < tied.length);
        assert.ok(info.repairRequests >= asked.length);
      }),
    );
  });
});

describe('A sync of who holds a global role that nearly everybody holds', () => {
  it('has who gets it after those without it were read, before its holders are counted', () => {
    const { data, roleId, newest } = emptyRole(1500);
    for (const id of newest.slice(7)) data.userRoles.add(id, roleId);
    return withMoment(
      data,
      (path, query) => path === `/api/roles/${roleId}/users` && query.get('page_size') === '1',
      () => data.userRoles.add(newest[0]!, roleId),
      (snapshot) => assertHolders(snapshot, data, roleId),
    );
  });
});

describe('A sync of who holds a global role that nearly everybody holds, where somebody signs up without it', () => {
  const NEWCOMER = 'contractor01';

  it('before users are read once more, does not take them for a holder, whatever the numbers say', () => {
    const { data, roleId, newest } = emptyRole(300);
    for (const id of newest.slice(7)) data.userRoles.add(id, roleId);
    let firstRows = 0;
    const breaks = brokenRows(() => (firstRows > 0 ? [] : [newest[50]!]), /^\/api\/users$/);
    const fault: Fault = (request, response) => {
      const { path, query } = request;
      // Those without the role have been read, and the users are asked for once more.
      if (path === `/api/roles/${roleId}/users` && query.get('page_size') === '1' && ++firstRows === 1) {
        data.users.insert({ ...data.users.get(newest[0]!)!, id: NEWCOMER });
        data.userRoles.add(newest[0]!, roleId);
        data.deleteUser(newest[100]!);
      }
      return breaks(request, response);
    };
    return withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        await syncTo(file, client);
        assert.ok(firstRows > 1, 'counted again');
        await withSnapshot(file, (snapshot) => assertHolders(snapshot, data, roleId));
      }),
    );
  });

  it('while another is deleted, does not take them for a holder, whatever the numbers say', () => {
    const { data, roleId, newest } = emptyRole(300);
    for (const id of newest.slice(7)) data.userRoles.add(id, roleId);
    return withMoment(
      data,
      (path, query) => path === `/api/roles/${roleId}/users` && query.get('page_size') === '1',
      () => {
        data.users.insert({ ...data.users.get(newest[0]!)!, id: NEWCOMER });
        data.userRoles.add(newest[0]!, roleId);
        for (const id of newest.slice(100, 102)) data.deleteUser(id);
      },
      (snapshot) => {
        const holders = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === roleId);
        assert.ok(!holders.some(({ holderId }) => holderId === NEWCOMER));
        assert.deepEqual(snapshot.info.holes, []);
      },
    );
  });
});

describe('A sync of who holds a global role, where a holder is broken', () => {
  for (const [what, only] of [
    ['everywhere', undefined],
    ['among the holders alone', /^\/api\/roles\//],
  ] as const)
    it(`${what}, reads those without the role once the holders cannot prove it`, () => {
      const { data, roleId, newest } = emptyRole(400);
      for (const id of newest.slice(0, 250)) data.userRoles.add(id, roleId);
      const broken = newest[240]!;
      const breaks = brokenRows(() => [broken], only);
      let readings = 0;
      const fault: Fault = (request, response) => {
        const { path, query } = request;
        if (
          path === `/api/roles/${roleId}/users` &&
          query.get('page') === '1' &&
          query.get('page_size') === '100'
        )
          readings++;
        return breaks(request, response);
      };
      return withTenant({ data, fault }, (_, client) =>
        withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          const { holes } = await syncTo(file, client);
          if (only !== undefined) assert.deepEqual(holes, []);
          await withSnapshot(file, (snapshot) => {
            const expected = new Set(data.userRoles.holdersOf(roleId));
            if (only === undefined) expected.delete(broken);
            const found = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === roleId);
            assert.deepEqual(new Set(found.map(({ holderId }) => holderId)), expected);
          });
          assert.ok(readings <= (only === undefined ? 2 : 1), `${readings} readings`);
        }),
      );
    });

  it('keeps whom it has read of a list that fails from the second reading on, and does not go on reading it', () => {
    const { data, roleId, newest } = emptyRole(400);
    for (const id of newest.slice(0, 250)) data.userRoles.add(id, roleId);
    let times = 0;
    const fault: Fault = ({ path }, response) =>
      path === `/api/roles/${roleId}/users` && ++times > 3
        ? answer(response, 500, { message: 'Broken.' })
        : undefined;
    return withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const { holes } = await syncTo(file, client);
        assert.deepEqual(
          holes.map(({ in: list, of, rows }) => [list, of, rows]),
          [['roleUsers', roleId, undefined]],
        );
        await withSnapshot(file, (snapshot) => {
          const found = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === roleId);
          assert.equal(found.length, 250);
        });
        assert.ok(times <= 15, `${times} requests`);
      }),
    );
  });
});
