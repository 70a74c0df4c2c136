import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { AccessError } from '../../../src/errors.ts';
import {
  parseSuppressions,
  readSuppressions,
  unreadIn,
  withSuppression,
} from '../../../src/findings/suppressionFile.ts';

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

  it('says what is wrong in it, in which line, and what to do', () => {
    const wrong = (text: string): string => {
      try {
        parseSuppressions(text, 'f.json');
        return 'nothing';
      } catch (error) {
        assert.ok(error instanceof AccessError && error.hint !== undefined);
        return `${error.message} ${error.hint}`;
      }
    };
    assert.match(wrong('{'), /^f\.json cannot be read: line 1: .*JSON.*Mend it/);
    assert.match(wrong(''), /^f\.json cannot be read: line 1: This is not JSON/);
    const isWrong = (text: string, what: string): void =>
      assert.equal(wrong(text), `f.json cannot be read: ${what}. Mend it, or delete the file to start anew.`);
    isWrong('{\n  // why\n  "suppressions": [] }', 'line 2: This is not JSON: invalid comment token');
    const lines = (...all: readonly object[]): string =>
      `{ "suppressions": [\n${all.map((one) => JSON.stringify(one)).join(',\n')}]}`;
    isWrong(
      lines(ONE, { ...ONE, until: '2027-01-31' }),
      'line 3: This finding is suppressed in line 2 already: remove one of them',
    );
    assert.match(
      wrong(`{ "suppressions": [],\n"suppressions": [] }`),
      /line 2: There is another suppressions in line 1, and only one of them would be read: make them one/,
    );
    isWrong('[]', 'line 1: suppressions is missing');
    isWrong('\n1', 'line 2: the file has to be an object, not 1');
    isWrong('{\n"suppressions": 1 }', 'line 2: suppressions has to be a list, not 1');
    isWrong(lines({ ...ONE, roleIds: [1] }), 'line 2: what is in roleIds has to be a text, not 1');
    isWrong('{ "suppressions": [\n1] }', 'line 2: what is in suppressions has to be an object, not 1');
    const { until, ...endless } = ONE;
    isWrong(lines(ONE, { ...endless, finding: 'a/u0' }), 'line 3: until is missing');
    const file = (parts: object): string => JSON.stringify({ suppressions: [{ ...ONE, ...parts }] });
    for (const day of ['soon', '2026-13-45', '2026-02-31', '2026-1-1', '20261231', '2026-12-31T00:00'])
      isWrong(file({ until: day }), 'line 1: until has to be a day such as 2026-12-31');
    isWrong(file({ reason: ' ' }), 'line 1: reason is empty');
    assert.equal(wrong(file({ until })), 'nothing');
    assert.equal(wrong(file({ until: '2028-02-29' })), 'nothing');
    assert.equal(wrong(file({})), 'nothing');
  });

  it('in which something is wrong is read without that, and tells where it stands and what does not count', () => {
    const other = { ...ONE, finding: 'a/u2' };
    const written = [{ ...ONE, until: 'soon' }, ONE, { ...ONE, reason: 'Again.' }, null, other];
    const text = JSON.stringify({ suppressions: written }, null, 1);
    const read = readSuppressions(text);
    assert.deepEqual(read.suppressions, [ONE, other]);
    assert.deepEqual(
      read.wrong.map(({ at, message }) => [
        at.line + 1,
        text.slice(at.offset, at.offset + at.length),
        message,
      ]),
      [
        [7, '"soon"', 'until has to be a day such as 2026-12-31.'],
        [21, 'null', 'what is in suppressions has to be an object, not null.'],
        [16, '"a/u1"', 'This finding is suppressed in line 10 already: remove one of them.'],
      ],
    );
    assert.equal(
      unreadIn(readSuppressions(JSON.stringify({ suppressions: [{ ...ONE, until: '' }, other] })), 'f'),
      'f cannot be read: line 1: until has to be a day such as 2026-12-31. Until that is mended, only what is right in it counts',
    );
    assert.match(
      unreadIn(readSuppressions('{'), 'f') ?? '',
      /^f cannot be read: line 1: .*, nothing is suppressed$/,
    );
    assert.equal(unreadIn(read, 'f')?.split('; ').length, 3);
    assert.equal(unreadIn(readSuppressions(JSON.stringify({ suppressions: [ONE] })), 'f'), undefined);
  });

  it('is described by a schema that takes what is read, and nothing else', () => {
    const schema = new URL('../../../media/schemas/suppressions.schema.json', import.meta.url);
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    for (const parts of [
      ...[{}, { reason: ' x ' }, { reason: ' ' }, { reason: '' }, { reason: 1 }, { reviewedBy: 'Bob' }],
      ...[
        { until: 'soon' },
        { until: '2026-13-01' },
        { roleIds: ['r1'] },
        { roleIds: [1] },
        { joinedBy: 'c1' },
      ],
    ]) {
      const file = { suppressions: [{ ...ONE, ...parts }] };
      const isRead = readSuppressions(JSON.stringify(file)).wrong.length === 0;
      assert.equal(validate(file), isRead, JSON.stringify(parts));
    }
    for (const file of [{}, [], { suppressions: {} }, { suppressions: [] }, { suppressions: [{}] }])
      assert.equal(validate(file), readSuppressions(JSON.stringify(file)).wrong.length === 0);
  });
});
