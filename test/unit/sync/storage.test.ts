import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withSmallDisk, type SmallDisk } from '../../support/smallDisk.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';

const USERS = 3000;

/** Runs a test on a disk of its own that holds the snapshot of the last sync; skips it where there can be none. */
function onDisk(
  megabytes: number,
  test: (disk: SmallDisk, run: () => Promise<unknown>, file: string) => Promise<void>,
) {
  return async function (this: Mocha.Context): Promise<void> {
    const place = { isMounted: true };
    await withFolder((folder) =>
      withTenant({ users: USERS, organizations: 20 }, async (_, client) => {
        const last = join(folder, 'last.snapshot');
        await syncTo(last, client);
        place.isMounted = await withSmallDisk(megabytes, async (disk) => {
          const file = join(disk.folder, 'a.snapshot');
          copyFileSync(last, file);
          await test(disk, () => syncTo(file, client, undefined, { keepsWork: true }), file);
        });
      }),
    );
    if (!place.isMounted) this.skip();
  };
}

function assertLastIsWhole(file: string): void {
  const snapshot = Snapshot.open(file);
  assert.equal(snapshot.info.counts.users, USERS);
  assert.equal(snapshot.get('pragma integrity_check')?.integrity_check, 'ok');
  snapshot.close();
}

describe('A sync that cannot write', () => {
  it(
    'says that the disk is full, keeps the last snapshot whole, and leaves no other file',
    onDisk(4, async ({ folder }, run, file) => {
      writeFileSync(join(folder, 'filler'), Buffer.alloc(1024 * 1024));
      const error = await accessErrorOf(run());
      assert.equal(error.code, 'storage.full');
      assert.match(error.message, /a\.snapshot cannot be written: the disk is full/);
      assert.match(error.hint ?? '', /Free some space/);
      assertLastIsWhole(file);
      assert.deepEqual(readdirSync(folder), ['a.snapshot', 'filler']);
    }),
  );

  it(
    'leaves no file either where the disk is full from the start',
    onDisk(4, async ({ folder }, run, file) => {
      for (let size = 1024 * 1024; size >= 4096; size /= 2)
        try {
          for (let i = 0; ; i++) writeFileSync(join(folder, `filler-${size}-${i}`), Buffer.alloc(size));
        } catch {
          // full for this size
        }
      const error = await accessErrorOf(run());
      assert.equal(error.code, 'storage.full');
      assertLastIsWhole(file);
      const others = readdirSync(folder).filter((name) => !name.startsWith('filler'));
      assert.deepEqual(others, ['a.snapshot']);
    }),
  );

  it(
    'says that the folder is read-only, and leaves it as it is',
    onDisk(16, async (disk, run, file) => {
      disk.makeReadOnly();
      const error = await accessErrorOf(run());
      assert.equal(error.code, 'storage.failed');
      assert.match(error.message, /cannot be written/);
      assert.match(error.hint ?? '', /may be written to/);
      assertLastIsWhole(file);
      assert.deepEqual(readdirSync(disk.folder), ['a.snapshot']);
    }),
  );
});
