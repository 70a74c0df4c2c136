import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapParts, type MapPart } from '../../../../src/access/map/parts.ts';
import { timePoints, type TimePoint } from '../../../../src/access/map/timeline.ts';
import type { Hole, Organization, SnapshotInfo } from '../../../../src/snapshot/model.ts';
import { allOrganizations } from '../../../../src/snapshot/read/all.ts';
import { accessErrorOf } from '../../../support/rejects.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { fixture, withC1 } from '../../c1/read/support/files.ts';
import { user, writeSnapshot, type Rows } from '../../snapshot/support/rows.ts';
import { SHOP } from '../support/shop.ts';
import { onRandomTenants } from './support.ts';

/** People who hold a role with permissions in an organization, or a global role that not everybody gets. */
function naivePrivileged(rows: Rows, organizationId?: string): Set<string> {
  const withPermissions = new Set(
    (rows.organizationRoles ?? []).filter(({ scopeIds = [] }) => scopeIds.length > 0).map(({ id }) => id),
  );
  const inOrganizations = Object.entries(rows.members ?? {})
    .filter(([id]) => organizationId === undefined || id === organizationId)
    .flatMap(([, members]) => Object.entries(members))
    .filter(([, roles]) => roles.some((role) => withPermissions.has(role)))
    .map(([id]) => id);
  const inTenant = (rows.globalRoles ?? [])
    .filter(({ isDefault }) => organizationId === undefined && !isDefault)
    .flatMap(({ userIds = [] }) => userIds);
  return new Set([...inOrganizations, ...inTenant]);
}

/** The points of files, all of which can be read. */
function pointsOf(files: readonly string[], organizationId?: string): TimePoint[] {
  return [
    ...timePoints(
      files.map((file, at) => ({ file, at })),
      organizationId,
    ),
  ] as TimePoint[];
}

describe('Over time', function () {
  it('members and privileged holders are counted in every random tenant as the rows do', () =>
    onRandomTenants(({ file }, rows) => {
      const members = new Set(Object.values(rows.members ?? {}).flatMap((of) => Object.keys(of)));
      const [tenant] = pointsOf([file]);
      assert.equal(tenant?.members, members.size);
      assert.equal(tenant.privileged, naivePrivileged(rows).size);
      for (const { id } of rows.organizations) {
        const [point] = pointsOf([file], id);
        assert.equal(point?.members, Object.keys(rows.members?.[id] ?? {}).length);
        assert.equal(point.privileged, naivePrivileged(rows, id).size);
      }
    }));

  it('a snapshot is a point where it has the organization, and says whether it is complete', () =>
    withFolder((folder) => {
      const [first, second] = ['a', 'b'].map((name) => join(folder, `${name}.snapshot`)) as [string, string];
      writeSnapshot(first, { ...SHOP, organizations: [SHOP.organizations![0]!] }, { endedAt: 1 });
      const holes = [{ in: 'members', of: 'o2', reason: 'Logto says 500.' } as const];
      writeSnapshot(second, SHOP, { endedAt: 2, holes });
      assert.deepEqual(pointsOf([first, second], 'o2'), [
        { at: 2, isComplete: false, isMuchGone: false, members: 1, privileged: 1 },
      ]);
      assert.equal(pointsOf([first, second]).length, 2);
    }));

  it('a snapshot is complete where nothing is missing of what is counted, and says where much is gone', () =>
    withFolder((folder) => {
      const pointWith = (info: Partial<SnapshotInfo>, organizationId?: string): TimePoint | undefined => {
        const file = join(folder, 'a.snapshot');
        rmSync(file, { force: true });
        writeSnapshot(file, SHOP, info);
        return pointsOf([file], organizationId)[0];
      };
      const isCompleteWith = (hole: Omit<Hole, 'reason'>, organizationId?: string): boolean | undefined =>
        pointWith({ holes: [{ ...hole, reason: 'Logto says 500.' }] }, organizationId)?.isComplete;
      assert.equal(isCompleteWith({ in: 'members', of: 'o2' }), false);
      assert.equal(isCompleteWith({ in: 'members', of: 'o2' }, 'o1'), true);
      assert.equal(isCompleteWith({ in: 'scopes' }, 'o1'), false);
      assert.equal(isCompleteWith({ in: 'roleUsers', of: 'g1' }), false);
      assert.equal(isCompleteWith({ in: 'roleUsers', of: 'g1' }, 'o1'), true);
      assert.equal(isCompleteWith({ in: 'invitations' }), true);
      const vanished = { since: 's', users: 20, organizations: 0, memberships: 40 };
      assert.equal(pointWith({ vanished })?.isMuchGone, true);
      const [accepted] = timePoints([{ file: join(folder, 'a.snapshot'), at: 1, isAccepted: true }]);
      assert.equal((accepted as TimePoint).isMuchGone, false, 'a person took it for right');
      assert.equal(pointWith({})?.isMuchGone, false);
    }));

  it('privileged holders are unknown, not none, of a C1 file, which carries no permissions', () =>
    withC1(fixture('example/acme.run1.c1z'), (snapshot) => {
      const [{ id }] = [...allOrganizations(snapshot)] as [Organization];
      for (const organizationId of [undefined, id]) {
        const [point] = pointsOf([snapshot.file], organizationId);
        assert.ok(point !== undefined && point.members > 0);
        assert.equal(point.privileged, null);
      }
    }));
});

