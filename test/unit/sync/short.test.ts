import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allResources } from '../../../src/snapshot/read/all.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, firstTimes, withTenant, type Fault } from '../../support/tenant.ts';

/** A list that comes empty some times, though Logto counts six rows. */
function empty(path: string, times: number): Fault {
  return firstTimes(times, path, (response) => void answer(response, 200, [], { 'total-number': '6' }));
}

describe('A list that comes with fewer rows than Logto counts', () => {
  for (const path of ['/api/organizations', '/api/users', '/api/roles'])
    it(`is asked for again, and whole then: ${path}`, () =>
      withTenant({ organizations: 6, fault: empty(path, 2) }, (tenant, client) =>
        withFolder(async (folder) => {
          const { counts, holes } = await syncTo(join(folder, 'a.snapshot'), client);
          assert.equal(counts.organizations, 6);
          assert.equal(counts.users, tenant.data.users.size);
          assert.deepEqual(holes, []);
        }),
      ));

  for (const path of ['/api/organizations', '/api/users'])
    it(`ends the sync where it stays so, with what may be the reason: ${path}`, () =>
      withTenant({ fault: empty(path, Infinity) }, (_, client) =>
        withFolder(async (folder) => {
          const { message, hint } = await accessErrorOf(() => syncTo(join(folder, 'a.snapshot'), client));
          assert.equal(message, `${path} has fewer rows than Logto counts.`);
          assert.match(hint ?? '', /gateway/);
          assert.deepEqual(readdirSync(folder), []);
        }),
      ));
});

describe('An answer that was cut off on the way', () => {
  const cutOff = (times: number): Fault =>
    firstTimes(
      times,
      '/api/resources',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":'),
    );

  it('is asked for once more, which is a repair', () =>
    withTenant({ fault: cutOff(1) }, (tenant, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const { holes, repairRequests } = await syncTo(file, client);
        assert.deepEqual(holes, []);
        assert.ok(repairRequests >= 1);
        await withSnapshot(file, (snapshot) =>
          assert.equal([...allResources(snapshot)].length, tenant.data.resources.size),
        );
      }),
    ));

  it('ends the sync where it stays so, and is told as what it is', () =>
    withTenant({ fault: cutOff(9) }, (_, client) =>
      withFolder(async (folder) => {
        const { message, hint } = await accessErrorOf(() => syncTo(join(folder, 'a.snapshot'), client));
        assert.equal(message, 'The answer to /api/resources is not whole JSON.');
        assert.match(hint ?? '', /cut off/);
        assert.deepEqual(readdirSync(folder), []);
      }),
    ));
});
