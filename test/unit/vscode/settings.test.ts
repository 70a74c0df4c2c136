import assert from 'node:assert/strict';
import { scheduleSetting, syncSettings } from '../../../src/vscode/settings.ts';

const DEFAULTS = { concurrency: 16, userDetails: 'none', justInTime: false };

describe('The settings of a sync', () => {
  it('are taken as they stand', () => {
    const set = new Map<string, unknown>([
      ['sync.concurrency', 64],
      ['sync.userDetails', 'privileged'],
      ['sync.justInTime', true],
      ['sync.schedule', 'daily'],
    ]);
    const get = (key: string): unknown => set.get(key);
    assert.deepEqual(syncSettings(get), { concurrency: 64, userDetails: 'privileged', justInTime: true });
    assert.equal(scheduleSetting(get), 'daily');
  });

  for (const wrong of [undefined, null, 0, 65, 1.5, '32', 'everybody', [], {}])
    it(`fall back to the defaults where one is ${JSON.stringify(wrong)}`, () => {
      assert.deepEqual(
        syncSettings(() => wrong),
        DEFAULTS,
      );
      assert.equal(
        scheduleSetting(() => wrong),
        'off',
      );
    });
});
