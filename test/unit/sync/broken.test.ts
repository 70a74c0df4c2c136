import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import { describeHole } from '../../../src/snapshot/lacks/holes.ts';
import type { Hole } from '../../../src/snapshot/model.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { Witness } from '../../support/keys.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';
import { assertWhole } from '../../support/whole.ts';

/** Syncs a tenant with a fault; gives what was asked for, as paths. */
async function synced(data: TenantData, fault: Fault, look: (snapshot: Snapshot) => void): Promise<string[]> {
  const asked: string[] = [];
  const noting: Fault = (request, response) => {
    asked.push(request.path);
    return fault(request, response);
  };
  await withTenant({ data, fault: noting }, (_, client) =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      await syncTo(file, client);
      await withSnapshot(file, (snapshot) => {
        assertWhole(snapshot, new Witness(data));
        look(snapshot);
      });
    }),
  );
  return asked;
}

const failing =
  (path: (path: string, query: URLSearchParams) => boolean): Fault =>
  (request, response) =>
    path(request.path, request.query) ? answer(response, 500, { message: 'Broken.' }) : undefined;

const placesOf = (holes: readonly Hole[]): (readonly [string, string | undefined, number | undefined])[] =>
  holes.map(({ in: list, of, rows }) => [list, of, rows] as const);

describe('A sync of a tenant with a broken user', function () {
  this.timeout(60_000);

  it('is not ended by how many organizations show that user', () => {
    const data = generateTenant({ seed: 3, users: 240, organizations: 60 });
    const broken = data.users.list()[17]!.id;
    for (const { id } of data.organizations.list()) data.members.set(id, broken, []);
    return synced(
      data,
      brokenRows(() => [broken]),
      (snapshot) => {
        assert.equal(new Set([...all.allUsers(snapshot)].map(({ id }) => id)).size, data.users.size - 1);
        const { holes } = snapshot.info;
        assert.deepEqual(
          holes.flatMap((hole) => (hole.in === 'members' ? [hole.of] : [])).toSorted(),
          data.organizations
            .list()
            .map(({ id }) => id)
            .toSorted(),
        );
        assert.ok(holes.every(({ rows }) => rows === 1));
        const memberships = [...all.allMemberships(snapshot)];
        assert.equal(memberships.length, data.members.size - data.members.organizationsOf(broken).length);
      },
    ).then(() => undefined);
  });
});

