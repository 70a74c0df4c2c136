import assert from 'node:assert/strict';
import { join } from 'node:path';
import { exportSnapshot } from '../../../src/c1/export.ts';
import { c1View } from '../../../src/c1/read/c1View.ts';
import { readC1 } from '../../../src/c1/read/readC1.ts';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { describeWithPlace } from '../../../src/changes/text/sentences.ts';
import { withFolder } from '../../support/snapshots.ts';
import { RUN1, RUN2, type Run } from '../c1/support/acme.ts';
import { writeSnapshot } from '../c1/support/tenant.ts';

/** What happened between the two days of the example. */
const HAPPENED = [
  'changed organization Acme Corporation: name: Acme Corp → Acme Corporation',
  'removed Mallory Ex is no longer a member of Acme Corporation',
  'added Grace Hopper now holds admin in Acme Corporation',
];

function told(before: string, after: string): string[] {
  return compareFiles({ before, after }, c1View).changes.map(
    (change) => `${change.kind} ${describeWithPlace(change)}`,
  );
}

describe('The two days of the example', () => {
  it('differ by a new name, by who left and by who became an admin', () =>
    withFolder((folder) => {
      const [before, after] = [join(folder, 'a.snapshot'), join(folder, 'b.snapshot')];
      writeSnapshot(before, RUN1.tenant, RUN1.sync);
      writeSnapshot(after, RUN2.tenant, RUN2.sync);
      assert.deepEqual(told(before, after), HAPPENED);
    }));

  for (const format of ['c1-json', 'c1z'] as const)
    it(`differ by the same as ${format}`, () =>
      withFolder(async (folder) => {
        const read = async ({ tenant, sync }: Run, name: string): Promise<string> => {
          const [snapshotFile, target, into] = ['snapshot', format, 'read'].map((end) =>
            join(folder, `${name}.${end}`),
          ) as [string, string, string];
          writeSnapshot(snapshotFile, tenant, sync);
          await exportSnapshot({ snapshotFile, format, target });
          await readC1({ file: target, into });
          return into;
        };
        assert.deepEqual(told(await read(RUN1, 'a'), await read(RUN2, 'b')), HAPPENED);
      }));
});
