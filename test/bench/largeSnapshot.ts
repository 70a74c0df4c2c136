import { runJob } from '../../src/jobs/run.ts';
import { LogtoClient } from '../../src/logto/client.ts';
import type { SnapshotInfo } from '../../src/snapshot/model.ts';
import type { Source } from '../../src/sync/source.ts';
import { LARGE, startBenchTenant } from './tenant.ts';

const WORKER = new URL('../../dist/worker.js', import.meta.url);

/** Syncs the large tenant into a file, for benchmarks of what comes after. */
export async function syncLargeTenant(file: string): Promise<void> {
  const tenant = await startBenchTenant(LARGE);
  const client = new LogtoClient(tenant, tenant.clientSecret);
  try {
    await syncInto(file, client);
  } finally {
    client.close();
    tenant.close();
  }
}

/** Syncs what a source has into a file. */
export function syncInto(file: string, source: Source): Promise<SnapshotInfo> {
  const tenant = { id: 'bench', name: 'bench', baseUrl: 'http://127.0.0.1' };
  return runJob(WORKER, 'sync', { file, tenant, version: '0' }, { source });
}
