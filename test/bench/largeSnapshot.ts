import { runJob } from '../../src/jobs/run.ts';
import { LogtoClient } from '../../src/logto/client.ts';
import { LARGE, startBenchTenant } from './tenant.ts';

const WORKER = new URL('../../dist/worker.js', import.meta.url);

/** Syncs the large tenant into a file, for benchmarks of what comes after. */
export async function syncLargeTenant(file: string): Promise<void> {
  const tenant = await startBenchTenant(LARGE);
  const client = new LogtoClient(tenant, tenant.clientSecret);
  try {
    const facts = { id: 'bench', name: 'bench', baseUrl: 'http://127.0.0.1' };
    await runJob(WORKER, 'sync', { file, tenant: facts, version: '0' }, { source: client });
  } finally {
    client.close();
    tenant.close();
  }
}
