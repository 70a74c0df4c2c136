import assert from 'node:assert/strict';
import type { Hole, SnapshotCounts, SnapshotInfo } from '../../../src/snapshot/model.ts';
import { resultLine, vanishedText } from '../../../src/vscode/resultText.ts';

const COUNTS = { users: 2000, organizations: 12, memberships: 1 } as SnapshotCounts;
const INFO = {
  counts: COUNTS,
  requests: 61,
  verified: 'Every list fits.',
  holes: [],
} as unknown as SnapshotInfo;

function withReasons(...reasons: readonly string[]): SnapshotInfo {
  return { ...INFO, holes: reasons.map((reason): Hole => ({ in: 'users', reason })) };
}

describe('What a sync says of its result', () => {
  it('begins with the verdict, and has counts, time, requests, and how completeness was verified', () => {
    assert.equal(
      resultLine({ info: INFO, ms: 2100 }),
      'complete, 2,000 users, 12 organizations, 1 membership in 2.1 s, 61 requests. Every list fits.',
    );
  });

  it('calls an incomplete snapshot so, and says why', () => {
    const line = resultLine({ info: withReasons('Row 3 is broken.'), ms: 2100 });
    assert.match(line, /^INCOMPLETE: some users may be missing: Row 3 is broken\. Read: 2,000 users, /);
    assert.doesNotMatch(line, /complete, /);
  });

  it('tells three reasons at most, and how many more there are', () => {
    const line = resultLine({ info: withReasons('A.', 'B.', 'C.', 'D.', 'E.\n'), ms: 1 });
    assert.match(line, /^INCOMPLETE: some users may be missing: A; .*: B; .*: C; and 2 more\. Read: /);
  });

  it('says how much of what vanished', () => {
    const vanished = { since: 'before', users: 1203, organizations: 0, memberships: 1 };
    assert.equal(vanishedText({ vanished }, COUNTS), '1,203 of 2,000 users, 1 of 1 memberships');
    assert.equal(vanishedText({ vanished }, undefined), '1,203 users, 1 memberships');
  });
});
