import type { SnapshotInfo, UserDetails } from '../snapshot/model.ts';
import { ksuid } from '../snapshot/ksuid.ts';
import type { SyncStart } from '../snapshot/write/workFile.ts';
import { storageFailure } from '../snapshot/store/storageFailure.ts';
import { UNREADABLE, vanishedSince, type VanishedSince } from '../snapshot/lacks/vanished.ts';
import { SnapshotWriter } from '../snapshot/write/writer.ts';
import { AccessError } from '../errors.ts';
import { syncApplications, syncInvitations } from './applications.ts';
import { ASKED_ONCE_MORE } from './brokenRows.ts';
import { SyncContext } from './context.ts';
import { forgetAskedInVain, syncUserDetails } from './details.ts';
import { syncGlobalRoles } from './globalRoles.ts';
import { forgetOutdated } from './earlierRun.ts';
import { syncJustInTime } from './justInTime.ts';
import { tieLooseEnds } from './loose.ts';
import { syncOrganizations } from './organizations.ts';
import { plannedRequests, TOKEN } from './plan.ts';
import { ProgressCounter } from './progress.ts';
import type { Source, SyncProgress } from './source.ts';
import { syncTemplate } from './template.ts';
import { syncUsers } from './users.ts';

/** What a sync has to know besides where to read. */
export interface SyncJob {
  /** Where the finished snapshot goes. */
  readonly file: string;
  /** Where the work lies until then, in the same folder; `<file>.partial` where left out. */
  readonly partial?: string;
  readonly tenant: { readonly id: string; readonly name: string; readonly baseUrl: string };
  /** The version of Logto Access, kept in the snapshot. */
  readonly version: string;
  readonly userDetails?: UserDetails;
  readonly justInTime?: boolean;
  /** The snapshot that is shown until now, to notice when most of it is gone. */
  readonly previous?: string;
  /** Where the snapshot goes in place of `file` when most of the one before is gone. */
  readonly vanishedFile?: string;
  /** Begin anew although the work of an unfinished sync is there. */
  readonly afresh?: boolean;
  /** On an error or a cancel, keep what was read, so that the next sync can go on with it. */
  readonly keepsWork?: boolean;
}

/** Older work is not gone on with: too much may have changed meanwhile. */
export const WORK_LASTS_MS = 24 * 3600 * 1000;

/**
 * Reads a whole tenant into one snapshot file. The file appears only when everything was read; what could not be
 * proved whole, or not be read, is in it as a hole. What was written before a crash is not asked for again.
 */
export async function syncTenant(
  job: SyncJob,
  source: Source,
  report: (progress: SyncProgress) => void,
  signal?: AbortSignal,
): Promise<SnapshotInfo> {
  const writer = openWriter(job);
  const progress = new ProgressCounter(report, () => source.requests);
  const context = new SyncContext({ source, writer, progress });
  const stop = (): void => context.stop();
  signal?.addEventListener('abort', stop);
  try {
    if (writer.finished !== undefined) {
      writer.giveName(placeOf(writer.finished, job));
      return writer.finished;
    }
    keepAccount(context, source);
    await readEverything(context, job);
    const info = describe(job, context);
    writer.finish(info, placeOf(info, job));
    progress.flush();
    return info;
  } catch (error) {
    context.stop(); // reads that are still under way end, and do not find the writer closed
    const failure = storageFailure(error, job.file);
    closeWriter(writer, job, failure);
    throw failure;
  } finally {
    signal?.removeEventListener('abort', stop);
    progress.end();
  }
}

/** Where a finished snapshot goes. */
function placeOf({ vanished }: SnapshotInfo, { file, vanishedFile }: SyncJob): string {
  return vanished === undefined ? file : (vanishedFile ?? file);
}

/** How a sync says what it asks for, so that only one with the same wishes goes on with its work. */
export function startOf(
  { tenant, userDetails = 'none', justInTime = false }: SyncJob,
  now: number,
): SyncStart {
  return { startedAt: now, baseUrl: tenant.baseUrl, wishes: JSON.stringify({ userDetails, justInTime }) };
}

/** Whether a sync may go on with earlier work: of the same tenant, with the same wishes, of the last day. */
export function goesOn(start: SyncStart, earlier: SyncStart): boolean {
  const age = start.startedAt - earlier.startedAt;
  return (
    start.baseUrl === earlier.baseUrl && start.wishes === earlier.wishes && age >= 0 && age < WORK_LASTS_MS
  );
}

function openWriter(job: SyncJob): SnapshotWriter {
  const start = startOf(job, Date.now());
  try {
    const writer = new SnapshotWriter(
      job.file,
      start,
      (earlier) => job.afresh !== true && goesOn(start, earlier),
      job.partial,
    );
    if (writer.resumed && writer.finished === undefined)
      writer.work.mended(`went on with the sync that began at ${timeOf(writer.start.startedAt)}`);
    return writer;
  } catch (error) {
    throw storageFailure(error, job.file);
  }
}

