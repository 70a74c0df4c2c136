import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import { atPage, endpoints } from '../../../src/logto/endpoints.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { withMoment } from '../../support/moment.ts';
import { withTenant, type Fault } from '../../support/tenant.ts';

describe('A sync of users with ids that Logto does not make now', function () {
  /** Syncs, and gives the ids of all users, who are as many as there are in the end. */
  async function foundIn(data: TenantData, fault: Fault = () => undefined): Promise<ReadonlySet<string>> {
    let found: ReadonlySet<string> = new Set();
    await withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const { holes } = await syncTo(file, client);
        assert.deepEqual(holes, []);
        await withSnapshot(file, (snapshot) => {
          found = new Set([...all.allUsers(snapshot)].map(({ id }) => id));
        });
      }),
    );
    assert.equal(found.size, data.users.size);
    return found;
  }

  /** Adds users of one creation time, and syncs. */
  async function findsAll(ids: readonly string[]): Promise<void> {
    const data = generateTenant({ seed: 3, users: 2200, organizations: 1 });
    const like = data.users.list()[0]!;
    for (const id of ids) data.users.insert({ ...like, id });
    const found = await foundIn(data);
    for (const id of ids) assert.ok(found.has(id), id);
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

  /** Users with ids of an older version, from the newest to the oldest. */
  function withOlder(data: TenantData, count: number): string[] {
    const like = data.users.list()[0]!;
    const ids = Array.from({ length: count }, (_, i) => `AzzDsyX${i + 1000}`);
    for (const [i, id] of ids.entries())
      data.users.insert({ ...like, id, createdAt: like.createdAt + count - i });
    return ids;
  }

  const isUnusual = (query: URLSearchParams): boolean => query.get('search.id')?.startsWith('^(') === true;

  it('gives a role to nobody who never held it, while one gets it and another one loses it between two pages', () => {
    const data = generateTenant({ seed: 3, users: 6000, organizations: 1, tiedUsers: 0 });
    const role = data.roles.list().find(({ name }) => name === 'Support agent')!.id;
    for (const { id } of data.users.list()) data.userRoles.add(id, role);
    const without = withOlder(data, 161);
    const [given, taken] = [without[3]!, without[160]!];
    data.userRoles.add(taken, role);
    return withMoment(
      data,
      (_, query) => query.get('excludeRoleId') === role && isUnusual(query) && query.get('page') === '2',
      () => {
        data.userRoles.add(given, role);
        data.userRoles.delete(taken, role);
      },
      (snapshot) => {
        const never = new Set(without.filter((id) => id !== given && id !== taken));
        const holders = [...all.allGlobalRoleUsers(snapshot)].filter(({ roleId }) => roleId === role);
        assert.deepEqual(
          holders.filter(({ holderId }) => never.has(holderId)),
          [],
        );
      },
    );
  });

  it('finds one whom ties hide in every reading, although another one is deleted meanwhile', async () => {
    const data = generateTenant({ seed: 1, users: 2200, organizations: 1 });
    const ids = withOlder(data, 110);
    const [hidden, tied, deleted] = [ids[99]!, ids[100]!, ids[5]!];
    const fault: Fault = ({ path, query }, response) => {
      if (path !== '/api/users') return undefined;
      if (query.get('search.id') === 'A%') data.deleteUser(deleted);
      if (!isUnusual(query) || query.get('page_size') !== '100') return undefined;
      const end = response.end.bind(response);
      response.end = (text: unknown) => end(String(text).replace(`"id":"${hidden}"`, `"id":"${tied}"`));
      return undefined;
    };
    const found = await foundIn(data, fault);
    assert.deepEqual([found.has(hidden), found.has(tied), found.has(deleted)], [true, true, false]);
  });
});
