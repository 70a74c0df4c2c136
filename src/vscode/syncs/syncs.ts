import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { AccessError, CancelledError, isHeldElsewhere, traceError } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import { sentence } from '../../sentence.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { SyncStart } from '../../snapshot/write/workFile.ts';
import type { SyncProgress } from '../../sync/source.ts';
import type { Failure, LastFailures } from './lastFailures.ts';
import { resultLine } from './resultText.ts';
import { jobFor, unfinishedOf, type JobParts } from './syncJobs.ts';
import type { TenantAccess } from '../tenants/tenantAccess.ts';
import { explain } from '../say.ts';

/** How the last sync of a tenant stands. */
export type SyncState =
  | { readonly kind: 'running'; readonly progress: SyncProgress | undefined }
  | { readonly kind: 'done'; readonly info: SnapshotInfo }
  /** `goesOn`: the next sync goes on with what it has read. `at`: when it ended, ms. */
  | { readonly kind: 'cancelled'; readonly goesOn: boolean; readonly at: number }
  | ({ readonly kind: 'failed' } & Failure);

/** A sync that is running. */
interface Run {
  readonly abort: AbortController;
  /** Fulfilled once nothing of it runs any more, however it ended. */
  readonly ended: Promise<unknown>;
}

/** Runs syncs, one a tenant at a time, and tells the views how they stand. */
export class Syncs implements vscode.Disposable {
  readonly #access: TenantAccess;
  readonly #jobs: JobParts;
  readonly #workerFile: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #failures: LastFailures;
  readonly #states = new Map<string, SyncState>();
  readonly #running = new Map<string, Run>();
  readonly #changed = new vscode.EventEmitter<string>();
  /** Fires with a tenant's id whenever its state changes. */
  readonly onDidChange = this.#changed.event;

  constructor(
    parts: JobParts & {
      access: TenantAccess;
      failures: LastFailures;
      workerFile: string;
      log: vscode.LogOutputChannel;
    },
  ) {
    this.#access = parts.access;
    this.#failures = parts.failures;
    this.#jobs = parts;
    this.#workerFile = parts.workerFile;
    this.#log = parts.log;
  }

  /** What came of the last sync, or how it goes; not how one failed after which another window has made a snapshot. */
  stateOf(tenantId: string): SyncState | undefined {
    const state = this.#states.get(tenantId) ?? this.#failureOf(tenantId);
    if (state?.kind !== 'failed' && state?.kind !== 'cancelled') return state;
    const newest = this.#jobs.catalogue.newest(tenantId);
    return newest !== undefined && newest.info.endedAt > state.at ? undefined : state;
  }

