import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { idAnswer, memberAnswer, parseAnswer, parseRows } from '../../../src/logto/answers.ts';

const id = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constant(''),
  fc.constant('\u00e9t\u00e9'),
);
const odd = fc.oneof(fc.jsonValue(), id);
const rowWithId = fc.record(
  { id: fc.oneof({ weight: 9, arbitrary: id }, odd), name: odd },
  { requiredKeys: [] },
);
const likeARow = fc.record({ organizationRoles: fc.array(rowWithId, { maxLength: 2 }), id });
const member = fc.record(
  {
    ...{ id: fc.oneof({ weight: 9, arbitrary: id }, odd), name: odd },
    customData: fc.oneof(likeARow, fc.array(likeARow), odd),
    organizationRoles: fc.oneof({ weight: 9, arbitrary: fc.array(rowWithId) }, odd),
  },
  { requiredKeys: ['id'] },
);
const answers = fc.oneof(
  { weight: 9, arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: member }, odd), { maxLength: 6 }) },
  odd,
);

/** What reading gives, or the sentence with which it fails. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
}

function isReadTheSame(schema: v.GenericSchema, bytes: Uint8Array): void {
  const body = new Uint8Array(bytes).buffer;
  assert.deepEqual(
    outcome(() => parseRows(schema, body, '/api/organizations/o1/users')),
    outcome(() => parseAnswer(v.array(schema), body, '/api/organizations/o1/users')),
  );
}

describe('Rows of which only ids are read', () => {
  for (const [name, schema] of Object.entries({ idAnswer, memberAnswer })) {
    it(`are the same, and fail with the same words, as when all of them is decoded and checked: ${name}`, () =>
      fc.assert(
        fc.property(answers, (rows) => isReadTheSame(schema, Buffer.from(JSON.stringify(rows)))),
        { numRuns: 2000 },
      ));

    it(`are so where keys and values have spaces and lines between them: ${name}`, () =>
      fc.assert(
        fc.property(answers, (rows) => isReadTheSame(schema, Buffer.from(JSON.stringify(rows, null, 1)))),
      ));

    it(`are so where the end of an answer is cut off: ${name}`, () =>
      fc.assert(
        fc.property(answers, fc.nat(), (rows, cut) => {
          const whole = Buffer.from(JSON.stringify(rows));
          isReadTheSame(schema, whole.subarray(0, cut % whole.length));
        }),
        { numRuns: 1000 },
      ));

    it(`are so for bytes that are no JSON, or no UTF-8: ${name}`, () =>
      fc.assert(fc.property(fc.uint8Array(), (bytes) => isReadTheSame(schema, bytes))));
  }

  it('are the last of a name that an object has twice, written in whatever way', () => {
    for (const text of [
      '[{"id":"a","organizationRoles":[{"id":"r1"}],"id":"b","organizationRoles":[]}]',
      String.raw`[{"id":"a","organizationRoles":[],"\u0069d":"b"}]`,
      String.raw`[{"id":"\u0061","organizationRoles":[]}]`,
    ])
      isReadTheSame(memberAnswer, Buffer.from(text));
  });

  it('carry nothing else of a user', () => {
    const rows = [
      { id: 'u1', name: 'Zoë', customData: { token: 'x' }, organizationRoles: [{ id: 'r1', name: 'é' }] },
    ];
    const body = new Uint8Array(Buffer.from(JSON.stringify(rows))).buffer;
    assert.deepEqual(parseRows(memberAnswer, body, ''), [{ id: 'u1', organizationRoles: [{ id: 'r1' }] }]);
  });
});
