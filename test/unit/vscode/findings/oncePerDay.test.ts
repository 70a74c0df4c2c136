import assert from 'node:assert/strict';
import { OncePerDay } from '../../../../src/vscode/findings/oncePerDay.ts';

describe('What is found out once a day', () => {
  /** How often each thing was looked up. */
  function looking(): { remembered: OncePerDay<number>; ask: (id: string, day?: string) => Promise<number> } {
    const remembered = new OncePerDay<number>();
    const times = new Map<string, number>();
    const look = (id: string): Promise<number> => {
      times.set(id, (times.get(id) ?? 0) + 1);
      return Promise.resolve(times.get(id) ?? 0);
    };
    return { remembered, ask: (id, day = '2026-06-01') => remembered.get(id, day, () => look(id)) };
  }

  it('is looked up once, and again on another day', async () => {
    const { ask } = looking();
    assert.deepEqual(await Promise.all([ask('a'), ask('a'), ask('b')]), [1, 1, 1]);
    assert.equal(await ask('a', '2026-06-02'), 2);
    assert.equal(await ask('b'), 1);
  });

  it('is forgotten of all but those that are kept, or of all', async () => {
    const { remembered, ask } = looking();
    for (const id of ['a', 'b', 'c']) await ask(id);
    remembered.keepOnly(['b', 'never asked for']);
    assert.deepEqual([await ask('a'), await ask('b'), await ask('c')], [2, 1, 2]);
    remembered.clear();
    assert.deepEqual([await ask('a'), await ask('b')], [3, 2]);
  });

  it('is looked up again where that failed, but not where it was begun anew meanwhile', async () => {
    const remembered = new OncePerDay<string>();
    const failed = Promise.withResolvers<string>();
    const first = remembered.get('a', 'today', () => failed.promise);
    remembered.clear();
    const second = remembered.get('a', 'today', () => Promise.resolve('second'));
    failed.reject(new Error('no'));
    await assert.rejects(first, /no/);
    assert.equal(
      remembered.get('a', 'today', () => Promise.resolve('third')),
      second,
    );
    const never = (): Promise<string> => Promise.reject(new Error('no'));
    await assert.rejects(remembered.get('b', 'today', never), /no/);
    assert.equal(await remembered.get('b', 'today', () => Promise.resolve('again')), 'again');
  });
});