  #failureOf(tenantId: string): SyncState | undefined {
    const failure = this.#failures.get(tenantId);
    return failure && { kind: 'failed', ...failure };
  }

  /** Ids of the tenants whose sync is running. */
  get running(): readonly string[] {
    return [...this.#running.keys()];
  }

  /** How the sync of a tenant began that the next one would go on with; an error where it runs elsewhere. */
  unfinished(tenant: TenantProfile): SyncStart | undefined {
    return unfinishedOf(this.#jobs, tenant);
  }

  /** Cancels a tenant's sync and waits for its end. What it has read is kept for the next one. */
  async cancel(tenantId: string): Promise<void> {
    const run = this.#running.get(tenantId);
    run?.abort.abort();
    await run?.ended;
  }

  /** Cancels a tenant's sync, waits for its end, and forgets how the last one stood. */
  async forget(tenantId: string): Promise<void> {
    await this.cancel(tenantId);
    this.#states.delete(tenantId);
    await this.#failures.set(tenantId, undefined);
    this.#changed.fire(tenantId);
  }

  /** Syncs a tenant into a new snapshot; `resume` says whether to go on with the work of an unfinished sync. */
  async run(tenant: TenantProfile, { resume = true } = {}): Promise<SnapshotInfo> {
    if (this.#running.has(tenant.id)) throw alreadyRunning(tenant);
    const before = this.stateOf(tenant.id);
    const abort = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    this.#running.set(tenant.id, { abort, ended });
    this.#set(tenant.id, { kind: 'running', progress: undefined });
    try {
      const info = await this.#sync(tenant, abort.signal, resume);
      this.#finish(tenant.id, { kind: 'done', info });
      this.#logOutcome(tenant, info);
      return info;
    } catch (error) {
      throw this.#fail(tenant, error, before);
    } finally {
      end(undefined);
    }
  }

  dispose(): void {
    for (const { abort } of this.#running.values()) abort.abort();
    this.#changed.dispose();
  }

  async #sync(tenant: TenantProfile, signal: AbortSignal, resume: boolean): Promise<SnapshotInfo> {
    this.#log.info(`Syncing ${tenant.id}`);
    const source = await this.#access.open(tenant, this.#jobs.settings().concurrency, signal);
    try {
      const job = jobFor(this.#jobs, tenant, { at: source.client.connection.baseUrl, resume });
      const onProgress = (progress: SyncProgress): void =>
        this.#set(tenant.id, { kind: 'running', progress });
      return await runJob(this.#workerFile, 'sync', job, { source: source.client, onProgress, signal });
    } finally {
      await source.close();
    }
  }

  #logOutcome({ id }: TenantProfile, info: SnapshotInfo): void {
    this.#log.info(`Synced ${id}: ${resultLine(info)}`);
    for (const hole of info.holes) this.#log.warn(`Not read: ${hole.reason} (${JSON.stringify(hole)})`);
  }

  /** Remembers how a sync failed, and gives the error with what becomes of its work. */
  #fail(tenant: TenantProfile, error: unknown, before: SyncState | undefined): unknown {
    if (isHeldElsewhere(error)) {
      this.#finish(tenant.id, before); // it was none
      this.#log.info(`Not synced: ${tenant.id} is being synced by another window.`);
      return error;
    }
    const goesOn = this.#isKept(tenant);
    if (error instanceof CancelledError) {
      this.#finish(tenant.id, { kind: 'cancelled', goesOn, at: Date.now() });
      return error;
    }
    const told = goesOn ? sayingThatItGoesOn(error) : error;
    this.#finish(tenant.id, { kind: 'failed', message: explain(told), at: Date.now() });
    this.#log.error(`Sync of ${tenant.id} failed: ${traceError(told)}`);
    return told;
  }

  #isKept(tenant: TenantProfile): boolean {
    try {
      return this.unfinished(tenant) !== undefined;
    } catch {
      return false;
    }
  }

  #finish(tenantId: string, state: SyncState | undefined): void {
    this.#running.delete(tenantId);
    void this.#failures.set(
      tenantId,
      state?.kind === 'failed' ? { message: state.message, at: state.at } : undefined,
    );
    this.#set(tenantId, state);
  }

  #set(tenantId: string, state: SyncState | undefined): void {
    if (state === undefined) this.#states.delete(tenantId);
    else this.#states.set(tenantId, state);
    this.#changed.fire(tenantId);
  }
}

function sayingThatItGoesOn(error: unknown): unknown {
  if (!(error instanceof AccessError)) return error;
  const { code, field } = error;
  const { message, hint } = error.said;
  const goesOn = vscode.l10n.t('The next sync goes on with what this one has read.');
  return new AccessError(message, {
    ...{ code, hint: hint === undefined ? goesOn : sentence`${hint} ${goesOn}`, cause: error },
    ...(field !== undefined && { field }),
  });
}

function alreadyRunning(tenant: TenantProfile): AccessError {
  return new AccessError(vscode.l10n.t('{0} is being synced already.', tenant.name), {
    code: 'sync.running',
    hint: vscode.l10n.t('Wait for it, or cancel it first.'),
  });
}
