const NONE: ReadonlySet<string> = new Set();

/** Pairs of ids, to be read from both sides, each in the order in which the pairs came. */
export class Relation {
  readonly #right = new Map<string, Set<string>>();
  readonly #left = new Map<string, Set<string>>();
  #version = 0;

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  add(left: string, right: string): void {
    put(this.#right, left, right);
    put(this.#left, right, left);
    this.#version++;
  }

  delete(left: string, right: string): void {
    this.#right.get(left)?.delete(right);
    this.#left.get(right)?.delete(left);
    this.#version++;
  }

  deleteLeft(left: string): void {
    for (const right of [...this.of(left)]) this.delete(left, right);
  }

  has(left: string, right: string): boolean {
    return this.of(left).has(right);
  }

  /** What belongs to the left id. */
  of(left: string): ReadonlySet<string> {
    return this.#right.get(left) ?? NONE;
  }

  /** To what the right id belongs. */
  holdersOf(right: string): ReadonlySet<string> {
    return this.#left.get(right) ?? NONE;
  }

  *[Symbol.iterator](): Generator<readonly [left: string, right: string]> {
    for (const [left, rights] of this.#right) for (const right of rights) yield [left, right];
  }
}

function put(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
