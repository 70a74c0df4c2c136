import type { LogtoClient } from '../../../src/logto/client.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { plannedRequests } from '../../../src/sync/plan.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

const EMPTY = {
  ...{ users: 0, organizations: 0, members: [], organizationRoles: 0, globalRoles: [], machines: 0 },
  ...{ detailedUsers: 0, justInTimeOrganizations: 0 },
};
const BASE = plannedRequests(EMPTY);

describe('The plan of a sync', function () {
  it('is a token and one request for each list of a tenant that has nothing', () => {
    assert.equal(BASE, 9);
  });

  it('reads a few users by pages and looks at the first again, and many by id prefix', () => {
    const forUsers = (users: number): number => plannedRequests({ ...EMPTY, users }) - BASE + 1;
    assert.equal(forUsers(99), 1);
    assert.equal(forUsers(100), 2, 'a full page, and whether the list ends there');
    assert.equal(forUsers(101), 3);
    assert.equal(forUsers(2000), 21);
    assert.ok(
      Math.abs(forUsers(2500) - 39) <= 1,
      '36 prefixes of about 70, unusual ids, the first page and the number at the end',
    );
    assert.ok(Math.abs(forUsers(100_000) - (2 + 37 + 36 * 37 + 12)) <= 12);
  });

  it('asks an empty organization for itself, since a deleted one looks just so', () => {
    assert.equal(plannedRequests({ ...EMPTY, organizations: 2, members: [0, 99] }), BASE + 3);
  });

  it('lets the pages of many members overlap', () => {
    assert.equal(plannedRequests({ ...EMPTY, members: [12_000] }) - BASE, 136);
    assert.equal(plannedRequests({ ...EMPTY, members: [100] }) - BASE, 2, 'and whether the list ends there');
  });

  it('asks for the holders of a role, or for those without it, whichever is less, or for nobody', () => {
    const forRole = (users: number): number =>
      plannedRequests({ ...EMPTY, users: 1000, globalRoles: [{ users, applications: 0 }] }) -
      plannedRequests({ ...EMPTY, users: 1000 });
    assert.equal(forRole(0), 1, 'its permissions alone');
    assert.equal(forRole(250), 7, 'three pages, twice');
    assert.equal(forRole(950), 3, 'those without it, and the number of holders');
  });

  it('asks two things of every user whose details are wanted, and three of an organization with its rules', () => {
    const asked = plannedRequests({ ...EMPTY, detailedUsers: 7, justInTimeOrganizations: 5 });
    assert.equal(asked - BASE, 2 * 7 + 3 * 5);
  });

  for (const [users, organizations, wishes] of [
    [60, 6, {}],
    [240, 12, {}],
    [2500, 30, {}],
    [4000, 130, {}],
    [240, 12, { userDetails: 'privileged' }],
    [240, 12, { userDetails: 'all', justInTime: true }],
    [400, 130, { justInTime: true }],
  ] as const)
    it(`is what a sync of ${users} users in ${organizations} organizations makes, within 2 %: ${JSON.stringify(wishes)}`, () =>
      withTenant({ users, organizations }, async (_, client) => {
        await assertPlanned(client, wishes);
      }));

  for (const users of [1200, 4000])
    it(`is what a sync makes besides repairs where rows of ${users} users and of members are broken`, () => {
      const data = generateTenant({ seed: 3, users, organizations: 130 });
      const newest = data.users.newestFirst()[0]!.id;
      const broken = [newest, data.users.list()[users / 2]!.id];
      return withTenant({ data, fault: brokenRows(() => broken) }, async (_, client) => {
        await assertPlanned(client);
      });
    });

  it('is what a sync makes besides repairs where requests are refused and fail', () => {
    let n = 0;
    const fault: Fault = (_, response) => {
      n++;
      if (n % 7 === 0) return answer(response, 429, {}, { 'retry-after': '0' });
      return n % 11 === 0 ? answer(response, 500, { message: 'Broken.' }) : undefined;
    };
    const retry = { attempts: 12, baseDelayMs: 1, maxDelayMs: 5 };
    return withTenant({ users: 1200, organizations: 130, fault, client: { retry } }, async (_, client) => {
      await assertPlanned(client);
    });
  });
});

describe('A sync of many users of one creation time', () => {
  it('costs a request for each longer prefix below one whose users move between pages, and nothing else that is not planned', () => {
    const data = generateTenant({ seed: 3, users: 20_000, organizations: 20, tiedUsers: 1000 });
    const asked = new Map<string, number>();
    const fault: Fault = ({ query }) => {
      const prefix = query.get('search.id') ?? '';
      if (/^..%$/.test(prefix)) asked.set(prefix, (asked.get(prefix) ?? 0) + 1);
      return undefined;
    };
    return withTenant({ data, fault }, (_, client) =>
      assertPlanned(client).then(({ verified }) => {
        const moved = verified.match(/users .… moved while being read/g) ?? [];
        assert.ok(moved.length > 0);
        assert.equal(asked.size, 36 * moved.length);
        assert.ok([...asked.values()].every((times) => times === 1));
      }),
    );
  }).timeout(20_000);
});

async function assertPlanned(
  client: LogtoClient,
  wishes: Parameters<typeof syncTo>[3] = {},
): Promise<SnapshotInfo> {
  return withFolder(async (folder) => {
    const info = await syncTo(join(folder, 'a.snapshot'), client, undefined, wishes);
    const made = info.requests - info.repairRequests;
    assert.ok(
      Math.abs(made - info.plannedRequests) <= Math.ceil(info.plannedRequests * 0.02),
      `${made} made, ${info.plannedRequests} planned`,
    );
    return info;
  });
}
