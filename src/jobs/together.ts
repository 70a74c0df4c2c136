/** So many are handed over at once: a turn with much to do would let the other thread wait for all of it. */
const MOST = 8;

/**
 * Hands over together what comes in one turn of the event loop, up to {@link MOST} at a time: each message to another thread wakes it, which costs
 * more than what is in it.
 */
export class Together<T> {
  readonly #handOver: (all: readonly T[]) => void;
  #waiting: T[] = [];

  constructor(handOver: (all: readonly T[]) => void) {
    this.#handOver = handOver;
  }

  add(one: T): void {
    const waiting = this.#waiting.push(one);
    if (waiting === 1) setImmediate(() => this.#flush());
    if (waiting === MOST) this.#flush();
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    const all = this.#waiting;
    this.#waiting = [];
    this.#handOver(all);
  }
}
