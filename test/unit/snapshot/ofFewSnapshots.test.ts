import assert from 'node:assert/strict';
import { OfFewSnapshots } from '../../../src/snapshot/ofFewSnapshots.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';

/** Only which one it is matters. */
const snapshots = (count: number): Snapshot[] =>
  Array.from({ length: count }, () => Object.create(Snapshot.prototype) as Snapshot);

describe('What is made of snapshots', () => {
  it('is kept for the four that were asked last', () => {
    const made = new OfFewSnapshots<number>();
    const all = snapshots(6);
    for (const [i, snapshot] of all.entries()) {
      made.set(snapshot, i);
      assert.equal(made.get(all[0]!), 0, 'the first is asked again and again');
    }
    assert.deepEqual(
      all.map((snapshot) => made.has(snapshot)),
      [true, false, false, true, true, true],
    );
  });

  it('is made once for one snapshot, however often it is set', () => {
    const made = new OfFewSnapshots<number>();
    const [one, ...others] = snapshots(4);
    for (const snapshot of others) made.set(snapshot, 1);
    for (const value of [2, 3, 4]) made.set(one!, value);
    assert.deepEqual(
      [one!, ...others].map((snapshot) => made.get(snapshot)),
      [4, 1, 1, 1],
    );
  });
});
