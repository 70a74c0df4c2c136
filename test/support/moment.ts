import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../src/demo/data/tenant.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { syncTo, withFolder, withSnapshot } from './snapshots.ts';
import { withTenant, type Fault } from './tenant.ts';

/** Something that happens in a tenant just before a read is answered, once. */
export interface Moment {
  readonly isIt: (path: string, query: URLSearchParams) => boolean;
  readonly happen: () => void;
}

/** Syncs a tenant in which something happens at some moments, all of which have to come, and looks at the snapshot. */
export async function withMoments(
  data: TenantData,
  moments: readonly Moment[],
  look: (snapshot: Snapshot) => void,
): Promise<void> {
  const left = new Set(moments);
  const fault: Fault = ({ path, query }) => {
    for (const moment of left) {
      if (!moment.isIt(path, query)) continue;
      left.delete(moment);
      moment.happen();
    }
    return undefined;
  };
  await withTenant({ data, fault }, (_, client) =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      await syncTo(file, client);
      assert.equal(left.size, 0);
      await withSnapshot(file, look);
    }),
  );
}

/** The same with one moment. */
export function withMoment(
  data: TenantData,
  isIt: Moment['isIt'],
  happen: () => void,
  look: (snapshot: Snapshot) => void,
): Promise<void> {
  return withMoments(data, [{ isIt, happen }], look);
}
