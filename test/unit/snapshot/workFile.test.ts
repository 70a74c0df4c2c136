import assert from 'node:assert/strict';
import { copyFileSync, utimesSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startOfWork } from '../../../src/snapshot/workFile.ts';
import { SnapshotWriter } from '../../../src/snapshot/writer.ts';
import { withFolder } from '../../support/snapshots.ts';
import { user } from './support/rows.ts';

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

  it('is begun anew where an older version has left it, which remembered less of each page', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const writer = new SnapshotWriter(file);
      writer.putUsers([user('u1')]);
      writer.keep();
      const work = new DatabaseSync(`${file}.partial`);
      work.exec('alter table pages drop column rows');
      work.close();
      assert.equal(startOfWork(`${file}.partial`), undefined);
      const next = new SnapshotWriter(file, undefined, () => true);
      assert.deepEqual([next.resumed, next.countUsers()], [false, 0]);
      next.abandon();
    }));
});