/** What was sent besides the token and what is planned is a repair: also what was sent again, and looks at the server. */
function keepAccount(context: SyncContext, source: Source): void {
  const [begunAt, before] = [Date.now(), source.requests];
  context.writer.work.account(() => {
    const requests = source.requests - before;
    const repairs = Math.max(0, requests - TOKEN - context.plannedReads);
    return { requests, repairs, ms: Date.now() - begunAt };
  });
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Keeps the work for the next sync, unless it cannot be written, is none, or nobody would look for it. */
function closeWriter(writer: SnapshotWriter, { keepsWork = false }: SyncJob, failure: unknown): void {
  const code = failure instanceof AccessError ? failure.code : '';
  const lacksName = writer.finished !== undefined && code !== 'storage.full';
  try {
    if (keepsWork && (lacksName || (!code.startsWith('storage.') && hasRows(writer)))) writer.keep();
    else writer.abandon();
  } catch {
    writer.abandon();
  }
}

function hasRows(writer: SnapshotWriter): boolean {
  return Object.values(writer.counts()).some((rows: number) => rows > 0);
}

async function readEverything(context: SyncContext, job: SyncJob): Promise<void> {
  const { writer } = context;
  if (writer.resumed) {
    context.progress.startAt(writer.counts());
    forgetAskedInVain(writer.work);
    writer.work.forgetHoledOfGone();
    forgetOutdated(context);
  }
  await readLists(context, prepareEnd(context));
  writer.work.forgetHoledOfGone();
  if (writer.work.forgetHoled() > 0) {
    writer.work.mended(ASKED_ONCE_MORE);
    await readLists(context.mending());
  }
  await tieLooseEnds(context);
  if (job.justInTime === true) await syncJustInTime(context);
  await syncUserDetails(context, job.userDetails ?? 'none');
  writer.work.forgetHoledOfGone();
}

/**
 * Does what would take long at the end while the last members are being read, once so small a part of the organizations
 * is left. What is not done by the end is done then.
 */
function prepareEnd(context: SyncContext): (left: number) => void {
  const { writer } = context;
  const steps: [left: number, work: () => void][] = [
    [0.3, () => writer.index('members')],
    [0.2, () => writer.flushAhead()],
    [0.04, () => writer.flushAhead()],
  ];
  return (left) => {
    const [step] = steps;
    if (step === undefined || left > step[0]) return;
    steps.shift();
    context.whileReading(step[1]);
  };
}

/** Reads every list of which it is not remembered that it was read. */
async function readLists(
  context: SyncContext,
  onLeft: (part: number) => void = () => undefined,
): Promise<void> {
  const { writer } = context;
  let areUsersIn = false;
  const users = syncUsers(context.inTurn('users'))
    .then(() => syncGlobalRoles(context))
    .then(() => context.whileReading(() => writer.index('users')))
    .then(() => context.whileReading(() => writer.index('roles')))
    .then(() => (areUsersIn = true));
  await Promise.all([
    users,
    syncOrganizations(context, (left) => areUsersIn && onLeft(left)).then(() => writer.index('members')),
    syncTemplate(context),
    syncApplications(context),
    syncInvitations(context),
  ]);
}

function describe(job: SyncJob, context: SyncContext): SnapshotInfo {
  const { tenant, version, userDetails = 'none', justInTime = false } = job;
  const { writer } = context;
  const counts = writer.counts();
  const spent = writer.work.spent;
  const vanished = job.previous === undefined ? undefined : vanishedSince(job.previous, writer);
  return {
    id: ksuid(writer.start.startedAt),
    ...{ tenantId: tenant.id, tenantName: tenant.name, baseUrl: tenant.baseUrl, writtenBy: version },
    ...{ startedAt: writer.start.startedAt, endedAt: Date.now() },
    ...{ workedMs: spent.ms, requests: spent.requests, repairRequests: spent.repairs },
    ...{ counts, holes: writer.holes(), verified: verified(context, counts.users, vanished) },
    plannedRequests: plannedRequests(writer.totals(counts, { userDetails, justInTime })),
    ...{ userDetails, justInTime },
    ...(vanished !== undefined && vanished !== UNREADABLE && { vanished }),
  };
}

/** How completeness was checked, in sentences. */
function verified({ writer }: SyncContext, users: number, vanished: VanishedSince): string {
  const whole =
    'Every list came in one answer, or its pages were proved to fit together and have as many different ids as Logto counts.';
  const holed =
    'Not everything could be read: what is missing is named as holes; every other list was proved whole.';
  return [
    writer.work.holes().length === 0 ? whole : holed,
    `${users} users were counted by their ids.`,
    ...writer.work.repairs.map((repair) => `Mended: ${repair}.`),
    ...(vanished === UNREADABLE
      ? ['The last snapshot is damaged or cannot be read, so it was not compared with this one.']
      : []),
  ].join(' ');
}
