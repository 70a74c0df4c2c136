import { statSync } from 'node:fs';

/** What was read from files, each read again only when it is another file or was written since. */
export class ReadOnce<T> {
  readonly #read: (file: string) => T;
  readonly #known = new Map<string, { readonly stamp: string; readonly value: T }>();

  constructor(read: (file: string) => T) {
    this.#read = read;
  }

  /** What is in a file; undefined where there is none. */
  get(file: string): T | undefined {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const stamp = `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return known.value;
    const value = this.#read(file);
    this.#known.set(file, { stamp, value });
    return value;
  }
}
