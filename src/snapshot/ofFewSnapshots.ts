import type { Snapshot } from './snapshot.ts';

/** So many snapshots are looked at by turns: the shown one, another one beside it, and one more tenant's or two. */
const MOST = 4;

/**
 * What was made of snapshots, for the few that were asked last: a long session opens many, and what is made of each
 * takes megabytes. That of a snapshot which nobody has any more goes by itself.
 */
export class OfFewSnapshots<T> {
  readonly #made = new WeakMap<Snapshot, T>();
  /** Those that something was made of, the one that was asked last at the end. */
  #snapshots: WeakRef<Snapshot>[] = [];

  has(snapshot: Snapshot): boolean {
    return this.#made.has(snapshot);
  }

  get(snapshot: Snapshot): T | undefined {
    const made = this.#made.get(snapshot);
    if (made !== undefined) this.#putLast(snapshot);
    return made;
  }

  set(snapshot: Snapshot, made: T): void {
    this.#made.set(snapshot, made);
    this.#putLast(snapshot);
    while (this.#snapshots.length > MOST) {
      const longestUnasked = this.#snapshots.shift()?.deref();
      if (longestUnasked !== undefined) this.#made.delete(longestUnasked);
    }
  }

  #putLast(snapshot: Snapshot): void {
    const others = this.#snapshots.filter((one) => ![undefined, snapshot].includes(one.deref()));
    this.#snapshots = [...others, new WeakRef(snapshot)];
  }
}
