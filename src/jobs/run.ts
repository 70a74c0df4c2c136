import { Worker } from 'node:worker_threads';
import { removePartialOf } from '../c1/partialFolder.ts';
import { AccessError, CancelledError, throwIfCancelled } from '../errors.ts';
import { temporaryEnvironment } from '../snapshot/store/temporaryFolder.ts';
import type { Source } from '../sync/source.ts';
import {
  receiveError,
  sendError,
  type Answer,
  type Ask,
  type FromWorker,
  type JobKind,
  type Jobs,
  type ToWorker,
} from './protocol.ts';
import { Together } from './together.ts';
import { sentence } from '../sentence.ts';

/** What a job may need from the thread that starts it. */
export interface JobOptions<K extends JobKind = JobKind> {
  /** Serves the worker's reads; only a sync asks for any. */
  readonly source?: Source;
  readonly onProgress?: (progress: Jobs[K]['progress']) => void;
  readonly signal?: AbortSignal;
}

/**
 * How long a cancelled job may take to clean up, ms. An export hears of it only once SQLite has sorted a large tenant;
 * what has nothing to clean does not listen.
 */
const PATIENCE_MS: Readonly<Record<JobKind, number>> = {
  sync: 2000,
  export: 60_000,
  compare: 0,
  summarise: 2000,
  history: 2000,
  touched: 2000,
  judge: 2000,
  map: 500,
  read: 2000,
  countFindings: 0,
  findings: 0,
  locateFindings: 0,
  check: 0,
  writeFindings: 2000,
};

/**
 * Pages are parsed and forgotten: a small nursery costs a sync no time and saves 150 MB on a large tenant. An export
 * makes more that lives a little longer, and takes a fifth less time with a larger one.
 */
const YOUNG_MB: Readonly<Record<JobKind, number>> = {
  ...{ sync: 8, export: 20, read: 8, compare: 8, summarise: 8, history: 8, map: 8, touched: 8 },
  ...{ judge: 8, countFindings: 8, findings: 8, locateFindings: 8, check: 8, writeFindings: 8 },
};

/** Runs one job in a worker thread of its own, started from the bundle or source file at `workerFile`. */
export async function runJob<K extends JobKind>(
  workerFile: string | URL,
  kind: K,
  input: Jobs[K]['input'],
  options: JobOptions<K> = {},
): Promise<Jobs[K]['result']> {
  throwIfCancelled(options.signal);
  const worker = new Worker(workerFile, {
    env: temporaryEnvironment(), // and not the command line's secret, which is none of the worker's business
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB[kind] },
  });
  const { threadId } = worker;
  options.source?.prepare?.();
  const reads = new AbortController();
  const serve = options.source && serveReads(worker, options.source);
  let giveUp: (() => void) | undefined;
  let patience: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    post(worker, { type: 'cancel' });
    reads.abort();
    patience = setTimeout(() => giveUp?.(), PATIENCE_MS[kind]);
  };
  options.signal?.addEventListener('abort', cancel);
  try {
    return await new Promise<Jobs[K]['result']>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'reads') serve?.(message.reads, reads.signal);
        else handle(message, options, resolve as (result: unknown) => void, reject);
      });
      worker.on('error', (error: Error) => reject(inWords(error, kind)));
      worker.on('exit', () => reject(died(kind)));
      giveUp = () => reject(new CancelledError());
      post(worker, { type: 'start', job: { kind, input } as Extract<ToWorker, { type: 'start' }>['job'] });
    });
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    clearTimeout(patience);
    reads.abort();
    await worker.terminate();
    if ('target' in input) await removePartialOf(threadId, input.target); // it may have been ended midway
  }
}

function handle<K extends JobKind>(
  message: Exclude<FromWorker, { type: 'reads' }>,
  { onProgress }: JobOptions<K>,
  resolve: (result: unknown) => void,
  reject: (error: Error) => void,
): void {
  switch (message.type) {
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

/** Reads for the worker, and hands the bodies over without copying them. */
function serveReads(worker: Worker, source: Source): (reads: readonly Ask[], signal: AbortSignal) => void {
  const answers = new Together<Answer>((all) => {
    const bodies = all.flatMap((answer) => ('page' in answer ? [answer.page.body] : []));
    post(worker, { type: 'answers', answers: all, requests: source.requests }, bodies);
  });
  const serve = async ({ id, endpoint }: Ask, signal: AbortSignal): Promise<void> => {
    try {
      answers.add({ id, page: await source.read(endpoint, signal) });
    } catch (error) {
      answers.add({ id, error: sendError(error) });
    }
  };
  return (reads, signal) => {
    for (const read of reads) void serve(read, signal);
  };
}

function post(worker: Worker, message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
  worker.postMessage(message, transfer);
}

/** Node says of a worker that took too much memory that it was ended, and not what to do. */
function inWords(error: Error, kind: JobKind): Error {
  if (!('code' in error) || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new AccessError(sentence`There is not enough memory for the ${kind}.`, {
    code: 'job.memory',
    hint: sentence`Close other windows and programs and try again, or use the command line, where NODE_OPTIONS=--max-old-space-size=8192 lets it have 8 GB.`,
    cause: error,
  });
}

function died(kind: JobKind): AccessError {
  return new AccessError(sentence`The ${kind} ended without a result.`, {
    code: 'job.died',
    hint: sentence`The machine may be out of memory; try again.`,
  });
}
