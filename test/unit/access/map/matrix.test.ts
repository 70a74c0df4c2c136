import assert from 'node:assert/strict';
import { clustersOf } from '../../../../src/access/map/clusters.ts';
import {
  organizationMatrix,
  tenantMatrix,
  type Matrix,
  type MatrixHead,
  type MatrixRow,
} from '../../../../src/access/map/matrix.ts';
import type { HoleIn, Organization } from '../../../../src/snapshot/model.ts';
import { allOrganizations } from '../../../../src/snapshot/read/all.ts';
import { accessErrorOf } from '../../../support/rejects.ts';
import { fixture, withC1 } from '../../c1/read/support/files.ts';
import { SHOP, withRows } from '../support/shop.ts';
import { onRandomTenants } from './support.ts';

/** All rows, read so few at a time that a cluster is mostly in several reads, and a read in several clusters. */
const rowsOf = (matrix: Matrix): MatrixRow[] => [...matrix.rows(3)].flat();

/** What a matrix says, as `row: column × number`. */
const marksOf = (matrix: Matrix): string[] =>
  rowsOf(matrix)
    .flatMap(({ id, cells }) =>
      cells.flatMap((cell, at) => (cell > 0 ? [`${id}: ${matrix.head.columns[at]?.id} × ${cell}`] : [])),
    )
    .sort();

/** Checks what holds of every matrix, whatever it is of. */
function checkShape(matrix: Matrix, rowIds: readonly string[]): void {
  const { head } = matrix;
  const rows = rowsOf(matrix);
  assert.equal(rows.length, head.rowCount);
  assert.deepEqual(rows.map(({ id }) => id).sort(), rowIds.toSorted());
  for (const [at, { total }] of head.columns.entries())
    assert.equal(
      rows.reduce((sum, { cells }) => sum + (cells[at] ?? NaN), 0),
      total,
    );
  assert.deepEqual(
    head.columns,
    head.columns.toSorted((a, b) => b.permissionCount - a.permissionCount || b.total - a.total),
  );
  const clusters = rows.map(({ cluster }) => cluster);
  assert.deepEqual(
    clusters,
    clusters.toSorted((a, b) => a - b),
  );
  for (const { cluster, cells } of rows)
    assert.deepEqual(
      cells.flatMap((cell, at) => (cell > 0 ? [at] : [])),
      head.clusters[cluster]?.columns,
    );
  for (const [at, { count }] of head.clusters.entries())
    assert.equal(clusters.filter((one) => one === at).length, count);
}

describe('The matrix of an organization', function () {
  it('marks in every random tenant who holds which role, as the rows do, with totals and in clusters', () =>
    onRandomTenants((snapshot, rows) => {
      for (const { id } of rows.organizations) {
        const members = Object.entries(rows.members?.[id] ?? {});
        const matrix = organizationMatrix(snapshot, id);
        checkShape(
          matrix,
          members.map(([userId]) => userId),
        );
        const marks = members.flatMap(([userId, roles]) => roles.map((role) => `${userId}: ${role} × 1`));
        assert.deepEqual(marksOf(matrix), marks.sort());
        for (const row of rowsOf(matrix)) assert.equal(row.total, rows.members?.[id]?.[row.id]?.length);
        const forPeople =
          rows.organizationRoles?.filter(({ type }) => type === 'User').map(({ id }) => id) ?? [];
        const held = new Set(members.flatMap(([, roles]) => roles));
        assert.equal(matrix.head.unheld, forPeople.filter((role) => !held.has(role)).length);
      }
    }));

  it('puts those who hold the same together, by name within, and those who hold nothing last', () =>
    withRows(SHOP, (snapshot) => {
      const matrix = organizationMatrix(snapshot, 'o1');
      assert.deepEqual(
        matrix.head.columns.map(({ label, total, permissionCount }) => [label, total, permissionCount]),
        [
          ['admin', 1, 2],
          ['editor', 2, 1],
        ],
      );
      assert.equal(matrix.head.unheld, 1, 'a role for applications is held by no member anywhere');
      assert.deepEqual(
        rowsOf(matrix).map(({ label, detail, cells }) => [label, detail, ...cells]),
        [
          ['Ada', 'ada@acme.example', 1, 1],
          ['Bob', 'suspended', 0, 1],
          ['Eve', '', 0, 0],
        ],
      );
    }));

  it('counts the members who hold global roles, for which it has no column', () =>
    onRandomTenants((snapshot, rows) => {
      const holders = new Set(rows.globalRoles?.flatMap(({ userIds }) => userIds));
      for (const { id } of rows.organizations)
        assert.equal(
          organizationMatrix(snapshot, id).head.globalHolders,
          Object.keys(rows.members?.[id] ?? {}).filter((userId) => holders.has(userId)).length,
        );
    }));

  it('counts the applications that hold roles there, which have no row', () =>
    onRandomTenants((snapshot, rows) => {
      for (const { id } of rows.organizations) {
        const held = Object.values(rows.applicationMembers?.[id] ?? {});
        assert.equal(
          organizationMatrix(snapshot, id).head.applicationHolders,
          held.filter((roles) => roles.length > 0).length,
        );
      }
    }));

  it('says what the snapshot lacks of it', () => {
    const hole = { in: 'members', of: 'o1', rows: 2, reason: 'Logto says 500.' } as const;
    return withRows(
      SHOP,
      (snapshot) => {
        assert.equal(organizationMatrix(snapshot, 'o1').head.mayLack.length, 1);
        assert.equal(organizationMatrix(snapshot, 'o2').head.mayLack.length, 0);
        assert.equal(tenantMatrix(snapshot).head.mayLack.length, 1);
      },
      { holes: [hole] },
    );
  });

  it('of an organization that the snapshot does not have is an error that says so', () =>
    withRows(SHOP, async (snapshot) => {
      const error = await accessErrorOf(() => organizationMatrix(snapshot, 'o9'));
      assert.equal(error.code, 'access.not_there');
    }));
});

