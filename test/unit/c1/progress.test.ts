import assert from 'node:assert/strict';
import { join } from 'node:path';
import sinon from 'sinon';
import { exportSnapshot } from '../../../src/c1/export.ts';
import { EXPORT_FORMATS } from '../../../src/c1/formats.ts';
import { atMostTenASecond, type ExportProgress } from '../../../src/c1/progress.ts';
import { withFolder } from '../../support/snapshots.ts';
import { user, writeSnapshot } from '../snapshot/support/rows.ts';

/** Enough for some pieces of each form. */
const USERS = Array.from({ length: 1500 }, (_, i) => user(`u${i}`, { name: 'n'.repeat(500) }));

describe('How far an export is', function () {
  for (const format of EXPORT_FORMATS)
    it(`is told of ${format} from row to row, to the end`, () =>
      withFolder(async (folder) => {
        const [snapshotFile, target] = [join(folder, 'a.snapshot'), join(folder, 'target')];
        writeSnapshot(snapshotFile, { users: USERS });
        let now = 0;
        const clock = sinon.stub(performance, 'now').callsFake(() => (now += 1000));
        const told: ExportProgress[] = [];
        try {
          const onProgress = (progress: ExportProgress): void => void told.push(progress);
          await exportSnapshot({ snapshotFile, format, target }, { onProgress });
        } finally {
          clock.restore();
        }
        const shares = told.map(({ done, total }) => done / total);
        assert.ok(told.length > 1);
        assert.deepEqual(
          shares,
          shares.toSorted((a, b) => a - b),
        );
        assert.equal(Math.round((shares.at(-1) ?? 0) * 1000), 1000);
      }));

  it('is told at most ten times a second, and not at all of what takes no longer', () => {
    let now = 0;
    const clock = sinon.stub(performance, 'now').callsFake(() => now);
    const told: number[] = [];
    const tell = atMostTenASecond((at: number) => told.push(at));
    for (; now < 1000; now++) tell(now);
    clock.restore();
    assert.deepEqual(told, [100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });
});
