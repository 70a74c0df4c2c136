import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotCounts } from '../../../src/snapshot/model.ts';
import { PartialFile } from '../../../src/snapshot/partialFile.ts';
import { vanishedSince } from '../../../src/snapshot/vanished.ts';
import { vanishedText } from '../../../src/snapshot/vanishedText.ts';
import { SnapshotWriter } from '../../../src/snapshot/writer.ts';
import { withFolder } from '../../support/snapshots.ts';
import { user, writeSnapshot } from './support/rows.ts';

const users = (number: number): ReturnType<typeof user>[] =>
  Array.from({ length: number }, (_, i) => user(`u${i}`));

const COUNTS = { users: 2000, organizations: 12, memberships: 1 } as SnapshotCounts;

describe('What vanished since an earlier snapshot', () => {
  it('says how much of what vanished', () => {
    const vanished = { since: 'before', users: 1203, organizations: 0, memberships: 1 };
    assert.equal(vanishedText({ vanished }, COUNTS), '1,203 of 2,000 users, 1 of 1 memberships');
    assert.equal(vanishedText({ vanished }), '1,203 users, 1 memberships');
  });

  it('is told where it is more than half, and not where it is less', () =>
    withFolder((folder) => {
      const before = join(folder, 'before.snapshot');
      writeSnapshot(before, { users: users(20) });
      for (const [left, gone] of [
        [10, undefined],
        [9, 11],
      ] as const) {
        const writer = new SnapshotWriter(join(folder, 'a.snapshot'));
        writer.putUsers(users(left));
        assert.equal(vanishedSince(before, writer)?.users, gone);
        writer.abandon();
      }
    }));

  const isWindows = process.platform === 'win32';
  for (const name of [
    'a b',
    '100 %',
    '%20',
    '#1',
    'a&mode=rwc',
    'Ünï 群 🙂',
    ...(isWindows ? [] : ['a?mode=rwc', 'a\\b']),
  ])
    it(`is read from a file called ${name} in a folder called so, which is not written to`, () =>
      withFolder((root) => {
        const before = join(root, name, `${name}.snapshot`);
        writeSnapshot(before, { users: users(20) });
        const writer = new SnapshotWriter(join(root, name, 'a.snapshot'));
        assert.equal(vanishedSince(before, writer)?.users, 20);
        writer.abandon();
        assert.deepEqual(readdirSync(join(root, name)), [`${name}.snapshot`]);
      }));

  it('cannot be written to while it is looked at', () =>
    withFolder((folder) => {
      const before = join(folder, 'before.snapshot');
      writeSnapshot(before, { users: users(2) });
      const start = { startedAt: 0, baseUrl: '', wishes: '' };
      const partial = new PartialFile(join(folder, 'a.partial'), start, () => false);
      assert.throws(
        () => partial.compareWith(before, () => partial.exec('delete from other.users')),
        /readonly/,
      );
      assert.throws(
        () => partial.compareWith(join(folder, 'none.snapshot'), () => undefined),
        /unable to open/,
      );
      partial.abandon();
      assert.ok(!existsSync(join(folder, 'none.snapshot')));
    }));
});
