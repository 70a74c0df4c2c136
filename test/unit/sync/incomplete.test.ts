import assert from 'node:assert/strict';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import type { Hole, SnapshotInfo } from '../../../src/snapshot/model.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { Witness } from '../../support/keys.ts';
import { assertWhole } from '../../support/whole.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

type Size = { readonly users: number; readonly organizations: number };

/** Syncs a tenant in which some rows cannot be read. */
function withBroken(
  size: Size,
  pick: (data: TenantData) => readonly string[],
  look: (snapshot: Snapshot, broken: readonly string[], data: TenantData) => void,
  only?: RegExp,
): Promise<void> {
  let broken: readonly string[] = [];
  return withTenant({ ...size, fault: brokenRows(() => broken, only) }, (tenant, client) => {
    broken = pick(tenant.data);
    return withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      await syncTo(file, client);
      await withSnapshot(file, (snapshot) => look(snapshot, broken, tenant.data));
    });
  });
}

const holesIn = ({ holes }: SnapshotInfo, where: Hole['in']): Hole[] =>
  holes.filter((hole) => hole.in === where);
const ids = (rows: Iterable<{ readonly id: string }>): Set<string> => new Set([...rows].map(({ id }) => id));

const heldRole = ({ members }: TenantData): string => [...members].flatMap(({ roleIds }) => [...roleIds])[0]!;

describe('A sync of a tenant with a row that Logto cannot read', function () {
  for (const users of [240, 2500])
    it(`keeps all but the one of ${users} users, and names the hole with its reason`, () =>
      withBroken(
        { users, organizations: 3 },
        (data) => [data.users.list()[17]!.id],
        (snapshot, [broken], data) => {
          const found = ids(all.allUsers(snapshot));
          assert.ok(!found.has(broken!));
          assert.equal(found.size, data.users.size - 1);
          const holes = holesIn(snapshot.info, 'users');
          assert.equal(holes.length, 1);
          assert.equal(holes[0]?.rows, 1);
          assert.match(
            holes[0].reason,
            /Row 1 of \/api\/users\?search\.id=\w+% cannot be read: Logto failed \(500\)/,
          );
        },
      ));

  it('keeps the other members of an organization with a member who cannot be read', () =>
    withBroken(
      { users: 900, organizations: 2 },
      (data) => [data.members.membersOf(data.organizations.list()[0]!.id)[3]!],
      (snapshot, [broken], data) => {
        const memberships = [...all.allMemberships(snapshot)];
        const lost = data.members.organizationsOf(broken!);
        assert.equal(memberships.length, data.members.size - lost.length);
        assert.ok(!memberships.some(({ userId }) => userId === broken));
        assert.deepEqual(
          holesIn(snapshot.info, 'members')
            .map(({ of }) => of ?? '')
            .sort(),
          lost,
        );
        assert.deepEqual(holesIn(snapshot.info, 'users'), []);
      },
      /\/organizations\/[^/]+\/users$/,
    ));

  it('leaves out who holds a role that cannot be read, and does not call the role deleted', () =>
    withBroken(
      { users: 300, organizations: 4 },
      (data) => [heldRole(data)],
      ({ info }, [broken]) => {
        assert.equal(holesIn(info, 'organizationRoles').length, 1);
        assert.match(
          info.verified,
          /Mended: \d+ rows named organization roles that could not be read, and are left out\./,
          broken,
        );
      },
      /^\/api\/organization-roles/,
    ));

  it('finds each of several broken rows', () =>
    withBroken(
      { users: 240, organizations: 150 },
      (data) => [3, 77, 140].map((at) => data.organizations.list()[at]!.id),
      (snapshot, broken, data) => {
        const found = ids(all.allOrganizations(snapshot));
        for (const id of broken) assert.ok(!found.has(id));
        assert.equal(found.size, data.organizations.size - 3);
        assert.equal(holesIn(snapshot.info, 'organizations').length, 3);
      },
      /\/api\/organizations(\/[^/]+)?$/,
    ));

  it('reads a list by pages that it usually gets at once', () =>
    withBroken(
      { users: 60, organizations: 6 },
      (data) => [data.applications.list()[1]!.id],
      (snapshot, [broken], data) => {
        const found = ids(all.allApplications(snapshot));
        assert.equal(found.size, data.applications.size - 1);
        assert.ok(!found.has(broken!));
        assert.equal(holesIn(snapshot.info, 'applications').length, 1);
      },
      /\/api\/applications$/,
    ));

  it('names the whole list of invitations, which Logto gives at once alone', () =>
    withBroken(
      { users: 60, organizations: 6 },
      (data) => [data.invitations.list()[0]!.id],
      (snapshot) => {
        assert.deepEqual([...all.allInvitations(snapshot)], []);
        const [hole, ...others] = snapshot.info.holes;
        assert.deepEqual(others, []);
        assert.equal(hole?.in, 'invitations');
        assert.match(hole.reason, /failed \(500\) on \/api\/organization-invitations/);
      },
      /\/api\/organization-invitations$/,
    ));

  it('says nothing of holes where nothing is broken', () =>
    withBroken(
      { users: 240, organizations: 12 },
      () => [],
      (snapshot) => assert.deepEqual(snapshot.info.holes, []),
    ));

  it('gives up where a whole list cannot be read', () =>
    withTenant(
      { fault: ({ path }, response) => (path === '/api/roles' ? answer(response, 500, {}) : undefined) },
      (_, client) =>
        withFolder(async (folder) => {
          const error = await accessErrorOf(syncTo(join(folder, 'a.snapshot'), client));
          assert.match(error.message, /failed \(500\) on \/api\/roles/);
        }),
    ));
});

