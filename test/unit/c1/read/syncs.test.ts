import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from '../../../support/snapshots.ts';
import { altered, fixture, withC1 } from './support/files.ts';

/** Of which sync a .c1z is read, and how many older ones are said to be in it. */
function readOf(file: string): Promise<readonly [syncId: string | undefined, older: number | undefined]> {
  return withC1(file, ({ info }) => [info.c1?.syncId, info.c1?.olderSyncs] as const);
}

const FIRST = '3MVFoDxopetrVj7kzZcSglmgbjm';
const SECOND = '3MY4vt1sBLZTZm6TGaio0pXiwoq';

describe('Of the syncs in a .c1z', () => {
  for (const [name, syncId, older] of [
    ['example/acme.run1.c1z', FIRST, 0],
    ['example/acme.both.c1z', SECOND, 1],
    ['baton-file/sync.c1z', '3MXGq3rHeLhUfOGZ0utj8HKbXcT', 0],
    ['baton-file/two-syncs.c1z', '3MXH6x0nAwm7M0hTh1xe8ZUbPlA', 1],
  ] as const)
    it(`the newest is read, and how many older ones there are: ${name}`, async () => {
      assert.deepEqual(await readOf(fixture(name)), [syncId, older]);
    });

  for (const [what, sql, syncId, older] of [
    ['a newer one has not ended', `update v1_sync_runs set ended_at = null where id = 2`, FIRST, 0],
    ['a newer one has no end', `update v1_sync_runs set ended_at = '' where id = 2`, FIRST, 0],
    ['a newer one is partial', `update v1_sync_runs set sync_type = 'partial' where id = 2`, FIRST, 0],
    [
      'the newest by its end stands first and began last',
      `update v1_sync_runs set started_at = '2026-12-01 10:00:00', ended_at = '2026-12-02 10:00:00.1' where id = 1`,
      FIRST,
      1,
    ],
    [
      'there are very many',
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 200000)
       insert into v1_sync_runs (sync_id, started_at, ended_at, sync_token)
       select 'older' || i, '2025-01-01 00:00:00', '2025-01-01 00:00:' || (10 + i % 50), '' from n`,
      SECOND,
      200_001,
    ],
  ] as const)
    it(`the newest is read that is full and finished, where ${what}`, () =>
      withFolder(async (folder) => {
        const file = join(folder, 'given.c1z');
        writeFileSync(file, await altered(sql, 'example/acme.both.c1z'));
        assert.deepEqual(await readOf(file), [syncId, older]);
      }));
});
