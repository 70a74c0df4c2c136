import assert from 'node:assert/strict';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

describe('A sync of who holds a global role', () => {
  it('makes nobody a holder who lost the role, where ties hide in the second reading who got it', () => {
    const data = generateTenant({ seed: 3, users: 450, organizations: 1, tiedUsers: 0 });
    const role = data.roles.list().find(({ isDefault, type }) => !isDefault && type === 'User')!;
    const [lost, got, ...holders] = data.users.list().slice(0, 241);
    for (const { id } of data.users.list()) data.userRoles.delete(id, role.id);
    for (const { id } of [got!, ...holders]) data.userRoles.add(id, role.id);
    const path = `/api/roles/${role.id}/users`;
    let reading = 0;
    const fault: Fault = (request, response) => {
      const page = Number(request.query.get('page'));
      if (request.path !== path || request.query.get('page_size') === '1') return undefined;
      if (page === 1) reading++;
      if (reading > 2) return undefined;
      const rows = [reading === 1 ? lost : holders[0], ...holders].map((one) => ({ id: one!.id }));
      const body = rows.slice((page - 1) * 100, page * 100);
      return answer(response, 200, body, { 'total-number': String(rows.length) });
    };
    return withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        await syncTo(file, client);
        await withSnapshot(file, (snapshot) => {
          const holds = [...all.allGlobalRoleUsers(snapshot)].filter(({ roleId }) => roleId === role.id);
          const found = new Set(holds.map(({ holderId }) => holderId));
          assert.deepEqual([found.has(lost!.id), found.has(got!.id), found.size], [false, true, 240]);
        });
      }),
    );
  });
});
