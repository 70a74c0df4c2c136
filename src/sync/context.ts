import type { LimitFunction } from 'p-limit';
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
  /** Rows in the whole collection, where the endpoint pages. */
  readonly total: number | undefined;
}

interface Parts {
  readonly source: Source;
  readonly writer: SnapshotWriter;
  readonly progress: ProgressCounter;
  readonly limit: LimitFunction;
}

/** What every part of a sync shares: where to read, where to write, and how many requests may be under way. */
export class SyncContext {
  readonly writer: SnapshotWriter;
  readonly progress: ProgressCounter;
  /** Reads by {@link mending} contexts so far. */
  mendingReads = 0;
  readonly #parts: Parts;
  readonly #stop: AbortController;
  readonly #whole: SyncContext;

  constructor(parts: Parts, whole?: SyncContext) {
    this.#parts = parts;
    this.writer = parts.writer;
    this.progress = parts.progress;
    this.#whole = whole ?? this;
    this.#stop = whole === undefined ? new AbortController() : whole.#stop;
  }

  /** The same for reads that mend what another read left open: they are counted apart, and are no progress. */
  mending(): SyncContext {
    return this.isMending ? this : new SyncContext(this.#parts, this);
  }

  get isMending(): boolean {
    return this.#whole !== this;
  }

  /** Reads a list, and hands its rows over at once. */
  async read<S extends v.GenericSchema, T>(
    endpoint: Endpoint,
    row: S,
    take: (answer: Rows<v.InferOutput<S>>) => T,
  ): Promise<T> {
    return this.#request(endpoint, (body, total) =>
      take({ rows: parseRows(row, body, endpoint.path), total }),
    );
  }

  /** Reads a single thing. */
  async readOne<S extends v.GenericSchema>(endpoint: Endpoint, one: S): Promise<v.InferOutput<S>> {
    return this.#request(endpoint, (body) => parseAnswer(one, body, endpoint.path));
  }

  /** Ends every read that is waiting or under way. */
  stop(): void {
    this.#stop.abort();
  }

  #throwIfStopped(): void {
    if (this.#stop.signal.aborted) throw new CancelledError();
  }

  /** Holds its place until the answer is parsed and written, so that answers cannot pile up. */
  async #request<T>(
    endpoint: Endpoint,
    take: (body: ArrayBuffer, total: number | undefined) => T,
  ): Promise<T> {
    return this.#parts.limit(async () => {
      this.#throwIfStopped();
      if (this.isMending) this.#whole.mendingReads++;
      const { body, total } = await this.#parts.source.read(endpoint, this.#stop.signal);
      this.#throwIfStopped();
      return take(body, total);
    });
  }
}
