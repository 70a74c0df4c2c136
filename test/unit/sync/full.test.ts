import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
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

describe('A list whose last page is full', () => {
  it('loses no member whom one that came after Logto had counted pushed off the page', () => {
    const data = generateTenant({ seed: 3, users: 300, organizations: 1, tiedUsers: 0 });
    const organizationId = data.organizations.list()[0]!.id;
    for (const id of data.members.membersOf(organizationId)) data.members.delete(organizationId, id);
    const ids = data.users.list().map(({ id }) => id);
    const [first, ...others] = ids.toSorted().slice(0, HUNDRED + 1);
    for (const id of others) data.members.set(organizationId, id, []);
    const fault: Fault = ({ path }, response) => {
      if (path !== `/api/organizations/${organizationId}/users`) return undefined;
      if (data.members.has(organizationId, first!)) return undefined;
      data.members.set(organizationId, first!, []);
      const members = [first!, ...others].map((id) => ({ ...data.users.get(id)!, organizationRoles: [] }));
      return answer(response, 200, members.slice(0, HUNDRED), { 'total-number': String(HUNDRED) });
    };
    return synced({ data, fault }, (snapshot) => {
      const found = [...all.allMemberships(snapshot)].map(({ userId }) => userId);
      assert.deepEqual(found.toSorted(), [first, ...others]);
    });
  });

  it('loses no user whom one that signed up after Logto had counted pushed off the page', () => {
    const data = generateTenant({ seed: 3, users: HUNDRED, organizations: 1, tiedUsers: 0 });
    for (const { organizationId, memberId } of [...data.members])
      data.members.delete(organizationId, memberId);
    for (const [userId, roleId] of [...data.userRoles]) data.userRoles.delete(userId, roleId);
    const fault: Fault = ({ path }, response) => {
      if (path !== '/api/users' || data.users.has('newcomer')) return undefined;
      const like = data.users.list()[0]!;
      data.users.insert({ ...like, id: 'newcomer', createdAt: Date.now() });
      const rows = data.users.newestFirst().slice(0, HUNDRED);
      return answer(response, 200, rows, { 'total-number': String(HUNDRED) });
    };
    return synced({ data, fault }, (snapshot) => {
      const found = [...all.allUsers(snapshot)].map(({ id }) => id);
      const there = data.users.list().map(({ id }) => id);
      assert.deepEqual(found.toSorted(), there.toSorted());
    });
  });
});
