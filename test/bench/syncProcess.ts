import { LogtoClient } from '../../src/logto/client.ts';
import { syncInto } from './largeSnapshot.ts';
import { peakMemoryMB } from './peakMemory.ts';
import type { SyncWork } from './sync.ts';

// Syncs a tenant (argv: as JSON) once, and says how much memory that took at most.

const { tenant, file } = JSON.parse(process.argv[2] ?? '') as SyncWork;
const client = new LogtoClient(tenant, tenant.clientSecret);
await syncInto(file, client);
client.close();
process.send?.(Math.round(peakMemoryMB()), () => process.disconnect());
