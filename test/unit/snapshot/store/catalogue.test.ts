import assert from 'node:assert/strict';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setAside } from '../../../../src/snapshot/store/aside.ts';
import { Catalogue } from '../../../../src/snapshot/store/catalogue.ts';
import { factsFileOf } from '../../../../src/snapshot/store/facts.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { writeSnapshot } from '../support/rows.ts';

const MONDAY = Date.UTC(2026, 10, 23, 9, 30, 15, 42);
const TUESDAY = MONDAY + 24 * 3600 * 1000;

/** Runs a test with a catalogue that has two snapshots of one tenant and one of another. */
function withCatalogue(test: (catalogue: Catalogue, root: string) => void): Promise<void> {
  return withFolder((root) => {
    const catalogue = new Catalogue(root);
    for (const [tenantId, startedAt] of [
      ['acme', TUESDAY],
      ['acme', MONDAY],
      ['other', MONDAY],
    ] as const)
      writeSnapshot(catalogue.fileFor(tenantId, startedAt), {}, { tenantId, startedAt });
    test(catalogue, root);
  });
}

describe('The catalogue of snapshots', () => {
  it('names a file by its tenant and the time the sync started, fit for any file system', () =>
    withFolder((root) => {
      const file = new Catalogue(root).fileFor('acme', MONDAY);
      assert.equal(dirname(file), join(root, 'acme'));
      assert.equal(basename(file), '2026-11-23T09-30-15-042Z.snapshot');
    }));

  it('lists the snapshots of one tenant, newest first', () =>
    withCatalogue((catalogue) => {
      assert.deepEqual(
        catalogue.list('acme').map(({ file, info }) => [file, info.startedAt]),
        [TUESDAY, MONDAY].map((at) => [catalogue.fileFor('acme', at), at]),
      );
      assert.equal(catalogue.newest('acme')?.info.startedAt, TUESDAY);
    }));

  it('leaves a snapshot where it is if its facts cannot be set aside with it', () =>
    withCatalogue((catalogue, root) => {
      const file = catalogue.fileFor('acme', MONDAY);
      catalogue.note(file, { label: 'Before the audit' });
      mkdirSync(
        join(root, 'acme', 'deleted', String(process.pid), basename(factsFileOf(file)), 'in the way'),
        {
          recursive: true,
        },
      );
      assert.throws(() => setAside(file), { code: 'storage.failed' });
      assert.deepEqual(
        catalogue.list('acme').map(({ facts }) => facts.label),
        [undefined, 'Before the audit'],
      );
    }));

  it('has nothing of a tenant that was never synced', () =>
    withCatalogue((catalogue) => {
      assert.deepEqual(catalogue.list('nobody'), []);
      assert.equal(catalogue.newest('nobody'), undefined);
    }));

  it('passes over partial, broken and foreign files and folders, and tells which of them ought to be snapshots', () =>
    withCatalogue((catalogue, root) => {
      writeFileSync(join(root, 'acme', 'a.snapshot.partial'), 'half');
      writeFileSync(join(root, 'acme', 'b.snapshot'), 'broken');
      writeFileSync(join(root, 'acme', 'notes.txt'), 'foreign');
      mkdirSync(join(root, 'acme', 'c.snapshot'));
      assert.equal(catalogue.list('acme').length, 2);
      assert.deepEqual(
        catalogue.unreadable('acme').map(({ file }) => file),
        [join(root, 'acme', 'b.snapshot')],
      );
      assert.deepEqual(catalogue.unreadable('other'), []);
    }));

  it('sees a snapshot that took the place of another', () =>
    withCatalogue((catalogue) => {
      const file = catalogue.fileFor('acme', MONDAY);
      assert.equal(catalogue.list('acme').at(-1)?.info.requests, 1);
      writeSnapshot(file, {}, { tenantId: 'acme', startedAt: MONDAY, requests: 99 });
      utimesSync(file, new Date(), new Date(Date.now() + 60_000));
      assert.equal(catalogue.list('acme').at(-1)?.info.requests, 99);
    }));

  it('removes the work of an unfinished sync, and no snapshot', () =>
    withCatalogue((catalogue) => {
      const work = catalogue.workFileOf('acme');
      for (const suffix of ['', '-wal', '-shm']) writeFileSync(work + suffix, 'half');
      catalogue.removeWork('acme');
      catalogue.removeWork('nobody');
      assert.deepEqual(
        ['', '-wal', '-shm'].filter((suffix) => existsSync(work + suffix)),
        [],
      );
      assert.equal(catalogue.list('acme').length, 2);
    }));

  it('removes all snapshots of one tenant, and of no other', () =>
    withCatalogue((catalogue, root) => {
      catalogue.removeAll('acme');
      catalogue.removeAll('nobody');
      assert.ok(!existsSync(join(root, 'acme')));
      assert.deepEqual(catalogue.list('acme'), []);
      assert.equal(catalogue.list('other').length, 1);
    }));
});
