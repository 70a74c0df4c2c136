import assert from 'node:assert/strict';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import { allUsers } from '../../../src/snapshot/read/all.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { Witness } from '../../support/keys.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { QUICK, withTenant, type Fault } from '../../support/tenant.ts';
import { assertWhole } from '../../support/whole.ts';

describe('A sync that was interrupted among the details, with holes in its lists', () => {
  for (const list of ['users', 'organizations'] as const)
    it(`has them whole once all ${list} can be read, and asks for no details again`, () => {
      const data = generateTenant({ seed: 5, users: 120, organizations: 12, tiedUsers: 0 });
      const broken = data[list].list()[3]!.id;
      const abort = new AbortController();
      const breaks = brokenRows(() => (abort.signal.aborted ? [] : [broken]));
      let details = 0;
      const fault: Fault = (request, response) => {
        if (request.path.endsWith('/mfa-verifications') && ++details === 100) abort.abort();
        return breaks(request, response);
      };
      return withTenant({ data, fault, client: { ...QUICK, most: 1 } }, (_, client) =>
        withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          const wishes = { userDetails: 'all', keepsWork: true } as const;
          await assert.rejects(syncTo(file, client, abort.signal, wishes), /Cancelled/);
          const info = await syncTo(file, client, undefined, wishes);
          assert.deepEqual(info.holes, []);
          assert.match(info.verified, /Mended: every list was asked for anew/);
          assert.ok(details < 130, `${details} times`);
          await withSnapshot(file, (snapshot) => {
            assert.equal(assertWhole(snapshot, new Witness(data)), 0);
            assert.ok([...allUsers(snapshot)].every(({ mfaFactors }) => mfaFactors !== null));
          });
          const made = info.requests - info.repairRequests;
          assert.ok(
            Math.abs(made - info.plannedRequests) <= info.plannedRequests * 0.02 + 3,
            `${made} made, ${info.plannedRequests} planned`,
          );
        }),
      );
    });
});
