import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withFolder } from '../../support/snapshots.ts';
import { organization, user, writeSnapshot } from '../snapshot/support/rows.ts';

const users = Array.from({ length: 1000 }, (_, i) => user(`u${i}`));
const members = { o1: Object.fromEntries(users.map(({ id }) => [id, []])) };

describe('A comparison with a snapshot that is damaged behind its beginning', () => {
  it('names both files and says what to do, whichever is the damaged one', () =>
    withFolder(async (folder) => {
      const [whole, damaged] = [join(folder, 'whole.snapshot'), join(folder, 'damaged.snapshot')];
      for (const file of [whole, damaged])
        writeSnapshot(file, { users, organizations: [organization('o1')], members });
      const bytes = readFileSync(damaged);
      writeFileSync(damaged, bytes.fill(0xff, bytes.length / 2));
      Snapshot.open(damaged).close(); // its beginning is whole
      for (const [before, after] of [
        [whole, damaged],
        [damaged, whole],
      ] as const) {
        const { message, code, hint } = await accessErrorOf(() => compareFiles({ before, after }));
        assert.equal(code, 'snapshot.damaged');
        assert.ok(message.includes(whole) && message.includes(damaged), message);
        assert.match(hint ?? '', /sync the tenant again/);
      }
    }));
});
