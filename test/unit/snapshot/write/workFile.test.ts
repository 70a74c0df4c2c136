import assert from 'node:assert/strict';
import { copyFileSync, utimesSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { PageRef } from '../../../../src/snapshot/write/syncWork.ts';
import { startOfWork } from '../../../../src/snapshot/write/workFile.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';
import { withFolder } from '../../../support/snapshots.ts';

/** The work of a sync as a crash leaves it, last written so many seconds before or after the machine was started. */
function crashedIn(folder: string, secondsSinceStart: number): string {
  const left = join(folder, `${secondsSinceStart}.partial`);
  const writer = new SnapshotWriter(join(folder, 'a.snapshot'));
  for (const suffix of ['', '-wal'])
    copyFileSync(join(folder, `a.snapshot.partial${suffix}`), `${left}${suffix}`);
  writer.abandon();
  const at = Date.now() / 1000 - uptime() + secondsSinceStart;
  for (const suffix of ['', '-wal']) utimesSync(`${left}${suffix}`, at, at);
  return left;
}

describe('The work of a sync that nobody closed', () => {
  it('is there for the next one after a crash', () =>
    withFolder((folder) => assert.ok(startOfWork(crashedIn(folder, 60)))));

  it('is not trusted once the machine itself has stopped: nothing waited for its disk', () =>
    withFolder((folder) => assert.equal(startOfWork(crashedIn(folder, -60)), undefined)));

  it('is gone on with where an older version has left it: its pages have the rows that Logto counted', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const writer = new SnapshotWriter(file);
      const [first, second] = [1, 2].map((page) => ({ page, size: 100 })) as [PageRef, PageRef];
      for (const ref of [first, second])
        writer.work.mark('/users', { ...ref, total: 130, rows: 7, head: null, tail: null });
      writer.work.markWhole('/roles', 3);
      writer.keep();
      const work = new DatabaseSync(`${file}.partial`);
      work.exec('alter table pages drop column rows');
      work.close();
      const next = new SnapshotWriter(file, undefined, () => true);
      assert.equal(next.resumed, true);
      assert.deepEqual(
        [first, second].map((ref) => next.work.pageOf('/users', ref)?.rows),
        [100, 30],
      );
      assert.equal(next.work.isWhole('/roles'), true);
      next.work.mark('/users', { ...first, total: 130, rows: 99, head: null, tail: 'u99' });
      assert.deepEqual(next.work.pageOf('/users', first), {
        ...first,
        ...{ total: 130, rows: 99, head: null, tail: 'u99' },
      });
      next.abandon();
    }));
});
