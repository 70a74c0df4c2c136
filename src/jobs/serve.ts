import type { MessagePort } from 'node:worker_threads';
import { exportSnapshot } from '../c1/export.ts';
import { compareFiles } from '../changes/compareFiles.ts';
import type { RawPage } from '../logto/client.ts';
import type { Endpoint } from '../logto/endpoints.ts';
import type { Source } from '../sync/source.ts';
import { syncTenant } from '../sync/sync.ts';
import { receiveError, sendError, type FromWorker, type ToWorker } from './protocol.ts';

/** Runs the job that comes through the port, and answers through it. The worker ends after one job. */
export function serveJobs(port: MessagePort): void {
  const cancelled = new AbortController();
  const send = (message: FromWorker): void => port.postMessage(message);
  const source = new PortSource(send);
  port.on('message', (message: ToWorker) => {
    if (message.type === 'cancel') cancelled.abort();
    else if (message.type === 'start')
      void run(message.job, source, send, cancelled.signal).then(() => port.close());
    else source.settle(message);
  });
}

type Job = Extract<ToWorker, { type: 'start' }>['job'];

async function run(
  job: Job,
  source: Source,
  send: (message: FromWorker) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    send({ type: 'done', result: await perform(job, source, send, signal) });
  } catch (error) {
    send({ type: 'error', error: sendError(error) });
  }
}

async function perform(
  job: Job,
  source: Source,
  send: (message: FromWorker) => void,
  signal: AbortSignal,
): Promise<unknown> {
  switch (job.kind) {
    case 'sync':
      return syncTenant(job.input, source, (progress) => send({ type: 'progress', progress }), signal);
    case 'export':
      return exportSnapshot(job.input, signal);
    case 'compare':
      return compareFiles(job.input);
  }
}

/** Reads by asking the other side of the port, which has the token and the network. */
class PortSource implements Source {
  readonly #send: (message: FromWorker) => void;
  readonly #waiting = new Map<number, { resolve: (page: RawPage) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #requests = 0;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  get requests(): number {
    return this.#requests;
  }

  read(endpoint: Endpoint): Promise<RawPage> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ type: 'read', id, endpoint });
    });
  }

  settle(message: Extract<ToWorker, { type: 'page' | 'failed' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    this.#requests = message.requests;
    if (message.type === 'page') waiting?.resolve(message.page);
    else waiting?.reject(receiveError(message.error));
  }
}
