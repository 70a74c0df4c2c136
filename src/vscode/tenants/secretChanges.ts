import { throwIfCancelled } from '../../errors.ts';
import { cancellably, type Waiting } from '../cancellably.ts';

/**
 * Runs what changes where a tenant's secret lies: one after the other, so that none is left behind by two at once. What is
 * cancelled has changed nothing.
 */
export class SecretChanges {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs a change when it is its turn. */
  run<T>(waiting: Waiting, change: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return cancellably(waiting, async (signal) => {
      const { promise: ended, resolve: end } = Promise.withResolvers();
      const before = this.#last;
      this.#last = before.then(() => ended);
      try {
        await Promise.race([before, aborted(signal)]);
        throwIfCancelled(signal);
        return await change(signal);
      } finally {
        end(undefined);
      }
    });
  }
}

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
