import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Together } from '../../../src/jobs/together.ts';

/** Adds so many numbers in one turn of the event loop, and gives what was handed over: in it, and by its end. */
async function handedOver(count: number): Promise<{ inTurn: number[][]; byItsEnd: number[][] }> {
  const handed: number[][] = [];
  const together = new Together<number>((all) => handed.push([...all]));
  for (let one = 1; one <= count; one++) together.add(one);
  const inTurn = [...handed];
  await setImmediate();
  await setImmediate();
  return { inTurn, byItsEnd: handed };
}

describe('What is handed over together', () => {
  it('waits for the end of the turn where it is little, and then goes at once', async () => {
    const { inTurn, byItsEnd } = await handedOver(3);
    assert.deepEqual(inTurn, []);
    assert.deepEqual(byItsEnd, [[1, 2, 3]]);
  });

  it('goes in the middle of a turn as soon as eight wait, and the rest at its end', async () => {
    const { inTurn, byItsEnd } = await handedOver(19);
    const [first, second] = [
      [1, 2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12, 13, 14, 15, 16],
    ];
    assert.deepEqual(inTurn, [first, second]);
    assert.deepEqual(byItsEnd, [first, second, [17, 18, 19]]);
  });

  it('is never nothing, where all has gone before the turn ends', async () => {
    const { inTurn, byItsEnd } = await handedOver(16);
    assert.equal(inTurn.length, 2);
    assert.deepEqual(byItsEnd, inTurn);
  });

  it('goes again in later turns', async () => {
    const handed: number[][] = [];
    const together = new Together<number>((all) => handed.push([...all]));
    for (const one of [1, 2]) {
      together.add(one);
      await setImmediate();
      await setImmediate();
    }
    assert.deepEqual(handed, [[1], [2]]);
  });
});
