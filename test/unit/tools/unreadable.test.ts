import assert from 'node:assert/strict';
import { mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SHOP } from '../access/support/shop.ts';
import { writeSnapshot } from '../snapshot/support/rows.ts';
import { refused, withLibrary, type Answer } from './support/library.ts';

type Listed = Answer & { readonly unreadable?: readonly object[]; readonly moreUnreadable?: number };

/** When the snapshots of these tests were made, and the files that were damaged since. */
const MADE = { endedAt: Date.parse('2026-01-01T00:01:00Z') };
const WRITTEN = '2026-01-02T00:00:00.000Z';

function damage(file: string, when = WRITTEN): void {
  truncateSync(file, 4096);
  utimesSync(file, new Date(when), new Date(when));
}

describe('A snapshot file that cannot be read', function () {
  it('is told by what is asked instead, which may not be the newest, and is listed as such', () =>
    withLibrary(
      [
        [SHOP, MADE],
        [SHOP, MADE],
      ],
      async (ask, _, folder) => {
        assert.equal((await ask('logto_find', { query: 'ada' })).snapshot.newer, undefined);
        damage(join(folder, '2.snapshot'));
        const { snapshot } = await ask('logto_find', { query: 'ada' });
        assert.deepEqual(
          [snapshot.id, snapshot.newer],
          [
            'run1',
            `"2.snapshot", written ${WRITTEN}, cannot be read: there may be a newer snapshot than this one`,
          ],
        );
        const { rows, total, unreadable } = (await ask('logto_snapshots')) as Listed;
        assert.deepEqual([rows[0]?.newer, total], [snapshot.newer, 1]);
        assert.deepEqual(unreadable, [
          { file: '2.snapshot', writtenAt: WRITTEN, why: 'It is damaged, or no snapshot.' },
        ]);
      },
    ));

  it('is not taken for newer where it was written before, lies in another folder, or an older one was asked', () =>
    withLibrary(
      [
        [SHOP, MADE],
        [SHOP, MADE],
        [SHOP, MADE],
      ],
      async (ask, _, folder) => {
        damage(join(folder, '2.snapshot'), '2025-12-31T00:00:00Z');
        mkdirSync(join(folder, 'other'));
        writeFileSync(join(folder, 'other', 'x.snapshot'), 'no database');
        assert.equal((await ask('logto_find', { query: 'ada' })).snapshot.newer, undefined);
        damage(join(folder, '2.snapshot'));
        assert.match((await ask('logto_find', { query: 'ada' })).snapshot.newer ?? '', /^"2\.snapshot", /);
        const { snapshot } = await ask('logto_find', { query: 'ada', snapshot: 'run1' });
        assert.deepEqual([snapshot.id, snapshot.newer], ['run1', undefined]);
      },
    ));

  it('may be of a newer Logto Access, which is said of it', () =>
    withLibrary([[SHOP], [SHOP]], async (ask, _, folder) => {
      const database = new DatabaseSync(join(folder, '2.snapshot'));
      database.exec('pragma user_version = 99');
      database.close();
      const { unreadable } = (await ask('logto_snapshots')) as Listed;
      assert.equal((unreadable?.[0] as { why: string }).why, 'It was written by a newer Logto Access.');
    }));

  it('is named where there is no other, and of many the newest', () =>
    withLibrary([[SHOP]], async (ask, _, folder) => {
      for (let i = 2; i <= 13; i++) {
        const file = join(folder, `${i}.snapshot`);
        writeSnapshot(file, {}, { id: `run${i}` });
        damage(file, `2026-01-${String(i).padStart(2, '0')}T00:00:00Z`);
      }
      const newest = '"13.snapshot", written 2026-01-13T00:00:00.000Z, and 11 more cannot be read';
      assert.equal(
        (await ask('logto_find', { query: 'ada' })).snapshot.newer,
        `${newest}: there may be a newer snapshot than this one`,
      );
      const { unreadable, moreUnreadable } = (await ask('logto_snapshots')) as Listed;
      assert.deepEqual([unreadable?.length, moreUnreadable], [10, 2]);
      assert.equal((unreadable?.[0] as { file: string }).file, '13.snapshot');
      rmSync(join(folder, '1.snapshot'));
      await refused(
        ask('logto_find', { query: 'ada' }),
        `There is no snapshot to ask: ${newest}. A person has to sync a tenant in Logto Access first.`,
      );
    }));
});
