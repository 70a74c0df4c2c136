import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

/** Syncs a tenant in which something happens just before a read is answered, once. */
function withMoment(
  data: TenantData,
  isIt: (path: string, query: URLSearchParams) => boolean,
  happen: () => void,
  look: (snapshot: Snapshot) => void,
): Promise<void> {
  let happened = false;
  const fault: Fault = ({ path, query }) => {
    if (happened || !isIt(path, query)) return undefined;
    happened = true;
    happen();
    return undefined;
  };
  return withTenant({ data, fault }, (_, client) =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      await syncTo(file, client);
      assert.ok(happened);
      await withSnapshot(file, look);
    }),
  );
}

/** Gives a role to exactly so many users, the newest or the oldest. */
function giveTo(data: TenantData, roleId: string, users: readonly { readonly id: string }[]): void {
  for (const { id } of data.users.list()) data.userRoles.delete(id, roleId);
  for (const { id } of users) data.userRoles.add(id, roleId);
}

const holdersOf = (snapshot: Snapshot, roleId: string): Set<string> =>
  new Set(
    [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === roleId).map((one) => one.holderId),
  );

describe('A change that leaves every number as it was', function () {
  this.timeout(30_000);

  it('hides no holder of a role when it is taken from one user and given to another between two pages', () => {
    const data = generateTenant({ seed: 3, users: 900, organizations: 1, tiedUsers: 0 });
    const role = data.roles.list().find(({ name }) => name === 'Support agent')!;
    const newest = data.users.newestFirst();
    giveTo(data, role.id, newest.slice(0, 150));
    const isSecondPage = (path: string, query: URLSearchParams): boolean =>
      path === `/api/roles/${role.id}/users` && query.get('page') === '2';
    const swap = (): void => {
      data.userRoles.delete(newest[0]!.id, role.id);
      data.userRoles.add(newest.at(-1)!.id, role.id);
    };
    return withMoment(data, isSecondPage, swap, (snapshot) => {
      const found = holdersOf(snapshot, role.id);
      const lost = newest.slice(1, 150).filter(({ id }) => !found.has(id));
      assert.deepEqual(lost, []);
    });
  });

  it('makes nobody a holder who never was one, where those without the role are read', () => {
    const data = generateTenant({ seed: 3, users: 3000, organizations: 1, tiedUsers: 0 });
    const role = data.roles.list().find(({ name }) => name === 'Support agent')!;
    const newest = data.users.newestFirst();
    giveTo(data, role.id, newest.slice(150));
    let reads = 0;
    const isSecondRead = (_: string, query: URLSearchParams): boolean =>
      query.get('excludeRoleId') === role.id && ++reads === 2;
    const swap = (): void => {
      data.userRoles.add(newest[0]!.id, role.id);
      data.userRoles.delete(newest.at(-1)!.id, role.id);
    };
    return withMoment(data, isSecondRead, swap, (snapshot) => {
      const found = holdersOf(snapshot, role.id);
      const invented = newest.slice(1, 150).filter(({ id }) => found.has(id));
      assert.deepEqual(invented, []);
    });
  });

  it('is a hole where Logto counts other holders than follow from those without the role', () => {
    const data = generateTenant({ seed: 3, users: 450, organizations: 1, tiedUsers: 0 });
    const everybody = data.roles.list().find(({ isDefault }) => isDefault)!;
    const fault: Fault = ({ path, query }, response) =>
      path === `/api/roles/${everybody.id}/users` && query.get('page_size') === '1'
        ? answer(response, 200, [], { 'total-number': '440' })
        : undefined;
    return withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const { holes } = await syncTo(join(folder, 'a.snapshot'), client);
        assert.deepEqual(
          holes.map((hole) => [hole.in, hole.of]),
          [['roleUsers', everybody.id]],
        );
        assert.match(holes[0]!.reason, /has 450 holders here, where Logto counted 440/);
      }),
    );
  });

  it('hides no user with an unusual id when another one is deleted before the end', () => {
    const data = generateTenant({ seed: 3, users: 2600, organizations: 1, tiedUsers: 0 });
    const [first, second] = data.users.list();
    data.users.insert({ ...first!, id: 'Weird-ID_1', createdAt: first!.createdAt + 1 });
    const isLastCount = (path: string, query: URLSearchParams): boolean =>
      path === '/api/users' && query.get('page_size') === '1';
    return withMoment(
      data,
      isLastCount,
      () => data.deleteUser(second!.id),
      (snapshot) => {
        const found = new Set([...all.allUsers(snapshot)].map(({ id }) => id));
        assert.ok(found.has('Weird-ID_1'));
      },
    );
  });
});
