import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { historyOf, type HistoryProgress } from '../../../src/changes/history.ts';
import { historyText } from '../../../src/changes/text/historyText.ts';
import type { Change, Comparison } from '../../../src/changes/model.ts';
import { CancelledError } from '../../../src/errors.ts';
import { runJob } from '../../../src/jobs/run.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import type { Only } from '../../../src/snapshot/read/only.ts';
import { withFolder } from '../../support/snapshots.ts';
import { organizationRole, user, writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { anyRows } from './support/anyRows.ts';
import { but, TENANT, told } from './support/compared.ts';

const DAY = 24 * 3600 * 1000;
const FIRST = Date.UTC(2026, 10, 3, 9, 30);

/** Writes one snapshot a week, and gives their files, newest first. */
function written(
  folder: string,
  weeks: readonly Rows[],
  infos: readonly Partial<SnapshotInfo>[] = [],
): string[] {
  return weeks
    .map((rows, week) => {
      const file = join(folder, `${week}.snapshot`);
      writeSnapshot(file, rows, { id: `s${week}`, endedAt: FIRST + week * 7 * DAY, ...infos[week] });
      return file;
    })
    .reverse();
}

const WEEKS: readonly Rows[] = [
  TENANT,
  but({ members: { o1: { u1: ['r1'], u2: [] } } }),
  but({
    members: { o1: { u2: ['r1'] } },
    organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1', 's2'] })],
  }),
];

const ADA: Only = { kind: 'user', id: 'u1' };
const BOB: Only = { kind: 'user', id: 'u2' };

function history(weeks: readonly Rows[], of: Only): Promise<Comparison[]> {
  return withFolder((folder) => historyOf({ files: written(folder, weeks), of }));
}

describe('The history of one', function () {
  it('of a user is what happened to them, and to roles that they hold, newest first', async () => {
    assert.deepEqual((await history(WEEKS, BOB)).map(told), [
      [
        'added roleAssignment: Bob now holds admin',
        'changed organizationRole: organization role admin: permissions: read → read, write (gained by 1 application)',
      ],
      ['added membership: Bob joined'],
    ]);
    assert.deepEqual(
      (await history(WEEKS, ADA)).map(({ after }) => after.id),
      ['s2'],
    );
  });

  it('tells what lay in a hole of the snapshots between, since the last one that knows it', () =>
    withFolder(async (folder) => {
      const holes = [{ in: 'members', of: 'o1', reason: 'Row 7 cannot be read.' }] as const;
      const unread = but({ members: { o1: {} } });
      const weeks = [TENANT, unread, unread, but({ members: { o1: { u1: ['r1'], u2: [] } } })];
      const steps = await historyOf({ files: written(folder, weeks, [{}, { holes }, { holes }]), of: BOB });
      assert.deepEqual(
        steps
          .filter(({ changes }) => changes.length > 0)
          .map((step) => [step.before.id, step.after.id, ...told(step)]),
        [['s0', 's3', 'added membership: Bob joined']],
      );
    }));

  it('tells a field that lay in a hole beside one that did not', () =>
    withFolder(async (folder) => {
      const role = (name: string, scopeIds: string[]): Rows =>
        but({ organizationRoles: [organizationRole('r1', { name, scopeIds })] });
      const weeks = [role('admin', ['s1']), role('admin', []), role('boss', ['s1', 's2'])];
      const holes = [{ in: 'scopes', reason: 'Logto failed.' }] as const;
      const of: Only = { kind: 'organizationRole', id: 'r1' };
      const steps = await historyOf({ files: written(folder, weeks, [{}, { holes }]), of });
      assert.deepEqual(
        steps.flatMap(({ before, changes }) =>
          changes.map(({ fields, effects, touches = [] }) => [
            before.id,
            fields.map(({ field }) => field),
            effects,
            touches.length,
          ]),
        ),
        [
          ['s1', ['name'], [], 0],
          ['s0', ['permissions'], ['gained'], 1],
        ],
      );
    }));

  it('of an organization is what happened in it', async () => {
    assert.deepEqual((await history(WEEKS, { kind: 'organization', id: 'o1' })).map(told), [
      [
        'removed membership: Ada is no longer a member',
        'removed roleAssignment: Ada no longer holds admin',
        'added roleAssignment: Bob now holds admin',
      ],
      ['added membership: Bob joined'],
    ]);
  });

  it('of a role is what it permits, and who got and lost it', async () => {
    assert.deepEqual((await history(WEEKS, { kind: 'organizationRole', id: 'r1' })).map(told), [
      [
        'removed roleAssignment: Ada no longer holds admin',
        'added roleAssignment: Bob now holds admin',
        'changed organizationRole: organization role admin: permissions: read → read, write (gained by 1 application)',
      ],
    ]);
  });

  it('tells an application that got the role as one that changed, not as one that is new', async () => {
    const without = but({ applicationMembers: { o1: { a1: [] } } });
    assert.deepEqual((await history([without, TENANT], { kind: 'organizationRole', id: 'r1' })).map(told), [
      ['changed applicationMembership: application Robot: roles: (none) → admin'],
    ]);
  });

  it('is empty where nothing happened, or there is nothing to compare', async () => {
    assert.deepEqual(await history([TENANT, TENANT], ADA), []);
    assert.deepEqual(await history([TENANT], ADA), []);
    assert.deepEqual(await history([], ADA), []);
  });

  it('tells of any thing what a whole comparison tells of it', () =>
    fc.assert(
      fc.asyncProperty(anyRows, anyRows, async (before, after) =>
        withFolder((folder) => {
          const [right = '', left = ''] = written(folder, [before, after]);
          const files = { before: left, after: right };
          const whole = compareFiles(files).changes;
          const those = (only: Only): Change[] => [...compareFiles({ ...files, only }).changes];
          const isRole = ({ subject }: Change): boolean => /^(organization|global)Role$/.test(subject);
          for (const id of ['u1', 'u2'])
            assert.deepEqual(
              those({ kind: 'user', id }).filter((one) => !isRole(one)),
              whole.filter(({ userId }) => userId === id),
            );
          for (const id of ['o1', 'o2'])
            assert.deepEqual(
              those({ kind: 'organization', id }),
              whole.filter(({ organizationId }) => organizationId === id),
            );
          assert.deepEqual(
            those({ kind: 'globalRole', id: 'g1' }),
            whole.filter(({ subject, id }) => subject.startsWith('globalRole') && id.split('/')[0] === 'g1'),
          );
          assert.deepEqual(
            those({ kind: 'organizationRole', id: 'r1' }).filter(({ subject }) => /Role|role/.test(subject)),
            whole.filter(
              ({ subject, id }) =>
                (subject === 'organizationRole' && id === 'r1') ||
                (subject === 'roleAssignment' && id.split('/')[1] === 'r1'),
            ),
          );
        }),
      ),
      { numRuns: 40 },
    ));

  it('tells how far it is, and ends when it is cancelled', () =>
    withFolder(async (folder) => {
      const files = written(folder, WEEKS);
      const progress: HistoryProgress[] = [];
      await historyOf({ files, of: BOB }, { onProgress: (one) => progress.push(one) });
      assert.deepEqual(progress, [
        { done: 1, total: 2 },
        { done: 2, total: 2 },
      ]);
      const cancelled = new AbortController();
      const running = historyOf(
        { files, of: BOB },
        { signal: cancelled.signal, onProgress: () => cancelled.abort() },
      );
      await assert.rejects(running, CancelledError);
    }));

  it('ends when it is cancelled while it goes back behind snapshots with a hole', () =>
    withFolder(async (folder) => {
      const holes = [{ in: 'members', of: 'o1', reason: 'Row 7 cannot be read.' }] as const;
      const unread = but({ members: { o1: {} } });
      const weeks = [TENANT, unread, unread, but({ members: { o1: { u1: ['r1'], u2: [] } } })];
      const files = written(folder, weeks, [{}, { holes }, { holes }]);
      const cancelled = new AbortController();
      const afterTheFirstOfThree = ({ done }: HistoryProgress): void => {
        if (done === 2) setImmediate(() => setImmediate(() => cancelled.abort()));
      };
      const options = { signal: cancelled.signal, onProgress: afterTheFirstOfThree };
      await assert.rejects(historyOf({ files, of: BOB }, options), CancelledError);
    }));

  it('is the same from a worker', () =>
    withFolder(async (folder) => {
      const job = { files: written(folder, WEEKS), of: BOB };
      const worker = new URL('../../../src/worker.ts', import.meta.url);
      assert.deepEqual(await runJob(worker, 'history', job), await historyOf(job));
    }));

  it('is told as text, with what cannot be judged', () =>
    withFolder(async (folder) => {
      const weeks = [...WEEKS, but({ users: [user('u1', { name: 'Ada' })], members: {} })];
      const holes = [{ in: 'users', reason: 'Logto failed.' }] as const;
      const steps = await historyOf({ files: written(folder, weeks, [{}, {}, {}, { holes }]), of: BOB });
      const snapshots = [3, 2, 1, 0].map((week) => FIRST + week * 7 * DAY);
      const text = historyText({ of: BOB, label: 'Bob', snapshots, steps });
      assert.match(
        text,
        /^history of user Bob \[u2\]\n4 snapshots, from 2026-11-03 09:30 UTC to 2026-11-24 09:30 UTC\n\n2026-11-24 09:30 UTC, since 2026-11-17 09:30 UTC\n/,
      );
      assert.match(text, / {2}\? \d differences cannot be judged, since the snapshot of 2026-11-24/);
      assert.match(text, /\n {2}\+ Bob joined Acme\n$/);
    }));

  it('tells snapshots of one minute apart by their seconds', () =>
    withFolder(async (folder) => {
      const steps = await historyOf({ files: written(folder, WEEKS), of: BOB });
      const [step] = steps;
      const snapshots = [30, 5].map((second) => FIRST + second * 1000);
      const [after, before] = snapshots as [number, number];
      const near = {
        ...step!,
        before: { ...step!.before, endedAt: before },
        after: { ...step!.after, endedAt: after },
      };
      assert.match(
        historyText({ of: BOB, label: 'Bob', snapshots, steps: [near] }),
        /2 snapshots, from 2026-11-03 09:30:05 UTC to 2026-11-03 09:30:30 UTC\n\n2026-11-03 09:30:30 UTC, since 2026-11-03 09:30:05 UTC\n/,
      );
    }));

  it('says so where there is no change, or only one snapshot', () => {
    const text = (snapshots: readonly number[]): string =>
      historyText({ of: ADA, label: 'A\nda', snapshots, steps: [] });
    assert.equal(
      text([FIRST + DAY, FIRST]),
      'history of user A da [u1]\n2 snapshots, from 2026-11-03 09:30 UTC to 2026-11-04 09:30 UTC\n\nno change\n',
    );
    assert.equal(
      text([FIRST]),
      'history of user A da [u1]\n1 snapshot, of 2026-11-03 09:30 UTC: there is none to compare it with\n',
    );
  });
});
