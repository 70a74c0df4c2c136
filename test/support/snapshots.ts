import type { Source } from '../../src/sync/source.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogtoClient } from '../../src/logto/client.ts';
import type { SnapshotInfo } from '../../src/snapshot/model.ts';
import { Snapshot } from '../../src/snapshot/snapshot.ts';
import { syncTenant, type SyncJob } from '../../src/sync/sync.ts';

/** Runs a test with a folder of its own, which is gone afterwards. */
export async function withFolder<T>(test: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
  try {
    return await test(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where a sync reads, and whose tenant that is. */
export type Tenant = Source & Pick<LogtoClient, 'connection'>;

/** Syncs a tenant in this thread. */
export function syncTo(
  file: string,
  client: Tenant,
  signal?: AbortSignal,
  wishes: Pick<SyncJob, 'userDetails' | 'justInTime' | 'keepsWork' | 'previous'> = {},
): Promise<SnapshotInfo> {
  const tenant = { id: 'test', name: 'Test tenant', baseUrl: client.connection.baseUrl };
  return syncTenant({ file, tenant, version: '0.0.0', ...wishes }, client, () => undefined, signal);
}

/** Opens a snapshot for a test and closes it afterwards. */
export async function withSnapshot<T>(
  file: string,
  test: (snapshot: Snapshot) => Promise<T> | T,
): Promise<T> {
  const snapshot = Snapshot.open(file);
  try {
    return await test(snapshot);
  } finally {
    snapshot.close();
  }
}
