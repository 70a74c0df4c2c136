import assert from 'node:assert/strict';
import { apart, scaleOf } from '../../../src/webview/scale.ts';

const SIZE = { width: 100, height: 100, plot: { left: 10, right: 10, top: 10, bottom: 10 } };
const point = (
  at: number,
  members: number,
): { at: number; members: number; privileged: number; isComplete: boolean; isMuchGone: boolean } => ({
  ...{ at, members, privileged: 0, isComplete: true, isMuchGone: false },
});

describe('The scale of a chart', () => {
  it('reaches from nobody to a round number above the most, and from the first time to the last', () => {
    const { x, y, ticks } = scaleOf([point(1000, 12), point(3000, 343)], SIZE);
    assert.deepEqual(ticks, [0, 100, 200, 300, 400]);
    assert.deepEqual([x(1000), x(2000), x(3000)], [10, 50, 90]);
    assert.deepEqual([y(0), y(200), y(400)], [90, 50, 10]);
  });

  for (const most of [0, 1, 2, 3, 7, 10, 99, 100, 101, 12_000, 100_000])
    it(`has at most six whole numbers of people for ${most}`, () => {
      const { ticks } = scaleOf([point(0, most)], SIZE);
      assert.ok(ticks.length >= 2 && ticks.length <= 6, ticks.join());
      assert.ok(ticks.every(Number.isInteger));
      assert.ok(ticks.at(-1)! >= most);
    });

  it('puts a single snapshot in the middle', () => assert.equal(scaleOf([point(7, 1)], SIZE).x(7), 50));
});

describe('Dates below a chart', () => {
  it('stand where they do not cover each other, the last of them always', () => {
    assert.deepEqual(apart([64, 670, 670.1], 96), [64, 670.1]);
    assert.deepEqual(apart([64, 666, 667, 668, 669, 670], 96), [64, 670]);
    assert.deepEqual(apart([0, 100, 200, 300], 100), [0, 100, 200, 300]);
    assert.deepEqual(apart([7], 96), [7]);
    assert.deepEqual(apart([], 96), []);
  });
});
