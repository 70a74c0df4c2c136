import assert from 'node:assert/strict';
import type { PolicyResult } from '../../../src/policy/check.ts';
import { missingIn } from '../../../src/snapshot/lacks/holes.ts';
import { checkHeadline, checkReport } from '../../../src/policy/report.ts';
import { readSarif } from '../../support/sarif.ts';
import { checked, policyOf } from './support/checked.ts';

describe('A check', () => {
  it('is told as text with places that editors know, as JSON, and as SARIF that is valid', async () => {
    const because = 'Customers\nask for it.';
    const policy = policyOf(
      { assert: 'requiresMfa', because },
      { assert: 'atMost', permission: 'x', people: 1, because },
    );
    const result = await checked(policy);
    assert.equal(checkHeadline(result), '1 of 2 assertions breached, 1 cannot be judged');
    assert.deepEqual(checkReport(result, 'text', 'p.jsonc', '1').split('\n').slice(1, 3), [
      'p.jsonc:4:17: breach: Zeta does not require MFA. The policy says: Customers ask for it',
      'p.jsonc:9:21: error: There is no permission x in this snapshot',
    ]);
    const json = JSON.parse(checkReport(result, 'json', '', '1')) as {
      verdicts: { line: number; because?: string }[];
    };
    assert.deepEqual(
      json.verdicts.map(({ line, because: why }) => [line, why]),
      [
        [4, because],
        [9, undefined],
      ],
    );
    const [run] = readSarif(checkReport(result, 'sarif', 'p.jsonc', '1')).runs;
    assert.deepEqual(
      run?.results.map(({ ruleId, level, message: { text } }) => [ruleId, level, text]),
      [
        ['requiresMfa', 'error', 'Zeta does not require MFA. The policy says: Customers ask for it'],
        ['atMost', 'warning', 'There is no permission x in this snapshot'],
      ],
    );
  });

  it('says in every form what the snapshot lacks, and that most of the one before is gone', async () => {
    const holes = [{ in: 'members', of: 'o2', reason: 'It was broken.' }] as const;
    const checkedThere = await checked(
      policyOf({ assert: 'atMost', permission: 'delete', people: 1 }),
      holes,
    );
    const vanished = { since: 'run1', users: 12, organizations: 0, memberships: 40 };
    const result = { ...checkedThere, info: { ...checkedThere.info, vanished } };
    const [missing] = missingIn(result.info);
    assert.ok(missing);
    assert.equal(checkHeadline(result), '1 of 1 assertion breached');
    const [, incomplete, notice = '', breach = '', more = ''] = checkReport(result, 'text', 'p', '1').split(
      '\n',
    );
    assert.equal(incomplete, `INCOMPLETE: ${missing}`);
    assert.match(notice, /^NOTICE: 12 users, 40 memberships of the snapshot before are gone in this one: /);
    assert.match(breach, /: breach: 2 people have delete in Acme/);
    assert.match(more, /: error: There may be more breaches of this, since some members/);
    const { snapshot, notices } = JSON.parse(checkReport(result, 'json', 'p', '1')) as {
      snapshot: { missing: string[] };
      notices: string[];
    };
    assert.deepEqual([snapshot.missing, notices], [[missing], [notice.slice('NOTICE: '.length)]]);
    const [run] = readSarif(checkReport(result, 'sarif', 'p', '1')).runs;
    assert.deepEqual(
      run?.invocations?.[0]?.toolExecutionNotifications.map(({ message }) => message.text),
      [missing, ...notices],
    );
  });

  it('tells programs whom and what a breach is about, and gives it a key that stays the same', async () => {
    const separate = { assert: 'separate', roles: ['editor', 'auditor'] };
    const most = { assert: 'atMost', permission: 'Orders: refund', people: 0 };
    const unknown = { assert: 'requiresMfa', organizations: ['Nobody'] };
    const result = await checked(policyOf(separate, most, unknown));
    const { verdicts } = JSON.parse(checkReport(result, 'json', '', '1')) as Pick<PolicyResult, 'verdicts'>;
    assert.deepEqual(
      verdicts.map(({ subjects }) => subjects?.map(({ kind, id, label }) => `${kind} ${id} ${label}`)),
      [
        ['user u2 Bob', 'organizationRole r2 editor', 'globalRole g2 auditor', 'organization o1 Acme'],
        ['permission s2 Orders: refund'],
        undefined,
      ],
    );
    const keys = verdicts.map(({ key }) => key ?? '');
    for (const [i, shape] of [
      /^separate\/[0-9a-f]{8}\/u2\/o1$/,
      /^atMost\/[0-9a-f]{8}$/,
      /^requiresMfa\/[0-9a-f]{8}\/error\/organizations\/0$/,
    ].entries())
      assert.match(keys[i] ?? '', shape);
    const moved = await checked(policyOf(unknown, { ...separate, because: 'So.' }, { ...most, people: 1 }));
    assert.deepEqual(
      moved.verdicts.map(({ key }) => key),
      [keys[2], keys[0]],
    );
    const [run] = readSarif(checkReport(result, 'sarif', 'p.jsonc', '1')).runs;
    assert.deepEqual(
      run?.results.map(({ partialFingerprints }) => partialFingerprints?.['verdict/v1']),
      keys,
    );
    assert.deepEqual(
      run.results[0]?.locations[0]?.logicalLocations?.map(({ fullyQualifiedName }) => fullyQualifiedName),
      ['user/u2', 'organizationRole/r2', 'globalRole/g2', 'organization/o1'],
    );
  });
});