describe('The matrix of a tenant', function () {
  it('counts in every random tenant who holds which role where, as the rows do', () =>
    onRandomTenants((snapshot, rows) => {
      const matrix = tenantMatrix(snapshot);
      checkShape(
        matrix,
        rows.organizations.map(({ id }) => id),
      );
      const marks = rows.organizations.flatMap(({ id }) =>
        (rows.organizationRoles ?? []).flatMap((role) => {
          const holders = Object.values(rows.members?.[id] ?? {}).filter((held) => held.includes(role.id));
          return holders.length > 0 ? [`${id}: ${role.id} × ${holders.length}`] : [];
        }),
      );
      assert.deepEqual(marksOf(matrix), marks.sort());
      for (const row of rowsOf(matrix))
        assert.equal(row.total, Object.keys(rows.members?.[row.id] ?? {}).length);
    }));

  it('counts the people outside every organization and those who hold global roles, for whom it has no place', () =>
    onRandomTenants((snapshot, rows) => {
      const { globalHolders, outside } = tenantMatrix(snapshot).head;
      const members = new Set(Object.values(rows.members ?? {}).flatMap((of) => Object.keys(of)));
      assert.equal(outside, rows.users.filter(({ id }) => !members.has(id)).length);
      assert.equal(globalHolders, new Set(rows.globalRoles?.flatMap(({ userIds }) => userIds)).size);
    }));

  it('counts the applications that hold roles, in organizations or in the whole tenant, which have no row', () =>
    onRandomTenants((snapshot, rows) => {
      const inOrganizations = Object.values(rows.applicationMembers ?? {}).flatMap((of) =>
        Object.entries(of).flatMap(([id, roles]) => (roles.length > 0 ? [id] : [])),
      );
      const global = (rows.globalRoles ?? []).flatMap(({ applicationIds = [] }) => applicationIds);
      assert.equal(
        tenantMatrix(snapshot).head.applicationHolders,
        new Set([...inOrganizations, ...global]).size,
      );
    }));

  it('says where applications that hold roles may be missing, as that of an organization does', async () => {
    const lacksOf = (list: HoleIn): Promise<number[]> =>
      withRows(
        SHOP,
        (snapshot) =>
          [tenantMatrix(snapshot), organizationMatrix(snapshot, 'o1')].map(({ head }) => head.mayLack.length),
        { holes: [{ in: list, reason: 'Logto says 500.' }] },
      );
    assert.deepEqual(await lacksOf('applications'), [1, 1]);
    assert.deepEqual(await lacksOf('applicationOrganizations'), [1, 1]);
    assert.deepEqual(await lacksOf('roleApplications'), [1, 0], 'which hold roles of the whole tenant');
  });

  it('says of a C1 file, which carries no permissions, that they are unknown, as that of an organization does', () =>
    withC1(fixture('example/acme.run1.c1z'), (snapshot) => {
      const [{ id }] = [...allOrganizations(snapshot)] as [Organization];
      for (const { head } of [tenantMatrix(snapshot), organizationMatrix(snapshot, id)]) {
        assert.equal(head.knowsPermissions, false);
        assert.match(head.mayLack.join(), /^Not in a C1 file, so unknown: .*permissions/);
      }
    }));

  it('says where permissions that roles give may be missing, and else that all are known', async () => {
    const headWith = (list?: HoleIn): Promise<MatrixHead> =>
      withRows(SHOP, (snapshot) => tenantMatrix(snapshot).head, {
        holes: list === undefined ? [] : [{ in: list, reason: 'Logto says 500.' }],
      });
    assert.equal((await headWith()).knowsPermissions, true);
    for (const list of ['scopes', 'resources'] as const) {
      const { knowsPermissions, mayLack } = await headWith(list);
      assert.deepEqual([knowsPermissions, mayLack.length], [false, 1]);
    }
    const { knowsPermissions, mayLack } = await headWith('roleScopes');
    assert.deepEqual(
      [knowsPermissions, mayLack],
      [true, []],
      'which are of global roles, that have no column',
    );
  });

  it('puts the larger of two organizations in the same cluster first', () =>
    withRows({ ...SHOP, members: { o1: { u1: ['r2'] }, o2: { u2: ['r2'], u3: [] } } }, (snapshot) => {
      assert.deepEqual(
        rowsOf(tenantMatrix(snapshot)).map(({ label, detail, cells }) => [label, detail, ...cells]),
        [
          ['Zeta', '', 1],
          ['Acme', '', 1],
        ],
      );
    }));
});

describe('Clusters', () => {
  it('come with the marks on the left first, the fuller one before the one it holds', () => {
    const columns = [[], [1], [0], [0, 2], [0, 1], [1, 2], [0, 1, 2]];
    const clusters = clustersOf(columns.map((marked, i) => [`row ${i}`, marked]));
    assert.deepEqual(
      clusters.map((cluster) => cluster.columns),
      [[0, 1, 2], [0, 1], [0, 2], [0], [1, 2], [1], []],
    );
  });
});
