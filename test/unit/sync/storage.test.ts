import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sinon from 'sinon';
import { PartialFile } from '../../../src/snapshot/write/partialFile.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { SnapshotWriter } from '../../../src/snapshot/write/writer.ts';
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

/** Leaves no room on a disk. */
function fillUp(folder: string): void {
  for (let size = 1024 * 1024; size >= 4096; size /= 2)
    try {
      for (let i = 0; ; i++) writeFileSync(join(folder, `filler-${size}-${i}`), Buffer.alloc(size));
    } catch {
      // full for this size
    }
}

function othersThanFillers(folder: string): string[] {
  return readdirSync(folder).filter((name) => !name.startsWith('filler'));
}

/** Steps at the end of a sync, when all was read. */
const LATE = {
  'while the last lists are indexed': [SnapshotWriter, 'index'],
  'before it is made a snapshot': [PartialFile, 'finish'],
  'before what was written beside the file is put into it': [PartialFile, 'giveName'],
} as const;

/** Fills a disk before a step is taken for the first time. */
function fillUpBefore(
  folder: string,
  { prototype }: (typeof LATE)[keyof typeof LATE][0],
  method: string,
): sinon.SinonStub {
  const steps = prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const take = steps[method]!;
  return sinon.stub(steps, method).callsFake(function (this: unknown, ...args) {
    fillUp(folder);
    return take.apply(this, args);
  });
}

describe('A sync that cannot write', () => {
  afterEach(() => sinon.restore());

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
      fillUp(folder);
      const error = await accessErrorOf(run());
      assert.equal(error.code, 'storage.full');
      assertLastIsWhole(file);
      assert.deepEqual(othersThanFillers(folder), ['a.snapshot']);
    }),
  );

  for (const [when, [type, method]] of Object.entries(LATE))
    it(
      `says so too where the disk fills up ${when}, leaves no other file, and works once there is room`,
      onDisk(32, async ({ folder }, run, file) => {
        const filled = fillUpBefore(folder, type, method);
        const error = await accessErrorOf(run());
        assert.ok(filled.called);
        assert.equal(error.code, 'storage.full');
        assert.match(error.message, /a\.snapshot cannot be written: the disk is full/);
        assertLastIsWhole(file);
        assert.deepEqual(othersThanFillers(folder), ['a.snapshot']);
        sinon.restore();
        for (const name of readdirSync(folder)) if (name.startsWith('filler')) rmSync(join(folder, name));
        await run();
        assertLastIsWhole(file);
        assert.deepEqual(readdirSync(folder), ['a.snapshot']);
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
