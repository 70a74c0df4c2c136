import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as read from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

/** Of a hundred rows, the first page is full. */
const HUNDRED = 100;

/** Looks at what a sync of a tenant gave, which has no holes. */
function synced(
  tenant: { data: TenantData; fault: Fault },
  look: (snapshot: Snapshot) => void,
): Promise<void> {
  return withTenant(tenant, (_, client) =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const { holes } = await syncTo(file, client);
      assert.deepEqual(holes, []);
      await withSnapshot(file, look);
    }),
  );
}

/** Rows that Logto had counted, and how many came before it listed them: a page shows fewer than there are then. */
const CAME = [
  [HUNDRED, 'one'],
  [HUNDRED - 1, 'two'],
  [HUNDRED - 3, 'five'],
] as const;
const MORE = { one: 1, two: 2, five: 5 } as const;

describe('A list whose last page is full', () => {
  for (const [counted, number] of CAME) {
    it(`loses no member where ${number} that came after Logto had counted ${counted} pushed others off the page`, () => {
      const data = generateTenant({ seed: 3, users: 300, organizations: 1, tiedUsers: 0 });
      const organizationId = data.organizations.list()[0]!.id;
      for (const id of data.members.membersOf(organizationId)) data.members.delete(organizationId, id);
      const ids = data.users.list().map(({ id }) => id);
      const all = ids.toSorted().slice(0, counted + MORE[number]);
      const newcomers = all.slice(0, MORE[number]);
      for (const id of all.slice(MORE[number])) data.members.set(organizationId, id, []);
      const fault: Fault = ({ path }, response) => {
        if (path !== `/api/organizations/${organizationId}/users`) return undefined;
        if (data.members.has(organizationId, newcomers[0]!)) return undefined;
        for (const id of newcomers) data.members.set(organizationId, id, []);
        const members = all.map((id) => ({ ...data.users.get(id)!, organizationRoles: [] }));
        return answer(response, 200, members.slice(0, HUNDRED), { 'total-number': String(counted) });
      };
      return synced({ data, fault }, (snapshot) => {
        const found = [...read.allMemberships(snapshot)].map(({ userId }) => userId);
        assert.deepEqual(found.toSorted(), all);
      });
    });

    it(`loses no user where ${number} that signed up after Logto had counted ${counted} pushed others off the page`, () => {
      const data = generateTenant({ seed: 3, users: counted, organizations: 1, tiedUsers: 0 });
      for (const { organizationId, memberId } of [...data.members])
        data.members.delete(organizationId, memberId);
      for (const [userId, roleId] of [...data.userRoles]) data.userRoles.delete(userId, roleId);
      const fault: Fault = ({ path }, response) => {
        if (path !== '/api/users' || data.users.has('newcomer0')) return undefined;
        const like = data.users.list()[0]!;
        for (let i = 0; i < MORE[number]; i++)
          data.users.insert({ ...like, id: `newcomer${i}`, createdAt: Date.now() });
        const rows = data.users.newestFirst().slice(0, HUNDRED);
        return answer(response, 200, rows, { 'total-number': String(counted) });
      };
      return synced({ data, fault }, (snapshot) => {
        const found = [...read.allUsers(snapshot)].map(({ id }) => id);
        const there = data.users.list().map(({ id }) => id);
        assert.deepEqual(found.toSorted(), there.toSorted());
      });
    });
  }

  it('is asked for nothing more where it is not full, or shows all that came', async () => {
    for (const [users, more] of [
      [50, 1],
      [HUNDRED - 1, 0],
    ] as const) {
      const data = generateTenant({ seed: 3, users, organizations: 1, tiedUsers: 0 });
      const asked: string[] = [];
      const fault: Fault = ({ path, query }, response) => {
        if (path !== '/api/users') return undefined;
        asked.push(String(query));
        if (more === 0 || data.users.has('newcomer')) return undefined;
        data.users.insert({ ...data.users.list()[0]!, id: 'newcomer', createdAt: Date.now() });
        return answer(response, 200, data.users.newestFirst(), { 'total-number': String(users) });
      };
      await synced({ data, fault }, (snapshot) => assert.equal(snapshot.info.counts.users, users + more));
      assert.deepEqual(asked.length, 1, asked.join('\n'));
    }
  });
});
