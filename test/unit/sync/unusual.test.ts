import assert from 'node:assert/strict';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import { atPage, endpoints } from '../../../src/logto/endpoints.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';

describe('A sync of users with ids that Logto does not make now', function () {
  /** Adds users of one creation time, and syncs. */
  async function findsAll(ids: readonly string[]): Promise<void> {
    const data = generateTenant({ seed: 3, users: 2200, organizations: 1 });
    const like = data.users.list()[0]!;
    for (const id of ids) data.users.insert({ ...like, id });
    await withTenant({ data }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const { holes } = await syncTo(file, client);
        assert.deepEqual(holes, []);
        await withSnapshot(file, (snapshot) => {
          const found = new Set([...all.allUsers(snapshot)].map(({ id }) => id));
          assert.equal(found.size, data.users.size);
          for (const id of ids) assert.ok(found.has(id), id);
        });
      }),
    );
  }

  it('finds those of other characters and lengths', () =>
    findsAll(['ü', 'a', 'ab', 'a-b', 'A', '_', 'x.y@z', 'abcdefghijklmnopqrstuvwxyz']));

  for (const character of ['_', '%'])
    it(`asks with ${character} for those whose id begins with it, and not for everybody`, () => {
      const data = generateTenant({ seed: 3, users: 60, organizations: 1 });
      for (const id of [`${character}one`, `a${character}two`])
        data.users.insert({ ...data.users.list()[0]!, id });
      return withTenant({ data }, async (_, client) => {
        assert.equal((await client.read(atPage(endpoints.users(character), 1))).total, 1);
      });
    });

  it('finds the mixed-case ones of an older version, whom one import gave one creation time', () =>
    findsAll(Array.from({ length: 300 }, (_, i) => `${i % 2 === 0 ? 'Mg' : 'kU'}zzDsyX${i + 1000}`)));
});
