import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSnapshot, type ExportResult } from '../../../../src/c1/export.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { RUN1 } from './acme.ts';
import { user, writeSnapshot, type Tenant } from './tenant.ts';

export const OLD = 'what was there before';

export interface Place {
  readonly folder: string;
  readonly snapshotFile: string;
  readonly target: string;
  readonly run: (target?: string, signal?: AbortSignal) => Promise<ExportResult>;
}

/** A folder with a snapshot of the tenant, and an older export where the new one is to go. */
export function withPlace(tenant: Tenant, test: (place: Place) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const [snapshotFile, target] = [join(folder, 'a.snapshot'), join(folder, 'a.json')];
    writeSnapshot(snapshotFile, tenant);
    writeFileSync(target, OLD);
    const run: Place['run'] = (to = target, signal) =>
      exportSnapshot({ snapshotFile, format: 'c1-json', target: to }, { signal });
    await test({ folder, snapshotFile, target, run });
  });
}

/** Big enough for an export that takes many turns of the event loop. */
export const BIG: Tenant = {
  ...RUN1.tenant,
  users: Array.from({ length: 3000 }, (_, i) => user({ id: `u${String(i)}`, name: `User ${String(i)}` })),
  members: [],
};

/** What is being written into a folder. */
export function partialFiles(folder: string): string[] {
  const partial = readdirSync(folder).filter((name) => name.endsWith('.partial'));
  return partial.flatMap((name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)));
}
