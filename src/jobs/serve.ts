import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { MapJob, MapPart } from '../access/map/parts.ts';
import type { CompareJob } from '../changes/compareFiles.ts';
import type { Comparison } from '../changes/model.ts';
import { throwIfCancelled } from '../errors.ts';
import type { RawPage } from '../logto/client.ts';
import type { Endpoint } from '../logto/endpoints.ts';
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

/** Runs the job that comes through the port, and answers through it. The worker ends after one job. */
export function serveJobs(port: MessagePort): void {
  const cancelled = new AbortController();
  const send = (message: FromWorker): void => port.postMessage(message);
  const source = new PortSource(send);
  port.on('message', (message: ToWorker) => {
    if (message.type === 'cancel') cancelled.abort();
    else if (message.type === 'start')
      void run(message.job, source, send, cancelled.signal).then(() => port.close());
    else source.settle(message.answers, message.requests);
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

/** Each job loads what it needs, and no other: that takes as long as starting the thread. */
async function perform(
  job: Job,
  source: Source,
  send: (message: FromWorker) => void,
  signal: AbortSignal,
): Promise<unknown> {
  const onProgress = (progress: Jobs[JobKind]['progress']): void => send({ type: 'progress', progress });
  switch (job.kind) {
    case 'sync': {
      const { syncTenant } = await import('../sync/sync.ts');
      return syncTenant(job.input, source, onProgress, signal);
    }
    case 'export': {
      const { exportSnapshot } = await import('../c1/export.ts');
      return exportSnapshot(job.input, { signal, onProgress });
    }
    case 'read': {
      const { readC1 } = await import('../c1/read/readC1.ts');
      return readC1(job.input, { signal, onProgress });
    }
    case 'compare':
      return compare(job.input);
    case 'summarise': {
      const { before, after, summary, byName, unsure } = await compare(job.input);
      return { before, after, summary, byName, unsure };
    }
    case 'history': {
      const { historyOf } = await import('../changes/history.ts');
      return historyOf(job.input, { signal, onProgress });
    }
    case 'touched': {
      const { listTouched } = await import('../changes/listTouched.ts');
      return listTouched(job.input);
    }
    case 'judge': {
      const { judgeFiles } = await import('../changes/judging/judgement.ts');
      return judgeFiles(job.input);
    }
    case 'map':
      return readMap(job.input, onProgress, signal);
    case 'countFindings':
    case 'findings':
    case 'locateFindings':
    case 'writeFindings':
      return find(job, signal);
    case 'check': {
      const { checkPolicy } = await import('../policy/check.ts');
      return checkPolicy(job.input);
    }
  }
}

type FindingsJobs = Extract<Job, { kind: 'countFindings' | 'findings' | 'locateFindings' | 'writeFindings' }>;

/** Finds what looks wrong in a snapshot, and gives of it what is wanted. */
async function find(job: FindingsJobs, signal: AbortSignal): Promise<unknown> {
  switch (job.kind) {
    case 'countFindings': {
      const { countFindings } = await import('../findings/found.ts');
      return countFindings(job.input);
    }
    case 'findings': {
      const { findFindings } = await import('../findings/found.ts');
      return findFindings(job.input);
    }
    case 'locateFindings': {
      const { locateFindings } = await import('./locateFindings.ts');
      return locateFindings(job.input);
    }
    case 'writeFindings': {
      const { writeFindings } = await import('./writeFindings.ts');
      return writeFindings(job.input, signal);
    }
  }
}

async function readMap(job: MapJob, onProgress: (part: MapPart) => void, signal: AbortSignal): Promise<null> {
  const { mapParts } = await import('../access/map/parts.ts');
  for (const part of mapParts(job)) {
    onProgress(part);
    await setImmediate(); // in which a cancel is heard
    throwIfCancelled(signal);
  }
  return null;
}

async function compare(job: CompareJob): Promise<Comparison> {
  const [{ compareFiles }, { c1View }] = await Promise.all([
    import('../changes/compareFiles.ts'),
    import('../c1/read/c1View.ts'),
  ]);
  return compareFiles(job, c1View);
}

/** Reads by asking the other side of the port, which has the token and the network. */
class PortSource implements Source {
  readonly #asks: Together<Ask>;
  readonly #waiting = new Map<number, { resolve: (page: RawPage) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #requests = 0;

  constructor(send: (message: FromWorker) => void) {
    this.#asks = new Together((reads) => send({ type: 'reads', reads }));
  }

  get requests(): number {
    return this.#requests;
  }

  read(endpoint: Endpoint): Promise<RawPage> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#asks.add({ id, endpoint });
    });
  }

  settle(answers: readonly Answer[], requests: number): void {
    this.#requests = requests;
    for (const answer of answers) {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('page' in answer) waiting?.resolve(answer.page);
      else waiting?.reject(receiveError(answer.error));
    }
  }
}
