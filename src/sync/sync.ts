import type { SnapshotInfo } from '../snapshot/model.ts';
import { ksuid } from '../snapshot/ksuid.ts';
import { storageFailure } from '../snapshot/storageFailure.ts';
import { SnapshotWriter } from '../snapshot/writer.ts';
import { syncApplications, syncInvitations } from './applications.ts';
import { SyncContext } from './context.ts';
import { syncGlobalRoles } from './globalRoles.ts';
import { syncOrganizations } from './organizations.ts';
import { ProgressCounter } from './progress.ts';
import type { Source, SyncProgress } from './source.ts';
import { syncOrganizationRoles, syncTemplate } from './template.ts';
import { syncMissingUsers, syncUsers } from './users.ts';

/** What a sync has to know besides where to read. */
export interface SyncJob {
  /** Where the finished snapshot goes. */
  readonly file: string;
  readonly tenant: { readonly id: string; readonly name: string; readonly baseUrl: string };
  /** The version of Logto Access, kept in the snapshot. */
  readonly version: string;
  /** Requests under way at once, at most. */
  readonly concurrency: number;
}

/**
 * Reads a whole tenant into one snapshot file. The file appears only when everything was read and its counts agree
 * with Logto's; on any error, or when cancelled, nothing is left behind.
 */
export async function syncTenant(
  job: SyncJob,
  source: Source,
  report: (progress: SyncProgress) => void,
  signal?: AbortSignal,
): Promise<SnapshotInfo> {
  const startedAt = Date.now();
  const writer = openWriter(job.file);
  const progress = new ProgressCounter(report, () => source.requests);
  const context = new SyncContext({ source, writer, progress, concurrency: job.concurrency });
  const stop = (): void => context.stop();
  signal?.addEventListener('abort', stop);
  try {
    await readEverything(context);
    const info = describe(job, source, context, startedAt);
    writer.finish(info);
    progress.flush();
    return info;
  } catch (error) {
    context.stop(); // reads that are still under way end, and find the writer closed
    writer.abandon();
    throw storageFailure(error, job.file);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function openWriter(file: string): SnapshotWriter {
  try {
    return new SnapshotWriter(file);
  } catch (error) {
    throw storageFailure(error, file);
  }
}

async function readEverything(context: SyncContext): Promise<void> {
  await Promise.all([
    syncUsers(context).then(() => syncGlobalRoles(context)),
    syncOrganizations(context),
    syncTemplate(context),
    syncApplications(context),
    syncInvitations(context),
  ]);
  await syncMissingUsers(context);
  if (context.writer.namesUnknownRoles()) await syncOrganizationRoles(context);
  context.writer.dropDangling();
}

function describe(job: SyncJob, source: Source, context: SyncContext, startedAt: number): SnapshotInfo {
  const { tenant, version } = job;
  const whole = 'Every list that Logto counts has as many different ids as it says.';
  return {
    id: ksuid(startedAt),
    ...{ tenantId: tenant.id, tenantName: tenant.name, baseUrl: tenant.baseUrl, writtenBy: version },
    ...{ startedAt, endedAt: Date.now(), requests: source.requests, counts: context.writer.counts() },
    verified: [whole, ...context.repairs.map((repair) => `Mended: ${repair}.`)].join(' '),
  };
}
