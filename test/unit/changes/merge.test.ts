import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinKey, mergeSorted } from '../../../src/changes/merge.ts';

const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const whole = fc.string({ unit: 'grapheme', maxLength: 4 });
const lists = fc.uniqueArray(whole).map((keys) => keys.sort(bytewise));
const merged = (before: readonly string[], after: readonly string[]) => [
  ...mergeSorted(before, after, (key) => key),
];

describe('Two sorted lists that are merged', function () {
  it('pair what has one key and leave the rest alone, every row once and in order', () => {
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const pairs = merged(before, after);
        assert.deepEqual(
          pairs.map(({ key }) => key),
          [...new Set([...before, ...after])].sort(bytewise),
        );
        for (const { key, before: left, after: right } of pairs) {
          assert.equal(left, before.includes(key) ? key : undefined);
          assert.equal(right, after.includes(key) ? key : undefined);
        }
      }),
    );
  });

  it('give the mirror image when they are swapped', () => {
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const mirrored = merged(after, before).map((pair) => ({
          ...{ key: pair.key, before: pair.after, after: pair.before },
        }));
        assert.deepEqual(merged(before, after), mirrored);
      }),
    );
  });

  it('sort as SQLite does where UTF-16 would not', () => {
    const [low, high] = ['\uff5e', '\u{1f600}'];
    assert.ok(high < low, 'UTF-16 has it the other way round');
    assert.deepEqual(
      merged([low, high], [high]).map(({ key, after }) => [key, after]),
      [
        [low, undefined],
        [high, high],
      ],
    );
  });

  it('hold one row of each at a time', () => {
    let taken = 0;
    function* rows(): Generator<string> {
      for (const key of ['a', 'b', 'c']) {
        taken++;
        yield key;
      }
    }
    mergeSorted(rows(), [], (key) => key).next();
    assert.equal(taken, 1);
  });

  it('have joined keys that sort as their parts do', () => {
    const part = fc.string({ unit: 'grapheme-ascii', maxLength: 3 });
    fc.assert(
      fc.property(fc.tuple(part, part), fc.tuple(part, part), (a, b) => {
        const byParts = bytewise(a[0], b[0]) || bytewise(a[1], b[1]);
        assert.equal(bytewise(joinKey(...a), joinKey(...b)), byParts);
      }),
    );
  });
});
