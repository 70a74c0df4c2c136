import { performance as clock } from 'node:perf_hooks';
import pLimit from 'p-limit';

/** Requests at once to begin with. */
const START = 12;
/** A step up that does not bring so much more throughput is taken back. */
const GAIN = 1.05;
/** Answers a round: enough for a throughput that means something. */
const ROUND = 60;
/** The part of its time for which this thread may be busy with answers, before fewer are asked for at once. */
const MOST_BUSY = 0.75;
/** Rounds to stay before looking again whether more is better by now. */
const REST_ROUNDS = 8;

/**
 * Finds how many requests at once a server answers fastest: goes up while throughput grows, takes back a step that
 * gained nothing or lost, and looks again now and then. A self-hosted Logto on two cores is at its best near 16,
 * and slower beyond; what limits may be the network, the server's database or this machine. It goes down when this
 * thread has little time left, since that is the one on which an editor's other extensions run.
 */
export class Concurrency {
  readonly #limit = pLimit(1);
  readonly #most: number;
  readonly #now: () => number;
  readonly #busy: () => number;
  #inRound = 0;
  #roundStart: number;
  #lastRate = 0;
  #step: 'up' | 'rest' = 'up';
  #rests = 0;

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
      try {
        return await request();
      } finally {
        this.#answered();
      }
    });
  }

  /** Asks for less at once, and climbs again from there. */
  stepDown(): void {
    this.#set(Math.ceil(this.current / 2));
    this.#rest();
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
    if (this.#busy() > MOST_BUSY) {
      this.#set(Math.floor(this.current / 1.5));
      this.#rest();
    } else if (this.#step === 'rest') {
      if (++this.#rests < REST_ROUNDS) return;
      this.#lastRate = rate;
      this.#climb();
    } else if (rate >= this.#lastRate * GAIN) {
      this.#lastRate = rate;
      this.#climb();
    } else {
      this.#set(Math.ceil(this.current / 1.5));
      this.#rest();
    }
  }

  #climb(): void {
    const before = this.current;
    this.#set(Math.ceil(before * 1.5));
    if (this.current === before) this.#rest();
    else this.#step = 'up';
  }

  #rest(): void {
    this.#step = 'rest';
    this.#rests = 0;
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
