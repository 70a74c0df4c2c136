import { join } from 'node:path';
import fc from 'fast-check';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../../snapshot/support/rows.ts';
import { anyTenant } from '../support/tenants.ts';

/** Checks something of random tenants, each with its rows at hand. */
export function onRandomTenants(
  check: (snapshot: Snapshot, rows: Required<Pick<Rows, 'organizations' | 'users'>> & Rows) => void,
): Promise<void> {
  return withFolder((folder) =>
    fc.assert(
      fc.asyncProperty(anyTenant, (rows) => {
        const file = join(folder, 'random.snapshot');
        writeSnapshot(file, rows);
        return withSnapshot(file, (snapshot) => check(snapshot, rows));
      }),
      { numRuns: 60 },
    ),
  );
}
