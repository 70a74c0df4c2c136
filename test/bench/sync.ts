import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LogtoClient, type RawPage } from '../../src/logto/client.ts';
import type { Endpoint } from '../../src/logto/endpoints.ts';
import { Snapshot } from '../../src/snapshot/snapshot.ts';
import type { Source } from '../../src/sync/source.ts';
import { downloadBare } from './bare.ts';
import { inProcess, round } from './inProcess.ts';
import { syncInto } from './largeSnapshot.ts';
import { median } from './median.ts';
import { readWithSdk } from './sdk.ts';
import { LARGE, startBenchTenant, type BenchTenant } from './tenant.ts';

/** One sync beside the bare download of the same pages in the same run. Seconds; MB of the whole process. */
interface SyncFigures {
  readonly users: number;
  readonly memberships: number;
  readonly roleAssignments: number;
  /** Different ids among the users of the snapshot. */
  readonly uniqueUsers: number;
  /** Without those that mended something. */
  readonly requests: number;
  readonly repairRequests: number;
  readonly plannedRequests: number;
  /** Requests at once that the sync had settled on, and that the bare download makes. */
  readonly concurrency: number;
  /** Until the snapshot has its name. */
  readonly seconds: number;
  readonly bareSeconds: number;
  readonly ratio: number;
  /** What a plain loop with the official SDK takes, scaled up from a tenth. */
  readonly sdkSeconds: number;
  /** Of a process of its own that does nothing else. */
  readonly peakRssMB: number;
  readonly hostLoopDelayP99Ms: number;
}

/** What a process of its own is to do. */
export interface SyncWork {
  readonly kind: 'sync';
  readonly tenant: BenchTenant;
  readonly file: string;
}

/** Syncs a large tenant whose answers take 20 ms, and none at all. */
export async function benchSync(): Promise<Record<'at20ms' | 'at0ms', SyncFigures>> {
  const tenant = await startBenchTenant(LARGE);
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  try {
    await syncInto(join(folder, 'first.snapshot'), new LogtoClient(tenant, tenant.clientSecret)); // warms both sides up
    const at20ms = await median(() => measure(tenant, folder, 20));
    const at0ms = await median(() => measure(tenant, folder, 0));
    // The SDK leaves much to collect, so it comes last.
    return {
      at20ms: { ...at20ms, sdkSeconds: await secondsOfSdk(tenant, 20) },
      at0ms: { ...at0ms, sdkSeconds: await secondsOfSdk(tenant, 0) },
    };
  } finally {
    tenant.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function secondsOfSdk(tenant: BenchTenant, delayMs: number): Promise<number> {
  await tenant.setDelay(delayMs);
  return Math.round(await readWithSdk(tenant));
}

async function measure(
  tenant: BenchTenant,
  folder: string,
  delayMs: number,
): Promise<Omit<SyncFigures, 'sdkSeconds'>> {
  await tenant.setDelay(delayMs);
  const file = join(folder, `${delayMs}.snapshot`);
  rmSync(file, { force: true }); // a sync never takes the place of another snapshot
  const client = new LogtoClient(tenant, tenant.clientSecret);
  const source = new RecordingSource(client, tenant.baseUrl);
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const started = performance.now();
  const info = await syncInto(file, source);
  loop.disable();
  client.close();
  const seconds = (performance.now() - started) / 1000;
  const concurrency = client.atOnce;
  const bareSeconds = await downloadBare(source.urls, await tokenOf(tenant), concurrency);
  const work: SyncWork = { kind: 'sync', tenant, file };
  const { users, memberships, roleAssignments } = info.counts;
  return {
    ...{ users, uniqueUsers: uniqueUsers(file), memberships, roleAssignments },
    requests: info.requests - info.repairRequests,
    ...{ repairRequests: info.repairRequests, plannedRequests: info.plannedRequests },
    concurrency,
    ...{ seconds: round(seconds), bareSeconds: round(bareSeconds), ratio: round(seconds / bareSeconds) },
    ...{ peakRssMB: await inProcess<number>('./syncProcess.mjs', work) },
    ...{ hostLoopDelayP99Ms: round(loop.percentile(99) / 1e6 - 5) },
  };
}

function uniqueUsers(file: string): number {
  const snapshot = Snapshot.open(file);
  const count = Number(snapshot.get('select count(distinct id) as n from users')?.n);
  snapshot.close();
  return count;
}

/** Remembers what was read, to download it again without us. Next to nothing is done of it while a sync is measured. */
class RecordingSource implements Source {
  readonly #read: Endpoint[] = [];
  readonly #client: LogtoClient;
  readonly #baseUrl: string;

  constructor(client: LogtoClient, baseUrl: string) {
    this.#client = client;
    this.#baseUrl = baseUrl;
  }

  get urls(): string[] {
    return this.#read.map(({ path, query }) => {
      const parameters = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
      return `${this.#baseUrl}${path}?${parameters.toString()}`;
    });
  }

  get requests(): number {
    return this.#client.requests;
  }

  prepare(): void {
    this.#client.prepare();
  }

  read(endpoint: Endpoint, signal?: AbortSignal): Promise<RawPage> {
    this.#read.push(endpoint);
    return this.#client.read(endpoint, signal);
  }
}

async function tokenOf({ tokenUrl, clientId, clientSecret, resource }: BenchTenant): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    resource,
    scope: 'all',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = (await (await fetch(tokenUrl, { method: 'POST', body })).json()) as { access_token: string };
  return answer.access_token;
}
