import pLimit from 'p-limit';
import { setImmediate } from 'node:timers/promises';
import type * as v from 'valibot';
import { CancelledError } from '../errors.ts';
import { parseAnswer, parseRows } from '../logto/answers.ts';
import type { Endpoint } from '../logto/endpoints.ts';
import type { SnapshotWriter } from '../snapshot/writer.ts';
import type { ProgressCounter } from './progress.ts';
import type { Source } from './source.ts';

/** Rows of one answer, checked. */
export interface Rows<T> {
  readonly rows: readonly T[];
  /** Rows in the whole collection. */
  readonly total: number;
}

interface Parts {
  readonly source: Source;
  readonly writer: SnapshotWriter;
  readonly progress: ProgressCounter;
}

/** Answers that are asked for or not yet written, at most: memory does not grow with the tenant. */
const IN_FLIGHT = 128;

/** So many while something else keeps this thread for some tenths of a second, or the server would stand still. */
const IN_FLIGHT_AHEAD = 256;

/** What every context of a sync shares. */
class Reads {
  readonly inFlight = pLimit(IN_FLIGHT);
  readonly stop = new AbortController();
  /** Reads that mended what another read left open. */
  mending = 0;
  /** Paths that an earlier run has read. */
  readonly again = new Set<string>();
}

/** What every part of a sync shares: where to read, where to write, and how many requests may be under way. */
export class SyncContext {
  readonly writer: SnapshotWriter;
  readonly progress: ProgressCounter;
  readonly isMending: boolean;
  readonly #parts: Parts;
  readonly #reads: Reads;

  constructor(parts: Parts, isMending = false, reads = new Reads()) {
    this.#parts = parts;
    this.#reads = reads;
    this.writer = parts.writer;
    this.progress = parts.progress;
    this.isMending = isMending;
  }

  /** Counts what is read of a list as mending, since an earlier run has read it. */
  asksAgain(list: string): void {
    this.#reads.again.add(list.split(' ', 1)[0] ?? list);
  }

  /** Reads by {@link mending} contexts so far, and of what was read before. */
  get mendingReads(): number {
    return this.#reads.mending;
  }

  /** The same for reads that mend what another read left open: they are counted apart, and are no progress. */
  mending(): SyncContext {
    return this.isMending ? this : new SyncContext(this.#parts, true, this.#reads);
  }

  /** Does what keeps this thread for a while, once enough is asked for that the server has something to do meanwhile. */
  async whileReading(work: () => void): Promise<void> {
    const { inFlight } = this.#reads;
    inFlight.concurrency = IN_FLIGHT_AHEAD;
    for (let turn = 0; turn < 2; turn++) await setImmediate(); // what is asked for in one turn is sent at its end
    inFlight.concurrency = IN_FLIGHT;
    this.#throwIfStopped(); // the database may be closed by now
    work();
  }

  /** Reads a list, and hands its rows over at once. */
  async read<S extends v.GenericSchema, T>(
    endpoint: Endpoint,
    row: S,
    take: (answer: Rows<v.InferOutput<S>>) => T,
  ): Promise<T> {
    return this.#request(endpoint, (body, total) => {
      const rows = parseRows(row, body, endpoint.path);
      return take({ rows, total: total ?? rows.length });
    });
  }

  /** Reads a single thing. */
  async readOne<S extends v.GenericSchema>(endpoint: Endpoint, one: S): Promise<v.InferOutput<S>> {
    return this.#request(endpoint, (body) => parseAnswer(one, body, endpoint.path));
  }

  /** Ends every read that is waiting or under way. */
  stop(): void {
    this.#reads.stop.abort();
  }

  #throwIfStopped(): void {
    if (this.#reads.stop.signal.aborted) throw new CancelledError();
  }

  /** Holds its place until the answer is parsed and written, so that answers cannot pile up. */
  async #request<T>(
    endpoint: Endpoint,
    take: (body: ArrayBuffer, total: number | undefined) => T,
  ): Promise<T> {
    return this.#reads.inFlight(async () => {
      this.#throwIfStopped();
      if (this.isMending || this.#reads.again.has(endpoint.path)) this.#reads.mending++;
      const { body, total } = await this.#parts.source.read(endpoint, this.#reads.stop.signal);
      this.#throwIfStopped();
      const taken = take(body, total);
      body.transfer(0); // frees it now: the collector comes late, and 60 MB of them would lie about
      return taken;
    });
  }
}
