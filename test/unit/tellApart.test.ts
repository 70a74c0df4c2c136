import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tellApart } from '../../src/tellApart.ts';

const FORMS = [16, 19, 23].map((end) => (ms: number) => new Date(ms).toISOString().slice(11, end)) as [
  (ms: number) => string,
];
const at = (text: string): number => Date.parse(`2026-11-24T${text}Z`);

/** How some moments of a day are written. */
function written(...moments: readonly string[]): string[] {
  const apart = tellApart(moments.map(at), FORMS);
  return moments.map((moment) => apart.get(at(moment)) ?? '');
}

describe('The times of runs', () => {
  it('are minutes where that tells them apart', () => {
    assert.deepEqual(written('09:30:15.000', '09:31:15.000'), ['09:30', '09:31']);
    assert.deepEqual(written(), []);
  });

  it('have seconds where two are in one minute, and no others', () => {
    assert.deepEqual(written('09:30:15.000', '09:30:59.000', '10:00:00.000'), [
      ...['09:30:15', '09:30:59'],
      '10:00',
    ]);
  });

  it('have parts of a second where two are in one second', () => {
    assert.deepEqual(written('09:30:15.001', '09:30:15.002', '09:30:16.000'), [
      ...['09:30:15.001', '09:30:15.002'],
      '09:30:16',
    ]);
  });

  it('are the same only where the moments are', () => {
    assert.deepEqual(written('09:30:15.001', '09:30:15.001'), ['09:30', '09:30']);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: at('09:00:00'), max: at('09:02:00') })), (moments) => {
        const apart = tellApart(moments, FORMS);
        assert.equal(new Set(apart.values()).size, moments.length);
      }),
    );
  });
});