describe('A sync of a tenant with a list that always fails', function () {
  this.timeout(60_000);

  const data = generateTenant({ seed: 3, users: 240, organizations: 12 });
  const organization = data.organizations.list().find(({ id }) => data.members.sizeOf(id) > 3)!.id;
  const roleNamed = (named: string): string => data.roles.list().find(({ name }) => name === named)!.id;
  const role = roleNamed('Support agent');
  const most = data.roles
    .list()
    .find(({ id }) => data.userRoles.holdersOf(id).size > data.users.size / 2)!.id;
  const machine = data.applications.list().find(({ type }) => type === 'MachineToMachine')!.id;
  const roleOfMachines = data.roles.list().find(({ id }) => data.applicationRoles.holdersOf(id).size > 0)!.id;

  const nameOf = (id: string): string =>
    [data.organizations, data.roles, data.applications].flatMap((list) => list.get(id) ?? [])[0]!.name;

  for (const [what, hole, path] of [
    ['members', ['members', organization], `/api/organizations/${organization}/users`],
    ['holders', ['roleUsers', role], `/api/roles/${role}/users`],
    ['holders of nearly everybody', ['roleUsers', most], `/api/roles/${most}/users`],
    [
      'applications of a role',
      ['roleApplications', roleOfMachines],
      `/api/roles/${roleOfMachines}/applications`,
    ],
    ['permissions', ['roleScopes', role], `/api/roles/${role}/scopes`],
    ['organizations', ['applicationOrganizations', machine], `/api/applications/${machine}/organizations`],
  ] as const)
    it(`has all but these ${what}, names them once, and does not ask for each row`, async () => {
      const asked = await synced(
        data,
        failing((one) => one === path),
        ({ info }) => {
          assert.deepEqual(placesOf(info.holes), [[...hole, undefined]]);
          assert.match(
            info.holes.map(describeHole).join(),
            /^some .* may be missing: Logto failed \(500\) on/,
          );
          assert.equal(info.holes[0]?.name, nameOf(hole[1]));
        },
      );
      const times = asked.filter((one) => one === path).length;
      assert.ok(times <= 30, `${times} times`);
    });

  it('has the organization too of which nothing but its name in the list can be read', async () => {
    const path = `/api/organizations/${organization}`;
    await synced(
      data,
      failing((one) => one === path || one === `${path}/users`),
      (snapshot) => {
        assert.deepEqual(placesOf(snapshot.info.holes), [['members', organization, undefined]]);
        assert.ok([...all.allOrganizations(snapshot)].some(({ id }) => id === organization));
      },
    );
  });

  it('names the list once where it has too many broken rows, keeps the others, and asks for no more of them', async () => {
    const large = generateTenant({ seed: 3, users: 240, organizations: 2 });
    const { id } = large.organizations.list()[0]!;
    const users = large.users.list().map((user) => user.id);
    for (const user of users) large.members.set(id, user, []);
    const asked = await synced(
      large,
      brokenRows(() => users.slice(0, 70), new RegExp(`/organizations/${id}/users$`)),
      (snapshot) => {
        assert.deepEqual(placesOf(snapshot.info.holes), [['members', id, undefined]]);
        const members = [...all.allMemberships(snapshot)].filter((one) => one.organizationId === id);
        assert.ok(members.length >= 100 && members.length <= 170, String(members.length));
      },
    );
    const times = asked.filter((path) => path === `/api/organizations/${id}/users`).length;
    assert.ok(times <= 850, `${times} times`);
  });

  it('keeps what it has read of a list that moved meanwhile, and then fails when it is read anew', () => {
    const large = generateTenant({ seed: 3, users: 240, organizations: 2 });
    const { id } = large.organizations.list()[0]!;
    const users = large.users
      .list()
      .map((user) => user.id)
      .toSorted();
    for (const user of users) large.members.set(id, user, []);
    let times = 0;
    const fault: Fault = ({ path }, response) => {
      if (path !== `/api/organizations/${id}/users`) return undefined;
      times++;
      if (times === 2) for (const user of users.slice(0, 5)) large.members.delete(id, user);
      return times > 3 ? answer(response, 500, { message: 'Broken.' }) : undefined;
    };
    return withTenant({ data: large, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const { holes, verified } = await syncTo(file, client);
        assert.deepEqual(placesOf(holes), [['members', id, undefined]]);
        assert.doesNotMatch(verified, /read anew/);
        const members = await withSnapshot(file, (snapshot) => [...all.allMemberships(snapshot)]);
        assert.ok(members.filter((one) => one.organizationId === id).length >= 200);
      }),
    );
  });

  it('has who holds a role that nearly everybody holds, where those without it cannot be read', () =>
    synced(
      data,
      failing((path, query) => path === '/api/users' && query.get('excludeRoleId') === most),
      (snapshot) => {
        assert.deepEqual(snapshot.info.holes, []);
        assertHolders(snapshot, data, most);
      },
    ).then(() => undefined));
});

function assertHolders(snapshot: Snapshot, data: TenantData, roleId: string): void {
  const found = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === roleId);
  assert.deepEqual(
    found.map(({ holderId }) => holderId).toSorted(),
    [...data.userRoles.holdersOf(roleId)].toSorted(),
  );
}

