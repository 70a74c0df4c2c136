import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../../src/findings/thresholds.ts';
import { writeFindings } from '../../../src/jobs/writeFindings.ts';
import { readSarif } from '../../support/sarif.ts';
import { withFolder } from '../../support/snapshots.ts';
import { organization, writeSnapshot } from '../snapshot/support/rows.ts';

describe('A file of findings', () => {
  it('names the snapshot, and not where it lies on this machine', () =>
    withFolder(async (folder) => {
      const [file, target] = [join(folder, 'a.snapshot'), join(folder, 'out.sarif')];
      writeSnapshot(file, { organizations: [organization('o1')] }, { id: 'run1' });
      const how = { settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-06-01' };
      const job = { ...how, file, target, format: 'sarif', version: '1' } as const;
      await writeFindings(job, new AbortController().signal);
      const text = readFileSync(target, 'utf8');
      assert.equal(readSarif(text).runs[0]?.results.length, 1);
      assert.deepEqual(text.match(/"uri":"[^"]*"/g), ['"uri":"run1.snapshot"']);
    }));
});
