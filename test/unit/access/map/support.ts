import { join } from 'node:path';
import fc from 'fast-check';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../../snapshot/support/rows.ts';
import { anyTenant, anyWideTenant } from '../support/tenants.ts';

type Check = (snapshot: Snapshot, rows: Required<Pick<Rows, 'organizations' | 'users'>> & Rows) => void;

/** Checks something of random tenants, each with its rows at hand. */
export function onRandomTenants(check: Check): Promise<void> {
  return onTenants(anyTenant, check, { numRuns: 60 });
}

/** The same of tenants of many organizations and roles, of which it takes minutes to make one smaller that fails. */
export function onWideTenants(check: Check): Promise<void> {
  return onTenants(anyWideTenant, check, { numRuns: 20, endOnFailure: true });
}

function onTenants(
  tenants: typeof anyTenant,
  check: Check,
  parameters: Pick<fc.Parameters, 'numRuns' | 'endOnFailure'>,
): Promise<void> {
  return withFolder((folder) =>
    fc.assert(
      fc.asyncProperty(tenants, (rows) => {
        const file = join(folder, 'random.snapshot');
        writeSnapshot(file, rows);
        return withSnapshot(file, (snapshot) => check(snapshot, rows));
      }),
      parameters,
    ),
  );
}
