import assert from 'node:assert/strict';
import * as v from 'valibot';
import { issueWords } from '../../src/issueWords.ts';

const SCHEMA = v.strictObject({
  who: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(5)), 'me'),
  kinds: v.exactOptional(v.pipe(v.array(v.picklist(['user', 'role'])), v.minLength(1))),
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))),
  all: v.exactOptional(v.boolean()),
  id: v.string(),
});

const CASES: readonly (readonly [given: object, words: string])[] = [
  [{ id: [] }, 'id has to be a text, not a list'],
  [{ id: 7 }, 'id has to be a text, not 7'],
  [{ id: null }, 'id has to be a text, not null'],
  [{ who: '' }, 'who is empty'],
  [{ who: 'everybody' }, 'who has to have at most 5 characters, not 9'],
  [{ kinds: 'user' }, 'kinds has to be a list, not "user"'],
  [{ kinds: [] }, 'kinds is empty'],
  [{ kinds: ['user', 'cat'] }, 'kinds.1 has to be one of "user", "role", not "cat"'],
  [{ limit: 0 }, 'limit has to be at least 1, not 0'],
  [{ limit: 1.5 }, 'limit has to be a whole number, not 1.5'],
  [{ limit: 900 }, 'limit has to be at most 200, not 900'],
  [{ all: 'yes' }, 'all has to be true or false, not "yes"'],
  [{ foo: 1 }, 'There is no foo here'],
];

describe('What is wrong with something that was given', () => {
  for (const [given, words] of CASES)
    it(`is told as: ${words}`, () => {
      const { issues } = v.safeParse(SCHEMA, { id: 'u1', ...given });
      assert.deepEqual(
        issues?.map((issue) => issueWords(issue, v.getDotPath(issue) ?? 'the input')),
        [words],
      );
    });

  it('is told of what is missing too', () =>
    assert.deepEqual(
      v.safeParse(SCHEMA, {}).issues?.map((issue) => issueWords(issue, 'id')),
      ['id is missing'],
    ));

  it('is told in the words of whoever checks it by a rule of their own', () => {
    const even = v.pipe(
      v.number(),
      v.check((n) => n % 2 === 0, 'Only even ones are taken.'),
    );
    assert.deepEqual(
      v.safeParse(even, 3).issues?.map((issue) => issueWords(issue, 'it')),
      ['Only even ones are taken'],
    );
  });
});
