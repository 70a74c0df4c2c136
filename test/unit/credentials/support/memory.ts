import type { SecretStorageLike } from '../../../../src/credentials/secretStorage.ts';
import type { Memento } from '../../../../src/credentials/tenants.ts';

/** A memento that keeps JSON, as VS Code's does. */
export class MemoryMemento implements Memento {
  readonly #texts = new Map<string, string>();

  get(key: string): unknown {
    const text = this.#texts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  update(key: string, value: unknown): Promise<void> {
    this.#texts.set(key, JSON.stringify(value));
    return Promise.resolve();
  }

  /** Everything that is kept. */
  get texts(): readonly string[] {
    return [...this.#texts.values()];
  }
}

/** Secret storage in memory. */
export class MemorySecrets implements SecretStorageLike {
  readonly texts = new Map<string, string>();

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.texts.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.texts.delete(key);
    return Promise.resolve();
  }
}
