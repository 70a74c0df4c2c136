import { throwIfCancelled } from '../errors.ts';
import { Concurrency, MOST_AT_ONCE } from './concurrency.ts';
import { kindOf, type Whereabouts } from './connection.ts';
import { pause, untilCancelled } from './retry.ts';

/** How hard a server may be asked. */
export interface Pace {
  /** Requests under way at once, at most. */
  readonly most: number;
  /** Requests begun in a second, at most; undefined where nobody limits them. */
  readonly perSecond?: number | undefined;
  /** Shared with whoever else asks the same tenant; one's own where left out. */
  readonly turns?: Turns | undefined;
}

/** When a tenant may be asked next: it is the tenant that Logto Cloud limits, whoever asks. */
export class Turns {
  #next = 0;

  /** Waits for a turn; the next one comes after an interval. */
  async take(intervalMs: number, signal: AbortSignal | undefined): Promise<void> {
    for (let wait = this.#next - performance.now(); wait > 0; wait = this.#next - performance.now()) {
      await pause(wait, signal);
    }
    this.#next = Math.max(this.#next, performance.now()) + intervalMs;
  }

  /** Gives nobody a turn before then, in the time of `performance`. */
  notBefore(time: number): void {
    this.#next = Math.max(this.#next, time);
  }
}

/** Logto Cloud takes 200 requests in 10 s a tenant. */
const CLOUD_PER_SECOND = 20;

/** How hard a tenant may be asked: a Logto of one's own has no limit but what it can do. */
export function paceOf(whereabouts: Whereabouts, most = MOST_AT_ONCE): Pace {
  return { most, perSecond: kindOf(whereabouts) === 'cloud' ? CLOUD_PER_SECOND : undefined };
}

/** Decides when a request may be sent: as many at once as the server answers fastest, and no sooner than it allows. */
export class Pacer {
  readonly #concurrency: Concurrency;
  readonly #intervalMs: number;
  readonly #turns: Turns;
  #backingOffUntil = 0;
  #held: Promise<undefined> | undefined;

  constructor({ most, perSecond, turns = new Turns() }: Pace) {
    this.#concurrency = new Concurrency(most);
    this.#intervalMs = perSecond === undefined ? 0 : 1000 / perSecond;
    this.#turns = turns;
  }

  /** Requests that may be under way at once, now. */
  get atOnce(): number {
    return this.#concurrency.current;
  }

  /** Sends a request when it is its turn. */
  run<T>(request: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#concurrency.run(async () => {
      while (this.#held !== undefined) {
        throwIfCancelled(signal);
        await untilCancelled(this.#held, signal);
      }
      await this.#turns.take(this.#intervalMs, signal);
      return request();
    });
  }

  /** Sends a request before those that wait for room, or while they are held; no sooner than the server allows. */
  async runAhead<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#turns.take(this.#intervalMs, signal);
    return request();
  }

  /** Holds all that is not sent yet, until the function it gives is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#held = promise;
    return () => {
      this.#held = undefined;
      resolve(undefined);
    };
  }

  /** Nobody asks for a while: the server refused one request, and would refuse the others too. */
  backOff(ms: number): void {
    const now = performance.now();
    if (now >= this.#backingOffUntil) this.#concurrency.stepDown(); // once for all who are refused together
    this.#backingOffUntil = Math.max(this.#backingOffUntil, now + ms);
    this.#turns.notBefore(this.#backingOffUntil);
  }
}