/** Rows that cannot be read until `until` is asked for. */
function brokenUntil(until: RegExp, ids: () => readonly string[], only?: RegExp): Fault {
  let isBroken = true;
  const breaks = brokenRows(() => (isBroken ? ids() : []), only);
  return (request, response) => {
    if (until.test(request.path)) isBroken = false;
    return breaks(request, response);
  };
}

describe('A sync of a tenant whose server failed for a while', () => {
  const short = (
    what: string,
    size: Size,
    until: RegExp,
    pick: (data: TenantData) => readonly string[],
    only?: RegExp,
  ): void =>
    void it(`asks once more for ${what}, and has no hole`, () => {
      let broken: readonly string[] = [];
      return withTenant({ ...size, fault: brokenUntil(until, () => broken, only) }, (tenant, client) => {
        broken = pick(tenant.data);
        return withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          const info = await syncTo(file, client);
          assert.deepEqual(info.holes, []);
          assert.match(info.verified, /Mended: what could not be read at first was asked for once more\./);
          await withSnapshot(file, (snapshot) => assertWhole(snapshot, new Witness(tenant.data)));
        });
      });
    });

  for (const users of [240, 2500])
    short('two users, whose roles it has too', { users, organizations: 3 }, /\/roles\/.*\/scopes$/, (data) =>
      [17, 42].map((at) => data.users.list()[at]!.id),
    );
  const organization = (data: TenantData): string[] => [data.organizations.list()[120]!.id];
  short(
    'an organization, whose members it has too',
    { users: 240, organizations: 150 },
    /\/organizations\/.*\/users$/,
    organization,
    /\/api\/organizations$/,
  );
});

describe('A sync that reads a list once more, since a row of it was broken', () => {
  for (const users of [60, 240])
    it(`leaves out one of ${users} members who left meanwhile`, () => {
      const data = generateTenant({ seed: 3, users, organizations: 3 });
      const { id } = data.organizations.list()[0]!;
      const [broken, former, ...others] = data.users.list().map((user) => user.id);
      for (const user of [broken!, former!, ...others]) data.members.set(id, user, []);
      let [wasReadAround, isBroken] = [false, true];
      const breaks = brokenRows(() => (isBroken ? [broken!] : []));
      const fault: Fault = (request, response) => {
        if (request.path !== `/api/organizations/${id}/users`) return undefined;
        const size = request.query.get('page_size');
        if (size === '1') wasReadAround = true;
        if (size === '100' && wasReadAround) {
          isBroken = false;
          data.members.delete(id, former!);
        }
        return breaks(request, response);
      };
      return withTenant({ data, fault }, (_, client) =>
        withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          assert.deepEqual((await syncTo(file, client)).holes, []);
          await withSnapshot(file, (snapshot) => {
            const members = [...all.allMemberships(snapshot)].filter((one) => one.organizationId === id);
            assert.deepEqual(members.map(({ userId }) => userId).toSorted(), [broken!, ...others].toSorted());
          });
        }),
      );
    });
});

describe('A sync of a list that never holds still', function () {
  /** A list whose length is another one in every answer. */
  const restless = (path: string): Fault => {
    let n = 200;
    return (request, response) => {
      if (request.path !== path) return undefined;
      const page = request.query.get('page');
      const body = Array.from({ length: page === '1' ? 100 : 50 }, (_, i) => ({
        ...{ id: `o${page}x${i}`, name: 'O', description: null, createdAt: 1, isMfaRequired: false },
      }));
      return answer(response, 200, body, { 'total-number': String(n++) });
    };
  };

  it('ends with what it saw, and says that the snapshot is incomplete and where', () =>
    withTenant({ fault: restless('/api/organizations') }, (_, client) =>
      withFolder(async (folder) => {
        const info = await syncTo(join(folder, 'a.snapshot'), client);
        assert.deepEqual(
          info.holes.map((hole) => [hole.in, hole.reason]),
          [['organizations', 'The list changed faster than it could be read whole.']],
        );
      }),
    ));
});