describe('A sync of a role that nearly everybody holds', function () {
  this.timeout(60_000);

  /** A tenant in which all but `without` hold a role. */
  function nearlyAll(without: number): { data: TenantData; roleId: string; others: readonly string[] } {
    const data = generateTenant({ seed: 3, users: 1500, organizations: 1 });
    const roleId = data.roles.list().find(({ name }) => name === 'Support agent')!.id;
    const users = data.users.list().map(({ id }) => id);
    for (const id of users) data.userRoles.add(id, roleId);
    const others = users.filter((_, i) => i % 3 === 0).slice(0, without);
    for (const id of others) data.userRoles.delete(id, roleId);
    return { data, roleId, others };
  }

  for (const without of [7, 150])
    it(`gives it to none of ${without} without it who fails there alone`, () => {
      const { data, roleId, others } = nearlyAll(without);
      const breaks = brokenRows(() => [others[3]!]);
      return synced(
        data,
        (request, response) =>
          request.query.get('excludeRoleId') === roleId ? breaks(request, response) : undefined,
        (snapshot) => {
          assertHolders(snapshot, data, roleId);
          assert.deepEqual(snapshot.info.holes, []);
        },
      ).then(() => undefined);
    });

  it('gives it to nobody of whom Logto cannot say', () => {
    const { data, roleId, others } = nearlyAll(7);
    const holder = data.users.list().find(({ id }) => !others.includes(id))!.id;
    const breaks = brokenRows(() => [others[3]!, holder]);
    return synced(
      data,
      (request, response) =>
        request.query.get('excludeRoleId') === roleId || request.path === `/api/roles/${roleId}/users`
          ? breaks(request, response)
          : undefined,
      (snapshot) => {
        const holders = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === roleId);
        assert.equal(holders.length, data.users.size - 7 - 1);
        assert.ok(holders.every(({ holderId }) => !others.includes(holderId)));
        const [hole, ...others_] = snapshot.info.holes.filter((one) => one.in === 'roleUsers');
        assert.deepEqual(others_, []);
        assert.equal(hole?.of, roleId);
        assert.ok(hole.reason.startsWith(`Whether the user ${holder} is among`), hole.reason);
      },
    ).then(() => undefined);
  });

  for (const [what, count] of [
    ['counts more of them than that', 1500],
    ['cannot count them', undefined],
  ] as const)
    it(`has one hole for the role where of a holder Logto cannot say, and ${what}`, () => {
      const { data, roleId, others } = nearlyAll(7);
      const holder = data.users.list().find(({ id }) => !others.includes(id))!.id;
      const breaks = brokenRows(() => [others[3]!, holder]);
      let counted = 0;
      return synced(
        data,
        (request, response) => {
          const isOfRole = request.path === `/api/roles/${roleId}/users`;
          if (
            isOfRole &&
            request.query.get('page_size') === '1' &&
            !request.query.has('search.id') &&
            ++counted > 1
          )
            return count === undefined
              ? answer(response, 500, { message: 'Broken.' })
              : answer(response, 200, [], { 'total-number': String(count) });
          const isAboutRole = isOfRole || request.query.get('excludeRoleId') === roleId;
          return isAboutRole ? breaks(request, response) : undefined;
        },
        (snapshot) => assert.deepEqual(placesOf(snapshot.info.holes), [['roleUsers', roleId, undefined]]),
      ).then(() => undefined);
    });
});

describe('A sync while the server fails altogether with 500', () => {
  it('waits until it is back, asks hardly anything meanwhile, and has no hole', () => {
    const data = generateTenant({ seed: 3, users: 900, organizations: 200 });
    let [answered, failed, isFailing] = [0, 0, false];
    const fault: Fault = ({ path }, response) => {
      if (!path.startsWith('/api/')) return undefined;
      if (++answered === 100) {
        isFailing = true;
        setTimeout(() => (isFailing = false), 400);
      }
      if (!isFailing) return undefined;
      failed++;
      return answer(response, 500, { message: 'Internal server error.' });
    };
    const retry = { attempts: 6, baseDelayMs: 50, maxDelayMs: 1000 };
    return withTenant({ data, fault, client: { retry } }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const info = await syncTo(file, client);
        assert.deepEqual(info.holes, []);
        assert.ok(failed > 0 && failed <= 150, `${failed} requests failed`);
        await withSnapshot(file, (snapshot) => assertWhole(snapshot, new Witness(data)));
      }),
    );
  }).timeout(60_000);
});
