import assert from 'node:assert/strict';
import {
  exportSettings,
  keepSetting,
  notifySetting,
  scheduleSetting,
  storeSetting,
  syncSettings,
} from '../../../src/vscode/settings.ts';

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

describe('The settings of an export', () => {
  it('are taken as they stand, each by itself', () => {
    const withOnly = (set: string): unknown => exportSettings((key) => key === set);
    assert.deepEqual(withOnly('export.extended'), { extended: true, bom: false });
    assert.deepEqual(withOnly('export.csvBom'), { extended: false, bom: true });
  });

  for (const wrong of [undefined, null, 1, 'true', {}])
    it(`are off where they are ${JSON.stringify(wrong)}`, () => {
      assert.deepEqual(
        exportSettings(() => wrong),
        { extended: false, bom: false },
      );
    });
});

describe('The setting how many snapshots are kept', () => {
  for (const set of [1, 30, 1000])
    it(`may be ${set}`, () =>
      assert.equal(
        keepSetting((key) => (key === 'snapshots.keep' ? set : undefined)),
        set,
      ));

  for (const wrong of [undefined, null, 0, -1, 1001, 2.5, '7', {}])
    it(`is 30 where it is ${JSON.stringify(wrong)}`, () =>
      assert.equal(
        keepSetting(() => wrong),
        30,
      ));
});

describe('The setting whether to tell of changes', () => {
  it('is on unless it is off', () => {
    assert.equal(
      notifySetting((key) => key !== 'notifyOnChanges'),
      false,
    );
    for (const other of [undefined, null, 0, 'no', true])
      assert.equal(
        notifySetting(() => other),
        true,
      );
  });
});

describe('The setting where secrets are kept', () => {
  for (const set of ['auto', 'keychain', 'secretStorage', 'session'])
    it(`may be ${set}`, () =>
      assert.equal(
        storeSetting(() => set),
        set,
      ));

  for (const wrong of [undefined, 'keyring', null, 1])
    it(`is auto where it is ${JSON.stringify(wrong)}`, () =>
      assert.equal(
        storeSetting(() => wrong),
        'auto',
      ));
});
