import assert from 'node:assert/strict';
import { join } from 'node:path';
import { withBoth } from '../../../../src/changes/compareFiles.ts';
import { comparePolicy, type PolicyChanges } from '../../../../src/changes/judging/policy.ts';
import { MOST_TOLD } from '../../../../src/policy/check.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { organization, writeSnapshot } from '../../snapshot/support/rows.ts';

const POLICY = { file: 'p.jsonc', text: '{ "assertions": [{ "assert": "requiresMfa" }] }' };

/** What a policy says of two snapshots with so many organizations that do not require MFA. */
function between(
  before: number,
  after: number,
  policy = POLICY,
  tenantName?: string,
): Promise<PolicyChanges> {
  const organizations = (n: number) =>
    Array.from({ length: n }, (_, i) => organization(`o${String(i).padStart(4, '0')}`));
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, { organizations: organizations(before) });
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
