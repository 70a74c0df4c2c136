import { Worker } from 'node:worker_threads';
import { AccessError, CancelledError } from '../errors.ts';
import type { Source, SyncProgress } from '../sync/source.ts';
import {
  receiveError,
  sendError,
  type FromWorker,
  type JobKind,
  type Jobs,
  type ToWorker,
} from './protocol.ts';

/** What a job may need from the thread that starts it. */
export interface JobOptions {
  /** Serves the worker's reads; only a sync asks for any. */
  readonly source?: Source;
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/** How long a cancelled job may take to clean up, ms. A comparison has nothing to clean, and does not listen. */
const PATIENCE_MS = 2000;

/** Pages are parsed and forgotten: a small nursery costs no time and saves 150 MB on a large tenant. */
const YOUNG_MB = 8;

/** Runs one job in a worker thread of its own, started from the bundle or source file at `workerFile`. */
export async function runJob<K extends JobKind>(
  workerFile: string | URL,
  kind: K,
  input: Jobs[K]['input'],
  options: JobOptions = {},
): Promise<Jobs[K]['result']> {
  if (options.signal?.aborted === true) throw new CancelledError();
  const worker = new Worker(workerFile, {
    env: {}, // the command line's secret is in the environment, and is none of the worker's business
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const reads = new AbortController();
  let giveUp: (() => void) | undefined;
  let patience: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    post(worker, { type: 'cancel' });
    reads.abort();
    patience = setTimeout(() => giveUp?.(), PATIENCE_MS);
  };
  options.signal?.addEventListener('abort', cancel);
  try {
    return await new Promise<Jobs[K]['result']>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        handle(message, worker, options, reads.signal, resolve as (result: unknown) => void, reject);
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(died(kind)));
      giveUp = () => reject(new CancelledError());
      post(worker, { type: 'start', job: { kind, input } as Extract<ToWorker, { type: 'start' }>['job'] });
    });
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    clearTimeout(patience);
    reads.abort();
    await worker.terminate();
  }
}

function handle(
  message: FromWorker,
  worker: Worker,
  { source, onProgress }: JobOptions,
  signal: AbortSignal,
  resolve: (result: unknown) => void,
  reject: (error: Error) => void,
): void {
  switch (message.type) {
    case 'read':
      if (source) void serveRead(worker, source, message, signal);
      return;
    case 'progress':
      onProgress?.(message.progress);
      return;
    case 'done':
      resolve(message.result);
      return;
    case 'error':
      reject(receiveError(message.error));
  }
}

/** Reads for the worker, and hands the body over without copying it. */
async function serveRead(
  worker: Worker,
  source: Source,
  { id, endpoint }: Extract<FromWorker, { type: 'read' }>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const page = await source.read(endpoint, signal);
    post(worker, { type: 'page', id, page, requests: source.requests }, [page.body]);
  } catch (error) {
    post(worker, { type: 'failed', id, error: sendError(error), requests: source.requests });
  }
}

function post(worker: Worker, message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
  worker.postMessage(message, transfer);
}

function died(kind: JobKind): AccessError {
  return new AccessError(`The ${kind} ended without a result.`, {
    code: 'job.died',
    hint: 'The machine may be out of memory; try again.',
  });
}
