/** Remembers values by key, and forgets them all once `version` gives another number than before. */
export class Memo<Value> {
  readonly #version: () => number;
  readonly #values = new Map<string, Value>();
  #seen: number | undefined;

  constructor(version: () => number) {
    this.#version = version;
  }

  get(key: string, compute: () => Value): Value {
    this.#forgetWhatIsOld();
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = compute();
    this.#values.set(key, value);
    return value;
  }

  #forgetWhatIsOld(): void {
    const version = this.#version();
    if (version !== this.#seen) this.#values.clear();
    this.#seen = version;
  }
}
