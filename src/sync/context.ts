import pLimit, { type LimitFunction } from 'p-limit';
import type * as v from 'valibot';
import { CancelledError } from '../errors.ts';
import { parseAnswer, parseRows } from '../logto/answers.ts';
import type { RawPage } from '../logto/client.ts';
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

/** What every part of a sync shares: where to read, where to write, and how many requests may be under way. */
export class SyncContext {
  readonly writer: SnapshotWriter;
  readonly progress: ProgressCounter;
  readonly #source: Source;
  readonly #limit: LimitFunction;
  readonly #stop = new AbortController();
  /** What had to be mended, as words for the user. */
  readonly repairs: string[] = [];

  constructor(parts: {
    source: Source;
    writer: SnapshotWriter;
    progress: ProgressCounter;
    concurrency: number;
  }) {
    this.#source = parts.source;
    this.writer = parts.writer;
    this.progress = parts.progress;
    this.#limit = pLimit(parts.concurrency);
  }

  /** Reads a list when there is room for a request. */
  async read<S extends v.GenericSchema>(endpoint: Endpoint, row: S): Promise<Rows<v.InferOutput<S>>> {
    const { body, total } = await this.#readRaw(endpoint);
    return { rows: parseRows(row, body, endpoint.path), total };
  }

  /** Reads a single thing when there is room for a request. */
  async readOne<S extends v.GenericSchema>(endpoint: Endpoint, one: S): Promise<v.InferOutput<S>> {
    const { body } = await this.#readRaw(endpoint);
    return parseAnswer(one, body, endpoint.path);
  }

  /** Ends every read that is waiting or under way. */
  stop(): void {
    this.#stop.abort();
  }

  async #readRaw(endpoint: Endpoint): Promise<RawPage> {
    return this.#limit(async () => {
      if (this.#stop.signal.aborted) throw new CancelledError();
      return this.#source.read(endpoint, this.#stop.signal);
    });
  }
}
