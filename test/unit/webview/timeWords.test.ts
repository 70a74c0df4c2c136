import assert from 'node:assert/strict';
import { datesOf, peopleWords, pointWords, timeWords, unreadWords } from '../../../src/webview/timeWords.ts';

const point = (at: number, members: number, privileged: number) => ({
  ...{ at, members, privileged, isComplete: true, isMuchGone: false },
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

  it('take the change from snapshots that are sure, and say what the newest says where it is not', () => {
    const third = { ...LAST, at: Date.UTC(2026, 10, 26, 12), members: 900, privileged: 1 };
    assert.match(
      timeWords([FIRST, LAST, { ...third, isComplete: false }], 0),
      /^Since .* until .*: members \+1,360, privileged holders −7\. 1 snapshot may tell too few \(hollow dots\)\. The newest is incomplete: at least 900 members, at least 1 privileged holders\.$/,
    );
    assert.match(
      timeWords([FIRST, LAST, { ...third, isMuchGone: true }], 0),
      /−7\. 1 snapshot may tell too few .* In the newest most of the one before is gone: 900 members, /,
    );
    assert.match(
      timeWords([{ ...FIRST, isComplete: false }, LAST, third], 1),
      /^Since [^:]*24[^:]*: members −500, .* 1 snapshot may tell too few \(hollow dots\)\. 1 snapshot left out\.$/,
    );
    assert.match(
      timeWords([{ ...FIRST, isComplete: false }, LAST], 0),
      /^What changed is unknown: it takes two snapshots with nothing missing\. 1 snapshot may /,
    );
  });

  it('do not say that one snapshot alone is kept where others cannot be read', () => {
    assert.match(timeWords([FIRST], 0), /^Only one snapshot is kept: /);
    assert.match(timeWords([FIRST], 1), /^Only one snapshot can be shown: .* 1 snapshot left out\.$/);
  });

  it('say nothing of a change in what is unknown', () => {
    const unknown = { ...FIRST, privileged: null };
    assert.match(timeWords([unknown, LAST], 0), /^Since [^:]*: members \+1,360\.$/);
    assert.equal(peopleWords(unknown, 'privileged'), 'unknown');
    assert.equal(peopleWords({ ...LAST, isComplete: false }, 'members'), 'at least 1,400');
    assert.match(
      pointWords({ ...LAST, isComplete: false, isMuchGone: true }),
      /2026.*, incomplete, most of the one before is gone$/,
    );
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
