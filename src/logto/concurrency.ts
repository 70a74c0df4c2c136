import { performance as clock } from 'node:perf_hooks';
import pLimit from 'p-limit';

/** A database that answers on two cores is at its best near 16, and slower at 32. */
export const MOST_AT_ONCE = 16;

/** Requests at once to begin with: a Logto on two cores is at its best near it, and slower beyond. */
const START = 16;
/** A step changes the number by this factor. */
const STEP = 1.5;
/** More at once are worth it for so much more throughput; fewer, for no more than so much less. */
const GAIN = 1.05;
/** So much longer than the fastest answer they may take on average, before some of them wait for others. */
const WAITING = 1.25;
/** Answers a round: enough for a throughput that means something. */
const ROUND = 60;
/** The part of its time for which this thread may be busy with answers, before fewer are asked for at once. */
const MOST_BUSY = 0.85;
/** Fewer at once spare neither a server nor a slow machine: each answer takes what it takes, and only waits are longer. */
const LEAST = 8;
/** Rounds to stay before trying another number; twice as many after each try that did not pay. */
const REST_ROUNDS = { first: 2, most: 8 };

/**
 * Finds how many requests at once a server answers fastest: tries more, then fewer, in turn, stays with what pays
 * and goes back from what does not. Fewer are tried only where answers wait for each other. What limits may be the server, its database, the network or this machine. It
 * goes down when this thread has little time left, since that is the one on which an editor's other extensions run.
 */
export class Concurrency {
  readonly #limit = pLimit(1);
  readonly #most: number;
  readonly #now: () => number;
  readonly #busy: () => number;
  #inRound = 0;
  #roundStart: number;
  #fastestMs = Infinity;
  /** Throughputs since the number was changed last. */
  #rates: number[] = [];
  #rest = REST_ROUNDS.first;
  #direction: 'up' | 'down' = 'up';
  /** The number and its throughput that a try has to be better than. */
  #usual: { readonly atOnce: number; readonly rate: number } | undefined;

  constructor(most: number, now = () => performance.now(), busy = busySinceLast()) {
    this.#most = most;
    this.#now = now;
    this.#busy = busy;
    this.#roundStart = now();
    this.#limit.concurrency = Math.min(START, most);
  }

  /** Requests that may be under way at once, now. */
  get current(): number {
    return this.#limit.concurrency;
  }

  /** Runs a request when there is room for it. */
  run<T>(request: () => Promise<T>): Promise<T> {
    return this.#limit(async () => {
      const begun = this.#now();
      try {
        return await request();
      } finally {
        this.#fastestMs = Math.min(this.#fastestMs, this.#now() - begun);
        this.#answered();
      }
    });
  }

  /** Asks for less at once, and finds its way from there. */
  stepDown(): void {
    this.#settle(Math.ceil(this.current / 2));
    this.#beginRound();
  }

  #answered(): void {
    // A round with nothing waiting says nothing about the server.
    if (this.#limit.pendingCount === 0) {
      this.#beginRound();
      return;
    }
    if (++this.#inRound < Math.max(ROUND, this.current * 4)) return;
    this.#judge(this.#inRound / (this.#now() - this.#roundStart));
    this.#beginRound();
  }

  #judge(rate: number): void {
    this.#rates.push(rate);
    if (this.#busy() > MOST_BUSY && this.current > LEAST) this.#settle(this.#fewer());
    else if (this.#usual !== undefined) this.#compare(this.#usual, rate);
    else if (this.#rates.length >= this.#rest)
      this.#try(this.#rates.reduce((sum, one) => sum + one) / this.#rest);
  }

  /** Goes one step in the direction whose turn it is, where there is room. */
  #try(rate: number): void {
    const atOnce = this.current;
    if (this.#direction === 'up') this.#set(Math.ceil(atOnce * STEP));
    else if (atOnce / rate > this.#fastestMs * WAITING) this.#set(this.#fewer());
    if (this.current === atOnce) this.#turn();
    else this.#usual = { atOnce, rate };
  }

  #compare(usual: { readonly atOnce: number; readonly rate: number }, rate: number): void {
    this.#usual = undefined;
    if (rate >= (this.#direction === 'up' ? usual.rate * GAIN : usual.rate / GAIN)) {
      this.#rest = REST_ROUNDS.first;
      this.#try(rate);
    } else {
      this.#set(usual.atOnce);
      this.#turn();
    }
  }

  /** A step down; what a server's refusals brought below the least stays there. */
  #fewer(): number {
    return Math.max(Math.min(LEAST, this.current), Math.floor(this.current / STEP));
  }

  #turn(): void {
    this.#direction = this.#direction === 'up' ? 'down' : 'up';
    this.#rest = Math.min(this.#rest * 2, REST_ROUNDS.most);
    this.#rates = [];
  }

  #settle(atOnce: number): void {
    this.#set(atOnce);
    this.#usual = undefined;
    this.#rates = [];
    this.#rest = REST_ROUNDS.first;
    this.#direction = 'up';
  }

  #set(concurrency: number): void {
    this.#limit.concurrency = Math.max(1, Math.min(this.#most, concurrency));
  }

  #beginRound(): void {
    this.#inRound = 0;
    this.#roundStart = this.#now();
  }
}

/** Tells for which part of the time since it was asked last this thread had something to do: 0 to 1. */
function busySinceLast(): () => number {
  let last = clock.eventLoopUtilization();
  return () => {
    const now = clock.eventLoopUtilization();
    const { utilization } = clock.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
