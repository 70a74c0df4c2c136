import assert from 'node:assert/strict';
import { AccessError } from '../../../src/errors.ts';
import { parseSuppressions, withSuppression } from '../../../src/findings/suppressions.ts';

const ONE = { finding: 'a/u1', saw: 'Ada …', reason: 'On leave.', until: '2026-12-31' };

describe('A file of suppressions', () => {
  it('is read as it was written, sorted, and with one for each finding', () => {
    const other = { ...ONE, finding: 'a/u0' };
    const newer = { ...ONE, until: '2027-01-31' };
    const before = JSON.stringify({ suppressions: [ONE, other] });
    assert.deepEqual(parseSuppressions(withSuppression(before, 'f', newer), 'f'), [other, newer]);
  });

  it('keeps what others wrote in it when one is added', () => {
    const other = { finding: 'a/u2', reason: ' As agreed. ', until: '2026-12-31', reviewedBy: 'Bob' };
    const before = { $schema: './s.json', suppressions: [other], owner: { team: 'access' } };
    const after = { ...before, suppressions: [ONE, other] };
    const text = withSuppression(JSON.stringify(before), 'f', ONE);
    assert.equal(text, `${JSON.stringify(after, null, 2)}\n`);
  });

  it('begins with the first one, and is not written anew where it is broken', () => {
    assert.deepEqual(parseSuppressions(withSuppression(undefined, 'f', ONE), 'f'), [ONE]);
    assert.throws(() => withSuppression('{', 'f', ONE), /f cannot be read/);
  });

  it('says what is wrong in it, and what to do', () => {
    const wrong = (text: string): string => {
      try {
        parseSuppressions(text, 'f.json');
        return 'nothing';
      } catch (error) {
        assert.ok(error instanceof AccessError && error.hint !== undefined);
        return `${error.message} ${error.hint}`;
      }
    };
    assert.match(wrong('{'), /^f\.json cannot be read: .*JSON.*Mend it/);
    assert.equal(
      wrong('{\n  // why\n  "suppressions": [] }'),
      'f.json cannot be read: line 2: This is not JSON: invalid comment token. Mend it, or delete the file to start anew.',
    );
    const [twice, other] = [JSON.stringify([ONE, { ...ONE, until: '2027-01-31' }]), JSON.stringify([ONE])];
    assert.match(
      wrong(`{ "suppressions": ${twice} }`),
      /suppressions\.1 is not as expected\. Expected there: a finding that stands nowhere above/,
    );
    assert.match(
      wrong(`{ "suppressions": ${other},\n"suppressions": [] }`),
      /line 2: There is another suppressions in line 1, and only one of them would be read: make them one/,
    );
    assert.match(wrong('[]'), /suppressions is not as expected.*Expected there/);
    const file = (parts: object): string => JSON.stringify({ suppressions: [{ ...ONE, ...parts }] });
    for (const until of ['soon', '2026-13-45', '2026-02-31', '2026-1-1', '20261231', '2026-12-31T00:00'])
      assert.equal(
        wrong(file({ until })),
        'f.json cannot be read: suppressions.0.until is not as expected. Expected there: a day such as 2026-12-31.',
      );
    assert.match(
      wrong(file({ reason: ' ' })),
      /suppressions\.0\.reason is not as expected\. Expected there: a reason\./,
    );
    assert.equal(wrong(file({ until: '2028-02-29' })), 'nothing');
    assert.equal(wrong(file({})), 'nothing');
  });
});
