import assert from 'node:assert/strict';
import { join } from 'node:path';
import { withBoth } from '../../../../src/changes/compareFiles.ts';
import { comparePolicy, type PolicyChanges } from '../../../../src/changes/judging/policy.ts';
import { MOST_TOLD } from '../../../../src/policy/check.ts';
import type { Unknown } from '../../../../src/snapshot/model.ts';
import { withFolder } from '../../../support/snapshots.ts';
import {
  organization,
  organizationRole,
  user,
  writeSnapshot,
  type Rows,
} from '../../snapshot/support/rows.ts';

const POLICY = { file: 'p.jsonc', text: '{ "assertions": [{ "assert": "requiresMfa" }] }' };

/** What a policy says of two snapshots with so many organizations that do not require MFA. */
function between(
  before: number,
  after: number,
  policy = POLICY,
  tenantName?: string,
  older: Parameters<typeof writeSnapshot>[2] = {},
): Promise<PolicyChanges> {
  const organizations = (n: number) =>
    Array.from({ length: n }, (_, i) => organization(`o${String(i).padStart(4, '0')}`));
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, { organizations: organizations(before) }, older);
    writeSnapshot(
      files.after,
      { organizations: organizations(after) },
      tenantName === undefined ? {} : { tenantName },
    );
    return withBoth(files, (pair) => comparePolicy(pair, policy, false));
  });
}

describe('A policy of which an assertion has more breaches than are told', () => {
  it('tells those that are new first, wherever they are, and how many more there are', async () => {
    const { verdicts } = await between(MOST_TOLD + 20, MOST_TOLD + 22);
    assert.equal(verdicts.length, MOST_TOLD + 1);
    assert.deepEqual(
      verdicts.slice(0, 3).map(({ isNew }) => isNew),
      [true, true, false],
    );
    const { message, more } = verdicts.at(-1) ?? {};
    assert.deepEqual([message, more], ['and 22 more breaches of this assertion', 22]);
  });

  it('says how many of those that are not told are new', async () => {
    const { verdicts } = await between(5, MOST_TOLD + 6);
    const told = verdicts.filter(({ isNew }) => isNew);
    assert.equal(told.length, MOST_TOLD);
    assert.equal(verdicts.at(-1)?.message, 'and 6 more breaches of this assertion, 1 of them new');
  });
});

/** What editors may hold, with an administrator who is one too since the newer snapshot, which lacks nothing. */
function separatedSince(
  parts: Partial<Rows>,
  facts: Parameters<typeof writeSnapshot>[2],
): Promise<PolicyChanges> {
  const text = '{ "assertions": [{ "assert": "separate", "roles": ["r1", "r2"] }] }';
  const rows: Rows = {
    ...{ users: [user('u1', { name: 'Ada' })], members: { o1: { u1: ['r1'] } } },
    ...{ organizations: [organization('o1'), organization('o2')] },
    organizationRoles: [
      organizationRole('r1', { name: 'admin' }),
      organizationRole('r2', { name: 'editor' }),
    ],
  };
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, { ...rows, ...parts }, facts);
    writeSnapshot(files.after, { ...rows, members: { o1: { u1: ['r1', 'r2'] } } });
    return withBoth(files, (pair) => comparePolicy(pair, { file: 'p.jsonc', text }, false));
  });
}

describe('A breach since a snapshot that is incomplete', () => {
  const reason = 'It was broken.';

  it('is new where nothing is missing that it is judged by', async () => {
    for (const hole of [
      { in: 'applications' },
      { in: 'members', of: 'o2' },
      { in: 'users', of: 'u2' },
      { in: 'roleUsers', of: 'g1' },
      { in: 'organizationRoles' },
    ] as const) {
      const { verdicts } = await separatedSince({}, { holes: [{ ...hole, reason }] });
      assert.deepEqual(
        verdicts.map(({ isNew, mayBeNew }) => [isNew, mayBeNew]),
        [[true, undefined]],
        hole.in,
      );
    }
  });

  it('is perhaps new where it may be missing', async () => {
    const lacking = [
      [{ in: 'members', of: 'o1' }, {}],
      [{ in: 'users' }, { users: [], members: {} }],
      [{ in: 'organizations' }, { organizations: [organization('o2')], members: {} }],
      [{ in: 'organizationRoles' }, { organizationRoles: [organizationRole('r1', { name: 'admin' })] }],
    ] as const;
    for (const [hole, parts] of lacking) {
      const { verdicts } = await separatedSince(parts, { holes: [{ ...hole, reason }] });
      assert.deepEqual(
        verdicts.map(({ isNew, mayBeNew }) => [isNew, mayBeNew]),
        [[false, true]],
        hole.in,
      );
    }
  });

  it('is perhaps new where its C1 file does not carry what the policy names', async () => {
    const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, foreign: false } as const;
    const since = async (unknown: readonly Unknown[]): Promise<unknown> =>
      (await separatedSince({ organizationRoles: [] }, { c1: { ...c1, unknown } })).verdicts[0]?.mayBeNew;
    assert.equal(await since(['organization roles']), true);
    assert.equal(await since(['MFA required']), undefined);
  });

  it('is told after those that are new, and counted apart where it is not told', async () => {
    const holes = [{ in: 'organizations', reason }] as const;
    const { verdicts } = await between(5, MOST_TOLD + 6, POLICY, undefined, { holes });
    assert.equal(verdicts.filter(({ mayBeNew }) => mayBeNew).length, MOST_TOLD);
    assert.equal(verdicts.at(-1)?.message, 'and 6 more breaches of this assertion, 1 of them perhaps new');
  });
});

describe('A policy for a tenant that was called otherwise in the older snapshot', () => {
  it('has as many new breaches as one that names no tenant', async () => {
    const text = '{ "tenants": ["Acme production"], "assertions": [{ "assert": "requiresMfa" }] }';
    const named = await between(3, 5, { ...POLICY, text }, 'Acme production');
    assert.deepEqual(
      named.verdicts.map(({ isNew }) => isNew),
      [false, false, false, true, true],
    );
  });
});

describe('A policy for a tenant that was renamed since the newer snapshot', () => {
  it('is for it under the name that it has now', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, { organizations: [organization('o1')] });
      const text = '{ "tenants": ["Acme production"], "assertions": [{ "assert": "requiresMfa" }] }';
      const tenant = { tenantId: 'test', tenantName: 'Acme production' };
      const { verdicts, isForOthers } = withBoth({ before: file, after: file }, (pair) =>
        comparePolicy(pair, { ...POLICY, text }, false, tenant),
      );
      assert.deepEqual([verdicts.map(({ kind }) => kind), isForOthers], [['breach'], undefined]);
    }));
});

describe('A policy for other tenants than those of two snapshots', () => {
  it('says so, and of none that it is breached', async () => {
    const text = '{ "tenants": ["Prod"], "assertions": [{ "assert": "requiresMfa" }] }';
    const { verdicts, isForOthers } = await between(1, 2, { ...POLICY, text });
    assert.deepEqual(
      [verdicts.map(({ kind, isNew }) => [kind, isNew]), isForOthers],
      [[['error', false]], true],
    );
  });
});
