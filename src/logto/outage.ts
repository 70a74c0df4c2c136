import { throwIfCancelled } from '../errors.ts';
import type { Pacer } from './pacer.ts';
import { delayMs, pause, untilCancelled, type RetryPolicy } from './retry.ts';

/** How a server fares that failed on a read: it fails on that alone, failed altogether and is back, or is not. */
export type State = 'up' | 'back' | 'down';

/**
 * Tells a server that fails altogether from one that fails on a single read, and waits until it is back: once for all
 * who meet it, while nobody else asks.
 */
export class Outage {
  readonly #isUp: (signal: AbortSignal) => Promise<boolean>;
  readonly #retry: RetryPolicy;
  readonly #pacer: Pacer;
  readonly #closed = new AbortController();
  #looking: Promise<State> | undefined;
  #failure: Error | undefined;

  constructor(isUp: (signal: AbortSignal) => Promise<boolean>, retry: RetryPolicy, pacer: Pacer) {
    this.#isUp = isUp;
    this.#retry = retry;
    this.#pacer = pacer;
  }

  /** Why the last look got no answer at all, such as a refused secret or a lost network; undefined where it got one. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Looks how the server is. A cancel ends this wait, not the look that others wait for too. */
  async look(signal: AbortSignal | undefined): Promise<State> {
    throwIfCancelled(signal);
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return untilCancelled(this.#looking, signal);
  }

  /** Ends what is under way. */
  close(): void {
    this.#closed.abort();
  }

  async #look(): Promise<State> {
    if (await this.#answers()) return 'up';
    const release = this.#pacer.hold();
    try {
      for (let tried = 1; tried < this.#retry.attempts; tried++) {
        await pause(delayMs(this.#retry, tried), this.#closed.signal);
        if (await this.#answers()) return 'back';
      }
      return 'down';
    } finally {
      release();
    }
  }

  async #answers(): Promise<boolean> {
    this.#failure = undefined;
    try {
      return await this.#isUp(this.#closed.signal);
    } catch (error) {
      this.#failure = error as Error;
      return false;
    }
  }
}
