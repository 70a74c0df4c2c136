import assert from 'node:assert/strict';
import fc from 'fast-check';
import { factsOfHolder, factsOfRole } from '../../../src/access/compare.ts';
import { explain } from '../../../src/access/explain.ts';
import { find } from '../../../src/access/find/find.ts';
import { whoCan } from '../../../src/access/whoCan.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { anyTenant } from '../access/support/tenants.ts';
import type { Rows } from '../snapshot/support/rows.ts';
import { allRows, withLibrary, type Ask } from './support/library.ts';

const ALL = { limit: 1_000_000 };
const HOLDER_KINDS = ['user', 'application'] as const;

interface Thing {
  readonly kind: string;
  readonly id: string;
}
const idOf = (thing: unknown): string | null => (thing as Thing | null)?.id ?? null;
const told = (thing: unknown): string => `${(thing as Thing).kind} ${(thing as Thing).id}`;

describe('Answers of the tools on random tenants', function () {
  /** Asks with pages of each length, of whatever there is. */
  const check = (
    test: (ask: Ask, snapshot: Snapshot, rows: Rows, limit: number) => Promise<void>,
  ): Promise<void> =>
    fc.assert(
      fc.asyncProperty(anyTenant, fc.integer({ min: 1, max: 4 }), (rows, limit) =>
        withLibrary([[rows]], (ask, library) => test(ask, library.open('run1'), rows, limit)),
      ),
      { numRuns: 25 },
    );

  it('who can: page by page the same holders, places and roles as whoCan()', () =>
    check(async (ask, snapshot, { scopes = [], organizationRoles = [], globalRoles = [] }, limit) => {
      const targets = [
        ...scopes.map(({ id }) => ({ kind: 'permission', id }) as const),
        ...organizationRoles.map(({ id }) => ({ kind: 'organizationRole', id }) as const),
        ...globalRoles.map(({ id }) => ({ kind: 'globalRole', id }) as const),
      ];
      for (const target of targets) {
        const rows = await allRows(ask, 'logto_who_can', { what: target.id, limit });
        assert.deepEqual(
          rows.map(({ holder, organization, roles }) => [
            ...[told(holder), idOf(organization), (roles as Thing[]).map(told)],
          ]),
          whoCan(snapshot, target, ALL).rows.map(({ holder, organization, roles }) => [
            told({ kind: holder.kind, id: holder.kind === 'user' ? holder.user.id : holder.application.id }),
            organization?.id ?? null,
            roles.map((role) =>
              told({ ...role, kind: 'isDefault' in role ? 'globalRole' : 'organizationRole' }),
            ),
          ]),
        );
      }
    }));

  it('why and effective access: page by page the same paths and facts as explain() and factsOfHolder()', () =>
    check(async (ask, snapshot, { users = [], applications = [] }, limit) => {
      const holders = HOLDER_KINDS.flatMap((kind) =>
        (kind === 'user' ? users : applications).map(({ id }) => ({ kind, id })),
      );
      for (const holder of holders) {
        const explanation = explain(snapshot, holder);
        const why = await allRows(ask, 'logto_why', { who: holder.id, limit });
        assert.deepEqual(
          why.map(({ organization, role, permission }) => [idOf(organization), idOf(role), idOf(permission)]),
          explanation.paths.map(({ organization, role, permission }) => [
            ...[organization?.id ?? null, role?.id ?? null, permission?.id ?? null],
          ]),
        );
        const has = await allRows(ask, 'logto_effective_access', { who: holder.id, limit });
        assert.deepEqual(
          has.map((row) => [told(row), idOf(row.organization)]),
          factsOfHolder(explanation).facts.map((fact) => [told(fact), fact.organization?.id ?? null]),
        );
      }
    }));

  it('effective access of a role: what factsOfRole() says', () =>
    check(async (ask, snapshot, { organizationRoles = [] }, limit) => {
      for (const { id } of organizationRoles) {
        const has = await allRows(ask, 'logto_effective_access', { who: id, limit });
        assert.deepEqual(
          has.map(told),
          factsOfRole(snapshot, { kind: 'organizationRole', id }).facts.map(told),
        );
      }
    }));

  it('find: page by page the same hits as find()', () =>
    check(async (ask, snapshot, _, limit) => {
      for (const query of ['a', 'ada', 'u1', '田']) {
        const found = await allRows(ask, 'logto_find', { query, limit });
        assert.deepEqual(found.map(told), find(snapshot, query, ALL).hits.map(told));
      }
    }));
});
