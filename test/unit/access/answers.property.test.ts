import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { explain } from '../../../src/access/explain.ts';
import type { TargetId } from '../../../src/access/target.ts';
import { whoCan, type Holder, type HolderRow, type WhoCanOptions } from '../../../src/access/whoCan.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { sortKey } from '../../../src/snapshot/sortKey.ts';
import { writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { leadsTo, naivePaths, targetsOf } from './support/naive.ts';
import { anyTenant } from './support/tenants.ts';

const idOf = (holder: Holder): string => (holder.kind === 'user' ? holder.user.id : holder.application.id);
const unordered = (rows: readonly unknown[]): string[] =>
  [...new Set(rows.map((row) => JSON.stringify(row)))].sort();

/** All pages of an answer, each of `limit` rows. */
function allPages(snapshot: Snapshot, target: TargetId, limit: number, organizationId?: string): HolderRow[] {
  const rows: HolderRow[] = [];
  let options: WhoCanOptions | undefined = { limit, ...(organizationId !== undefined && { organizationId }) };
  while (options !== undefined) {
    const page = whoCan(snapshot, target, options);
    rows.push(...page.rows);
    assert.ok(page.rows.length === limit || page.next === undefined);
    options = page.next && { ...options, after: page.next };
    if (options === undefined) assert.equal(page.total, rows.length);
  }
  return rows;
}

/** Who holds something by which role where, as ids. */
const flat = (rows: readonly HolderRow[]): unknown[] =>
  rows.flatMap(({ holder, organization, roles }) =>
    roles.map((role) => [holder.kind, idOf(holder), organization?.id ?? null, role.id]),
  );

describe('Answers on random tenants', function () {
  let folder: string;

  before(() => (folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function check(test: (snapshot: Snapshot, rows: Rows, limit: number) => void): void {
    const file = join(folder, 'random.snapshot');
    fc.assert(
      fc.property(anyTenant, fc.integer({ min: 1, max: 5 }), (rows, limit) => {
        writeSnapshot(file, rows);
        const snapshot = Snapshot.open(file);
        try {
          test(snapshot, rows, limit);
        } finally {
          snapshot.close();
        }
      }),
      { numRuns: 60 },
    );
  }

  it('say of every permission and role who can, as the rows do, in pages that neither overlap nor leave a gap', () =>
    check((snapshot, rows, limit) => {
      const naive = naivePaths(rows);
      for (const target of targetsOf(rows)) {
        const found = allPages(snapshot, target, limit);
        const expected = naive.filter((path) => leadsTo(target, path));
        assert.deepEqual(
          unordered(flat(found)),
          unordered(
            expected.map(({ kind, holder, organization, role }) => [kind, holder, organization, role]),
          ),
        );
        const keys = found.map(({ holder, organization }) => [holder.kind, idOf(holder), organization?.id]);
        assert.equal(unordered(keys).length, found.length, 'each holder once in an organization');
        assert.deepEqual(found, whoCan(snapshot, target, { limit: 10_000 }).rows);
      }
    }));

  it('say who can in one organization alone', () =>
    check((snapshot, rows, limit) => {
      const [organization] = rows.organizations ?? [];
      if (organization === undefined) return;
      for (const target of targetsOf(rows)) {
        const found = allPages(snapshot, target, limit, organization.id);
        const all = whoCan(snapshot, target, { limit: 10_000 }).rows;
        assert.deepEqual(
          found,
          all.filter((row) => row.organization?.id === organization.id),
        );
        assert.equal(
          whoCan(snapshot, target, { limit: 1, organizationId: organization.id }).leftOut,
          all.filter((row) => row.organization === null).length,
        );
      }
    }));

  it('have holders of global roles first, then organizations by name, and in each the users by name', () =>
    check((snapshot, rows) => {
      for (const target of targetsOf(rows)) {
        const found = whoCan(snapshot, target, { limit: 10_000 }).rows;
        const places = found.map(({ holder, organization }) => [
          ...(organization === null ? ['0'] : ['1', sortKey(organization.name), organization.id]),
          ...(holder.kind === 'user' ? ['0', sortKey(holder.user.name?.trim() || holder.user.id)] : ['1']),
          ...(holder.kind === 'user'
            ? [holder.user.id]
            : [holder.application.name.toLowerCase(), idOf(holder)]),
        ]);
        const byPlace = (a: readonly string[], b: readonly string[]): number => {
          const i = a.findIndex((part, at) => part !== b[at]);
          return Buffer.compare(Buffer.from(a[i] ?? ''), Buffer.from(b[i] ?? ''));
        };
        assert.deepEqual(places, places.toSorted(byPlace));
      }
    }));

  it('say of every user and application why, by every path there is and no other', () =>
    check((snapshot, rows) => {
      const naive = naivePaths(rows);
      const holders = [
        ...(rows.users ?? []).map(({ id }) => ({ kind: 'user', id }) as const),
        ...(rows.applications ?? []).map(({ id }) => ({ kind: 'application', id }) as const),
      ];
      for (const { kind, id } of holders) {
        const { paths, permissions } = explain(snapshot, { kind, id });
        const expected = naive.filter((path) => path.kind === kind && path.holder === id);
        const asIds = paths.map(({ organization, role, permission }) => ({
          ...{ kind, holder: id, organization: organization?.id ?? null },
          ...{ role: role?.id ?? null, permission: permission?.id ?? null },
        }));
        assert.deepEqual(unordered(asIds), unordered(expected));
        assert.equal(asIds.length, expected.length, 'each path once');
        const effective = permissions.flatMap(({ organization, permission, roles }) =>
          roles.map((role) => [organization?.id ?? null, role.id, permission.id]),
        );
        const permitting = expected.filter(({ permission }) => permission !== null);
        assert.deepEqual(
          unordered(effective),
          unordered(permitting.map(({ organization, role, permission }) => [organization, role, permission])),
        );
      }
    }));

  it('say why of one organization or permission what they say of it among all', () =>
    check((snapshot, rows) => {
      const [user] = rows.users ?? [];
      if (user === undefined) return;
      const whose = { kind: 'user', id: user.id } as const;
      const { paths } = explain(snapshot, whose);
      for (const { id } of rows.organizations ?? []) {
        const inOne = explain(snapshot, whose, { organizationId: id });
        assert.deepEqual(
          inOne.paths,
          paths.filter(({ organization }) => organization?.id === id),
        );
        assert.equal(inOne.leftOut, paths.filter(({ organization }) => organization === null).length);
      }
      for (const { id } of rows.scopes ?? [])
        assert.deepEqual(
          explain(snapshot, whose, { scopeId: id }).paths,
          paths.filter(({ permission }) => permission?.id === id),
        );
    }));
});
