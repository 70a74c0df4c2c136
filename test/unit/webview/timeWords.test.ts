import assert from 'node:assert/strict';
import { datesOf, timeWords, unreadWords } from '../../../src/webview/timeWords.ts';

const point = (at: number, members: number, privileged: number) => ({
  ...{ at, members, privileged, isComplete: true },
});
const [FIRST, LAST] = [point(Date.UTC(2026, 10, 2, 12), 40, 9), point(Date.UTC(2026, 10, 24, 12), 1400, 2)];

describe('The words above a chart over time', () => {
  it('say what changed since the first snapshot, and how many snapshots are not in it', () => {
    const changed = /^Since .*2026.*: members \+1,360, privileged holders −7\.$/;
    assert.match(timeWords([FIRST, LAST], 0), changed);
    assert.match(
      timeWords([FIRST, { ...FIRST, at: LAST.at }], 0),
      /: members unchanged, privileged holders unchanged\.$/,
    );
    assert.match(timeWords([FIRST, LAST], 1), /−7\. 1 snapshot left out\.$/);
    assert.match(timeWords([FIRST, LAST], 2), /−7\. 2 snapshots left out\.$/);
  });

  it('do not say that one snapshot alone is kept where others cannot be read', () => {
    assert.match(timeWords([FIRST], 0), /^Only one snapshot is kept: /);
    assert.match(timeWords([FIRST], 1), /^Only one snapshot can be shown: .* 1 snapshot left out\.$/);
  });

  it('name a snapshot that cannot be read by its time, and say why', () => {
    assert.match(
      unreadWords({ at: LAST.at, why: 'a.snapshot is damaged.' }),
      /^The snapshot of .*2026.* could not be read: a\.snapshot is damaged\.$/,
    );
  });
});

describe('The dates below a chart over time', () => {
  const NOON = new Date(2026, 10, 2, 12).getTime();
  const [HOUR, DAY] = [3_600_000, 24 * 3_600_000];
  const dates = (...times: readonly number[]): [string, number][] => datesOf(times.map((at) => ({ at })));

  it('name a day once, at its last snapshot', () => {
    const [first, second, ...others] = dates(NOON, NOON + HOUR, NOON + 2 * DAY);
    assert.deepEqual([first?.[1], second?.[1], others], [NOON + HOUR, NOON + 2 * DAY, []]);
    assert.match(first?.[0] ?? '', /2026/);
    assert.match(dates(NOON)[0]?.[0] ?? '', /2026/);
  });

  it('say the time where all snapshots are of one day', () => {
    const labels = dates(NOON, NOON + HOUR).map(([label]) => label);
    assert.equal(labels.length, 2);
    assert.match(labels[0] ?? '', /^12:00/);
    assert.match(labels[1] ?? '', /^0?1:00|^13:00/);
  });
});
