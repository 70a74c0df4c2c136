import assert from 'node:assert/strict';
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
});
