import * as vscode from 'vscode';
import type { TenantProfile } from '../credentials/tenants.ts';
import { AccessError, CancelledError, describeError, traceError } from '../errors.ts';
import { runJob } from '../jobs/run.ts';
import type { Catalogue } from '../snapshot/catalogue.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { SyncProgress } from '../sync/source.ts';
import type { TenantAccess } from './tenantAccess.ts';

/** How the last sync of a tenant stands. */
export type SyncState =
  | { readonly kind: 'running'; readonly progress: SyncProgress | undefined }
  | { readonly kind: 'done'; readonly info: SnapshotInfo }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** A sync that is running. */
interface Run {
  readonly abort: AbortController;
  /** Fulfilled once nothing of it runs any more, however it ended. */
  readonly ended: Promise<unknown>;
}

/** Runs syncs, one a tenant at a time, and tells the views how they stand. */
export class Syncs implements vscode.Disposable {
  readonly #access: TenantAccess;
  readonly #catalogue: Catalogue;
  readonly #workerFile: string;
  readonly #version: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #states = new Map<string, SyncState>();
  readonly #running = new Map<string, Run>();
  readonly #changed = new vscode.EventEmitter<string>();
  /** Fires with a tenant's id whenever its state changes. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: {
    access: TenantAccess;
    catalogue: Catalogue;
    workerFile: string;
    version: string;
    log: vscode.LogOutputChannel;
  }) {
    this.#access = parts.access;
    this.#catalogue = parts.catalogue;
    this.#workerFile = parts.workerFile;
    this.#version = parts.version;
    this.#log = parts.log;
  }

  stateOf(tenantId: string): SyncState | undefined {
    return this.#states.get(tenantId);
  }

  /** Ids of the tenants whose sync is running. */
  get running(): readonly string[] {
    return [...this.#running.keys()];
  }

  /** Cancels a tenant's sync and waits for its end. */
  async cancel(tenantId: string): Promise<void> {
    const run = this.#running.get(tenantId);
    run?.abort.abort();
    await run?.ended;
  }

  /** Cancels a tenant's sync, waits for its end, and forgets how the last one stood. */
  async forget(tenantId: string): Promise<void> {
    await this.cancel(tenantId);
    this.#states.delete(tenantId);
    this.#changed.fire(tenantId);
  }

  /** Syncs a tenant into a new snapshot. */
  async run(tenant: TenantProfile): Promise<SnapshotInfo> {
    if (this.#running.has(tenant.id)) throw alreadyRunning(tenant);
    const abort = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    this.#running.set(tenant.id, { abort, ended });
    this.#set(tenant.id, { kind: 'running', progress: undefined });
    try {
      const info = await this.#sync(tenant, abort.signal);
      this.#finish(tenant.id, { kind: 'done', info });
      this.#log.info(
        `Synced ${tenant.id}: ${JSON.stringify(info.counts)}, ${info.requests} requests. ${info.verified}`,
      );
      return info;
    } catch (error) {
      this.#finish(tenant.id, stateAfter(error));
      if (!(error instanceof CancelledError))
        this.#log.error(`Sync of ${tenant.id} failed: ${traceError(error)}`);
      throw error;
    } finally {
      end(undefined);
    }
  }

  dispose(): void {
    for (const { abort } of this.#running.values()) abort.abort();
    this.#changed.dispose();
  }

  async #sync(tenant: TenantProfile, signal: AbortSignal): Promise<SnapshotInfo> {
    this.#log.info(`Syncing ${tenant.id}`);
    const source = await this.#access.open(tenant, signal);
    try {
      const { id, name } = tenant;
      const job = {
        file: this.#catalogue.fileFor(id, Date.now()),
        tenant: { id, name, baseUrl: source.client.connection.baseUrl },
        version: this.#version,
      };
      const onProgress = (progress: SyncProgress): void => this.#set(id, { kind: 'running', progress });
      return await runJob(this.#workerFile, 'sync', job, { source: source.client, onProgress, signal });
    } finally {
      await source.close();
    }
  }

  #finish(tenantId: string, state: SyncState): void {
    this.#running.delete(tenantId);
    this.#set(tenantId, state);
  }

  #set(tenantId: string, state: SyncState): void {
    this.#states.set(tenantId, state);
    this.#changed.fire(tenantId);
  }
}

function stateAfter(error: unknown): SyncState {
  return error instanceof CancelledError
    ? { kind: 'cancelled' }
    : { kind: 'failed', message: describeError(error) };
}

function alreadyRunning(tenant: TenantProfile): AccessError {
  return new AccessError(vscode.l10n.t('{0} is being synced already.', tenant.name), {
    code: 'sync.running',
    hint: vscode.l10n.t('Wait for it, or cancel it first.'),
  });
}
