import PQueue from 'p-queue';
import type * as v from 'valibot';
import { CancelledError } from '../errors.ts';
import { isCutOff, parseAnswer, parseRows } from '../logto/answers.ts';
import type { RawPage } from '../logto/client.ts';
import type { Endpoint } from '../logto/endpoints.ts';
import type { SnapshotWriter } from '../snapshot/write/writer.ts';
import type { ProgressCounter } from './progress.ts';
import type { Source } from './source.ts';

/** Rows of one answer, checked. */
export interface Rows<T> {
  readonly rows: readonly T[];
  /** Rows in the whole collection. */
  readonly total: number;
}

/** Checks and writes an answer, of which it leaves nothing where it is not whole. */
type Take<T> = (body: ArrayBuffer, total: number | undefined) => T;

interface Parts {
  readonly source: Source;
  readonly writer: SnapshotWriter;
  readonly progress: ProgressCounter;
}

/** Answers that are asked for or not yet written, at most: memory does not grow with the tenant. */
const IN_FLIGHT = 128;

/** So many while something else keeps this thread for some tenths of a second, or the server would stand still. */
const IN_FLIGHT_AHEAD = 256;

/**
 * Which reads go first when there is room for one: the few on which others wait step by step, then users, whom roles
 * are compared with, then members, who are most and wait for nothing.
 */
const TURNS = { few: 2, users: 1, members: 0 } as const;
type Turn = keyof typeof TURNS;

/** What every context of a sync shares. */
class Reads {
  readonly inFlight = new PQueue({ concurrency: IN_FLIGHT });
  readonly stop = new AbortController();
  /** Reads that are over, and mended nothing. */
  planned = 0;
  /** Paths that an earlier run has read. */
  readonly again = new Set<string>();
}

/** How the reads of one context differ from those of others. */
interface Ways {
  readonly isMending: boolean;
  readonly turn: Turn;
  readonly reads: Reads;
}

/** What every part of a sync shares: where to read, where to write, and how many requests may be under way. */
export class SyncContext {
  readonly writer: SnapshotWriter;
  readonly progress: ProgressCounter;
  readonly isMending: boolean;
  readonly #turn: Turn;
  readonly #parts: Parts;
  readonly #reads: Reads;

  constructor(parts: Parts, { isMending = false, turn = 'few', reads = new Reads() }: Partial<Ways> = {}) {
    this.#parts = parts;
    this.#reads = reads;
    this.#turn = turn;
    this.writer = parts.writer;
    this.progress = parts.progress;
    this.isMending = isMending;
  }

  /** Counts what is read of a list as mending, since an earlier run has read it. */
  asksAgain(list: string): void {
    this.#reads.again.add(list.split(' ', 1)[0] ?? list);
  }

  /** Reads so far but for those by {@link mending} contexts, and of what was read before. */
  get plannedReads(): number {
    return this.#reads.planned;
  }

  /** The same for reads that mend what another read left open: they are counted apart, and are no progress. */
  mending(): SyncContext {
    return this.isMending ? this : this.#with({ isMending: true });
  }

  /** The same for reads that let others go first. */
  inTurn(turn: Turn): SyncContext {
    return this.#with({ turn });
  }

  #with(changed: Partial<Ways>): SyncContext {
    const { isMending } = this;
    return new SyncContext(this.#parts, { isMending, turn: this.#turn, reads: this.#reads, ...changed });
  }

  /** Does what keeps this thread for a while, once enough is asked for that the server has something to do meanwhile. */
  whileReading(work: () => void): void {
    this.#throwIfStopped(); // the database may be closed by now
    const { inFlight } = this.#reads;
    inFlight.concurrency = IN_FLIGHT_AHEAD;
    inFlight.concurrency = IN_FLIGHT;
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
  async #request<T>(endpoint: Endpoint, take: Take<T>): Promise<T> {
    const read = async (): Promise<T> => {
      try {
        return await this.#readAndTake(endpoint, take);
      } catch (error) {
        if (!isCutOff(error)) throw error;
        return await this.mending().#readAndTake(endpoint, take);
      }
    };
    return this.#reads.inFlight.add(read, { priority: TURNS[this.#turn] });
  }

  async #readAndTake<T>(endpoint: Endpoint, take: Take<T>): Promise<T> {
    this.#throwIfStopped();
    const { body, total } = await this.#ask(endpoint);
    this.#throwIfStopped();
    const taken = take(body, total);
    body.transfer(0); // frees it now: the collector comes late, and 60 MB of them would lie about
    return taken;
  }

  async #ask(endpoint: Endpoint): Promise<RawPage> {
    const { stop, again } = this.#reads;
    try {
      return await this.progress.follow(this.#parts.source.read(endpoint, stop.signal));
    } finally {
      if (!this.isMending && !again.has(endpoint.path) && !stop.signal.aborted) this.#reads.planned++;
    }
  }
}
