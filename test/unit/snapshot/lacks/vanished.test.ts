import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hole, SnapshotCounts } from '../../../../src/snapshot/model.ts';
import { PartialFile } from '../../../../src/snapshot/write/partialFile.ts';
import { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { UNREADABLE, vanishedSince, type VanishedSince } from '../../../../src/snapshot/lacks/vanished.ts';
import { vanishedText } from '../../../../src/snapshot/lacks/vanishedText.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';
import { syncTo, withFolder } from '../../../support/snapshots.ts';
import { withTenant } from '../../../support/tenant.ts';
import { infoOf, organization, user, writeSnapshot } from '../support/rows.ts';

const users = (number: number): ReturnType<typeof user>[] =>
  Array.from({ length: number }, (_, i) => user(`u${i}`));

/** Bytes of a page of a snapshot. */
const PAGE = 8192;

const goneUsers = (found: VanishedSince): number | undefined =>
  found === UNREADABLE ? undefined : found?.users;

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
        assert.equal(goneUsers(vanishedSince(before, writer)), gone);
        writer.abandon();
      }
    }));

  /** A hole, and what of 20 users who are all in `big` and in `small` is gone where it is. */
  const HOLES: readonly (readonly [
    title: string,
    hole: Omit<Hole, 'reason'>,
    left: { users: number; organizations: readonly string[]; members: Readonly<Record<string, number>> },
    gone: VanishedSince,
  ])[] = [
    [
      'members of an organization of which nobody knows how many cannot be read',
      { in: 'members', of: 'big' },
      { users: 20, organizations: ['big', 'small'], members: { small: 19 } },
      undefined,
    ],
    [
      'as many members of an organization as cannot be read',
      { in: 'members', of: 'big', rows: 1 },
      { users: 20, organizations: ['big', 'small'], members: { small: 1 } },
      { since: 'before', users: 0, organizations: 0, memberships: 38 },
    ],
    [
      'as many users as cannot be read, nor what any of the lost ones is a member of',
      { in: 'users', rows: 1 },
      { users: 9, organizations: ['big', 'small'], members: { big: 9, small: 9 } },
      undefined,
    ],
    [
      'no more users than that',
      { in: 'users', rows: 1 },
      { users: 8, organizations: ['big', 'small'], members: { big: 8, small: 8 } },
      { since: 'before', users: 11, organizations: 0, memberships: 0 },
    ],
    [
      'an organization that cannot be read, nor its members',
      { in: 'organizations', rows: 1 },
      { users: 20, organizations: ['small'], members: { small: 9 } },
      undefined,
    ],
  ];
  for (const [title, hole, left, gone] of HOLES)
    it(`is not what may lie in a hole: ${title}`, () =>
      withFolder((folder) => {
        const before = join(folder, 'before.snapshot');
        const organizations = [organization('big'), organization('small')];
        const all = Object.fromEntries(users(20).map(({ id }) => [id, []]));
        writeSnapshot(
          before,
          { users: users(20), organizations, members: { big: all, small: all } },
          { id: 'before' },
        );
        const writer = new SnapshotWriter(join(folder, 'a.snapshot'));
        writer.putUsers(users(left.users));
        writer.putOrganizations(organizations.filter(({ id }) => left.organizations.includes(id)));
        for (const [id, members] of Object.entries(left.members))
          writer.putMembers(
            id,
            users(members).map((one) => ({ userId: one.id, roleIds: [] })),
          );
        writer.work.leaveHole('list', { ...hole, reason: 'It cannot be read.' });
        assert.deepEqual(vanishedSince(before, writer), gone);
        writer.abandon();
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
        assert.equal(goneUsers(vanishedSince(before, writer)), 20);
        writer.abandon();
        assert.deepEqual(readdirSync(join(root, name)), [`${name}.snapshot`]);
      }));

  it('does not stand in the way of a sync whichever page of it is damaged, and is said to be unreadable', () =>
    withFolder((folder) => {
      const [whole, before] = [join(folder, 'whole.snapshot'), join(folder, 'before.snapshot')];
      writeSnapshot(whole, { users: users(300) });
      const bytes = readFileSync(whole);
      const told = new Set<unknown>();
      for (let at = PAGE; at < bytes.length; at += PAGE) {
        copyFileSync(whole, before);
        writeFileSync(before, Buffer.from(bytes).fill(0xff, at, at + PAGE));
        const writer = new SnapshotWriter(join(folder, 'a.snapshot'));
        writer.putUsers(users(300));
        told.add(vanishedSince(before, writer));
        writer.finish(infoOf(writer));
        Snapshot.open(join(folder, 'a.snapshot')).close();
      }
      assert.ok(told.has(UNREADABLE), [...told].join());
      assert.ok([...told].every((one) => one === undefined || one === UNREADABLE));
    }));

  it('is not known of a damaged one, which the snapshot of a sync says', () =>
    withTenant({ users: 20, organizations: 2 }, (_, client) =>
      withFolder(async (folder) => {
        const previous = join(folder, 'before.snapshot');
        writeFileSync(previous, 'This is no snapshot, but long enough to look like one.');
        const { verified, vanished } = await syncTo(join(folder, 'a.snapshot'), client, undefined, {
          previous,
        });
        assert.match(verified, /The last snapshot is damaged or cannot be read, so it was not compared /);
        assert.equal(vanished, undefined);
      }),
    ));

  it('is none since one that is no snapshot, which is said, or is not there', () =>
    withFolder((folder) => {
      const before = join(folder, 'before.snapshot');
      const writer = new SnapshotWriter(join(folder, 'a.snapshot'));
      assert.equal(vanishedSince(before, writer), undefined);
      writeFileSync(before, 'This is no snapshot, but long enough to look like one.');
      assert.equal(vanishedSince(before, writer), UNREADABLE);
      writer.abandon();
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
