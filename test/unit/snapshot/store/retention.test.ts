import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StoredSnapshot } from '../../../../src/snapshot/store/catalogue.ts';
import { beyondKept } from '../../../../src/snapshot/store/retention.ts';

interface Run {
  readonly pinned: boolean;
  readonly complete: boolean;
  readonly inUse: boolean;
}

const PLAIN: Run = { pinned: false, complete: true, inUse: false };
const RUNS = fc.array(fc.record({ pinned: fc.boolean(), complete: fc.boolean(), inUse: fc.boolean() }), {
  maxLength: 20,
});

/** The numbers of the runs, counted from the newest, that go. */
function removedOf(runs: readonly Run[], keep: number): number[] {
  const stored = runs.map(({ pinned, complete }, at) => ({
    file: `${at}.snapshot`,
    info: { id: String(at), holes: complete ? [] : [{ in: 'users', reason: 'Nobody knows.' }] },
    facts: pinned ? { pinned } : {},
  })) as unknown as StoredSnapshot[];
  const inUse = new Set(runs.flatMap((run, at) => (run.inUse ? [String(at)] : [])));
  return beyondKept(stored, keep, inUse).map(({ info }) => Number(info.id));
}

describe('Retention', () => {
  it('removes the oldest beyond those that are kept', () => {
    assert.deepEqual(removedOf([PLAIN, PLAIN, PLAIN, PLAIN], 2), [2, 3]);
    assert.deepEqual(removedOf([PLAIN, PLAIN], 2), []);
    assert.deepEqual(removedOf([], 1), []);
  });

  it('does not count the pinned ones', () => {
    assert.deepEqual(removedOf([{ ...PLAIN, pinned: true }, PLAIN, PLAIN, PLAIN], 2), [3]);
  });

  it('keeps the last complete one, however many incomplete ones are newer', () => {
    const lacking = { ...PLAIN, complete: false };
    assert.deepEqual(removedOf([lacking, lacking, PLAIN, PLAIN], 1), [1, 3]);
  });

  it('never removes what is pinned, in use or the last complete one, and everything else that is too old', () => {
    fc.assert(
      fc.property(RUNS, fc.integer({ min: 1, max: 10 }), (runs, keep) => {
        const removed = new Set(removedOf(runs, keep));
        const lastComplete = runs.findIndex(({ complete }) => complete);
        const counted = [...runs.keys()].filter((at) => runs[at]?.pinned === false);
        for (const at of runs.keys()) {
          const safe = runs[at]?.inUse === true || at === lastComplete;
          const tooOld = counted.indexOf(at) >= keep;
          assert.equal(removed.has(at), tooOld && !safe, `${at} of ${JSON.stringify(runs)}`);
        }
      }),
    );
  });
});
