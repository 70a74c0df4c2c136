/**
 * Hands over together what comes in one turn of the event loop: each message to another thread wakes it, which costs
 * more than what is in it.
 */
export class Together<T> {
  readonly #handOver: (all: readonly T[]) => void;
  #waiting: T[] = [];

  constructor(handOver: (all: readonly T[]) => void) {
    this.#handOver = handOver;
  }

  add(one: T): void {
    if (this.#waiting.push(one) > 1) return;
    setImmediate(() => {
      const all = this.#waiting;
      this.#waiting = [];
      this.#handOver(all);
    });
  }
}