/** Writes a snapshot that is damaged behind its beginning. */
function writeDamaged(file: string): void {
  const users = Array.from({ length: 1000 }, (_, i) => user(`u${i}`));
  const members = { o1: Object.fromEntries(users.map(({ id }) => [id, ['r1']])) };
  writeSnapshot(file, { ...SHOP, users, members });
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xff, bytes.length / 2));
}

describe('The parts of a map', () => {
  const partsOf = (file: string, place: Parameters<typeof mapParts>[0]['place']): MapPart[] => [
    ...mapParts({ file, kept: [{ file, at: 1 }], place }),
  ];

  it('are of a matrix its head and then its rows, of a graph one, and of a time a point a snapshot', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, SHOP);
      const kinds = (place: Parameters<typeof mapParts>[0]['place']): string[] =>
        partsOf(file, place).map(({ part }) => part);
      assert.deepEqual(kinds({ view: 'matrix' }), ['matrix', 'rows']);
      assert.deepEqual(kinds({ view: 'matrix', organizationId: 'o1' }), ['matrix', 'rows']);
      for (const of of [
        { kind: 'user', id: 'u1' },
        { kind: 'application', id: 'a1' },
        { kind: 'globalRole', id: 'g1' },
        { kind: 'permission', id: 's1' },
      ] as const)
        assert.deepEqual(kinds({ view: 'graph', of, open: {} }), ['graph']);
      assert.deepEqual(kinds({ view: 'time' }), ['point']);
    }));

  it('says so where a snapshot is damaged behind its beginning', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      writeDamaged(file);
      for (const place of [{ view: 'matrix', organizationId: 'o1' }, { view: 'time' }] as const) {
        const { message } = await accessErrorOf(() => [...partsOf(file, place)]);
        assert.equal(message, `${file} is not a Logto Access snapshot, or it is damaged.`);
      }
    }));

  it('are over time all points that can be read, and of each snapshot that cannot be why', () =>
    withFolder((folder) => {
      const files = ['a', 'b', 'c', 'd'].map((name) => join(folder, `${name}.snapshot`));
      const [first = '', damaged = '', gone = '', last = ''] = files;
      writeSnapshot(first, SHOP, { endedAt: 1 });
      writeDamaged(damaged);
      writeSnapshot(last, SHOP, { endedAt: 4 });
      const kept = files.map((file, i) => ({ file, at: i + 1 }));
      const parts = [...mapParts({ place: { view: 'time' }, file: last, kept })];
      const told = parts.map((part) => {
        if (part.part === 'unread') return `${part.unread.at}: ${part.unread.why}`;
        return part.part === 'point' ? part.point.at : part.part;
      });
      assert.deepEqual(told, [
        1,
        `2: ${damaged} is not a Logto Access snapshot, or it is damaged.`,
        `3: There is no file ${gone}.`,
        4,
      ]);
    }));
});
