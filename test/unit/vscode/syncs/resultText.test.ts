import assert from 'node:assert/strict';
import type { Hole, SnapshotCounts, SnapshotInfo } from '../../../../src/snapshot/model.ts';
import { resultLine } from '../../../../src/vscode/syncs/resultText.ts';

const COUNTS = { users: 2000, organizations: 12, memberships: 1 } as SnapshotCounts;
const INFO = {
  counts: COUNTS,
  ...{ workedMs: 2100, requests: 61 },
  verified: 'Every list fits.',
  holes: [],
} as unknown as SnapshotInfo;

function withReasons(...reasons: readonly string[]): SnapshotInfo {
  return { ...INFO, holes: reasons.map((reason): Hole => ({ in: 'users', reason })) };
}

describe('What a sync says of its result', () => {
  it('begins with the verdict, and has counts, time, requests, and how completeness was verified', () => {
    assert.equal(
      resultLine(INFO),
      'complete, 2,000 users, 12 organizations, 1 membership in 2.1 s, 61 requests. Every list fits.',
    );
  });

  it('calls an incomplete snapshot so, and says why', () => {
    const line = resultLine(withReasons('Row 3 is broken.'));
    assert.match(line, /^INCOMPLETE: some users may be missing: Row 3 is broken\. Read: 2,000 users, /);
    assert.doesNotMatch(line, /complete, /);
  });

  it('says of an incomplete one, too, how the rest was verified', () => {
    const line = resultLine(withReasons('Row 3 is broken.'));
    assert.match(line, / Read: 2,000 users, .* in 2\.1 s, 61 requests\. Every list fits\.$/);
  });

  it('tells three reasons at most, and how many more there are', () => {
    const line = resultLine(withReasons('A.', 'B.', 'C.', 'D.', 'E.\n'));
    assert.match(line, /^INCOMPLETE: some users may be missing: A; .*: B; .*: C; and 2 more\. Read: /);
  });
});
