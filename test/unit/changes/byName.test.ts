import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../../src/changes/model.ts';
import type { Resource } from '../../../src/snapshot/model.ts';
import { globalRole, organizationRole, scope, type Rows } from '../snapshot/support/rows.ts';
import { compared, told } from './support/compared.ts';

const PRODUCTION = 'https://production.example';

interface Api {
  readonly name: string;
  readonly indicator: string;
  readonly permissions: readonly string[];
}

interface Role {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

/** A tenant whose ids nobody else has; permissions are told as `<indicator> <permission>`, those of no API by name. */
function tenant(prefix: string, apis: readonly Api[], roles: readonly Role[] = []): Rows {
  const idOf = (permission: string): string => `${prefix}-s-${permission}`;
  const named = roles.map(({ name, description, permissions }, i) => {
    return { id: `${prefix}-r${i}`, parts: { name, description, scopeIds: permissions.map(idOf) } };
  });
  return {
    resources: apis.map(({ name, indicator }): Resource => ({
      id: `${prefix}-${indicator}`,
      name,
      indicator,
    })),
    scopes: [
      ...apis.flatMap(({ indicator, permissions }) =>
        permissions.map((name) =>
          scope(idOf(`${indicator} ${name}`), { name, resourceId: `${prefix}-${indicator}` }),
        ),
      ),
      scope(idOf('read'), { name: 'read' }),
    ],
    organizationRoles: named.map(({ id, parts }) => organizationRole(id, parts)),
    globalRoles: named.map(({ id, parts }) => globalRole(`${id}-global`, parts)),
  };
}

const shop = (indicator: string, ...permissions: string[]): Api => ({ name: 'Shop', indicator, permissions });
const role = (name: string, ...permissions: string[]): Role => ({ name, description: '', permissions });

async function toldOf(before: Rows, after: Rows): Promise<string[]> {
  const comparison = await compared(before, after, PRODUCTION);
  assert.equal(comparison.byName, true);
  return told(comparison);
}

describe('Two tenants in which several things have one name', () => {
  it('do not differ where each has the same, in whatever order', async () => {
    const apis = [shop('eu', 'buy', 'read'), shop('us', 'buy')];
    const roles = [role('admin', 'us buy'), role('admin', 'eu buy', 'eu read')];
    const swapped = tenant('b', apis.toReversed(), roles.toReversed());
    assert.deepEqual(await toldOf(tenant('a', apis, roles), swapped), []);
  });

  it('are compared API by API, paired by indicator', async () => {
    const before = tenant('a', [shop('eu', 'buy'), shop('us', 'buy')]);
    const after = tenant('b', [shop('us', 'buy', 'refund'), shop('eu', 'buy')]);
    assert.deepEqual(await toldOf(before, after), ['added permission: permission Shop (us): refund is new']);
  });

  it('have one whose indicator differs where all others are paired', async () => {
    const before = tenant('a', [shop('eu', 'buy'), shop('staging', 'read')]);
    const after = tenant('b', [shop('eu', 'buy'), shop('live', 'read')]);
    assert.deepEqual(await toldOf(before, after), [
      'changed resource: API resource Shop (live): indicator: staging → live',
    ]);
  });

  it('lose none where one tenant has more of them', async () => {
    const before = tenant('a', [shop('eu', 'buy')], [role('admin', 'eu buy')]);
    const after = tenant('b', [shop('eu', 'buy'), shop('us', 'buy')], [role('admin', 'eu buy', 'us buy')]);
    assert.deepEqual(await toldOf(before, after), [
      'changed organizationRole: organization role admin: permissions: Shop (eu): buy → Shop (eu): buy, Shop (us): buy',
      'changed globalRole: global role admin: permissions: Shop (eu): buy → Shop (eu): buy, Shop (us): buy',
      'added permission: permission Shop (us): buy is new',
      'added resource: API resource Shop (us) is new',
    ]);
  });

  it('call a role privileged that has permissions in either, whichever comes first', async () => {
    const permitting = tenant('a', [shop('eu', 'buy')], [role('admin', 'eu buy')]);
    const idle = tenant('b', [shop('eu', 'buy')], [role('admin')]);
    for (const [before, after, effect] of [
      [permitting, idle, 'lost'],
      [idle, permitting, 'gained'],
    ] as const) {
      const { changes } = await compared(before, after, PRODUCTION);
      assert.deepEqual(
        changes.map(({ subject, effects, privileged }) => [subject, effects, privileged]),
        [
          ['organizationRole', [effect], true],
          ['globalRole', [effect], true],
        ],
      );
    }
  });

  it('tell each role of them by itself where more than one is not alike', async () => {
    const before = tenant('a', [shop('eu', 'buy', 'read')], [role('admin'), role('admin', 'eu buy')]);
    const after = tenant('b', [shop('eu', 'buy', 'read')], [role('admin', 'eu read')]);
    assert.deepEqual((await toldOf(before, after)).slice(0, 3).sort(), [
      'added organizationRole: organization role admin is new (permissions: Shop: read)',
      'removed organizationRole: organization role admin is gone',
      'removed organizationRole: organization role admin is gone (permissions: Shop: buy)',
    ]);
  });

  it('do not differ from themselves, tell each thing once, and the same the other way round', () => {
    const some = (...all: string[]): fc.Arbitrary<string[]> => fc.subarray(all);
    const anyTenant = fc
      .record({
        apis: fc.uniqueArray(
          fc.record({
            ...{
              name: fc.constantFrom('Shop', 'Shop (1)', 'Pay'),
              indicator: fc.constantFrom('x', 'y', 'z'),
            },
            permissions: some('buy', 'read'),
          }),
          { selector: ({ indicator }) => indicator, maxLength: 3 },
        ),
        roles: fc.array(
          fc.record({ name: fc.constantFrom('admin', 'guest'), description: some('d'), own: some('read') }),
          { maxLength: 3 },
        ),
        taken: fc.nat({ max: 3 }),
      })
      .map(({ apis, roles, taken }) => {
        const all = apis.flatMap(({ indicator, permissions }) =>
          permissions.map((one) => `${indicator} ${one}`),
        );
        const withTheirs = roles.map(({ name, description, own }, i): Role => {
          return { name, description: description.join(), permissions: [...own, ...all.slice(i, i + taken)] };
        });
        return (prefix: string): Rows => tenant(prefix, apis, withTheirs);
      });
    // the ids of a tenant begin with its place: that is taken off, since it is the other one the other way round
    const idOf = (id: string | undefined): string | undefined => id?.replace(/^[ab]-/, '');
    const shape = ({ kind, subject, id, ids, fields, effects, privileged }: Change): string =>
      JSON.stringify([
        ...[kind, subject, id, idOf(ids?.before), idOf(ids?.after), effects.toSorted(), privileged],
        fields.map(({ field, before, after }) => [field, before, after]),
      ]);
    const turned = ({ kind, ids, fields, effects, ...change }: Change): Change => ({
      ...change,
      kind: kind === 'added' ? 'removed' : kind === 'removed' ? 'added' : kind,
      ids: {
        ...(ids?.after !== undefined && { before: ids.after }),
        ...(ids?.before !== undefined && { after: ids.before }),
      },
      effects: effects.map((effect) => (effect === 'gained' ? 'lost' : 'gained')),
      fields: fields.map(({ field, before, after }) => ({ field, before: after, after: before })),
    });
    const counted = (rows: Rows): Record<string, number> => ({
      ...{ resource: rows.resources!.length, permission: rows.scopes!.length },
      ...{ organizationRole: rows.organizationRoles!.length, globalRole: rows.globalRoles!.length },
    });
    return fc.assert(
      fc.asyncProperty(anyTenant, anyTenant, async (one, other) => {
        assert.deepEqual((await compared(one('a'), one('b'), PRODUCTION)).changes, []);
        const { changes } = await compared(one('a'), other('b'), PRODUCTION);
        const back = await compared(other('a'), one('b'), PRODUCTION);
        assert.deepEqual(
          changes.map(shape),
          back.changes.map((change) => shape(turned(change))),
        );
        assert.equal(new Set(changes.map(({ subject, id }) => `${subject} ${id}`)).size, changes.length);
        const now = counted(one('a'));
        for (const { kind, subject } of changes)
          now[subject]! += kind === 'added' ? 1 : kind === 'removed' ? -1 : 0;
        assert.deepEqual(now, counted(other('b')));
      }),
      { numRuns: 30 },
    );
  });
});
