import type { Memento } from '../../credentials/tenants.ts';

const KEY = 'toggledLines';

/** Each line that is expanded when VS Code starts is asked for its children at once. */
const MOST = 300;

/** Remembers which lines of the Access view a person expanded or collapsed, so that a reload finds them as they were. */
export class Toggled {
  readonly #memento: Memento;
  readonly #ids: Set<string>;

  constructor(memento: Memento) {
    this.#memento = memento;
    const kept = memento.get(KEY);
    this.#ids = new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []);
  }

  /** Whether a line is the other way than it begins. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** A line was expanded or collapsed; those that were longest ago are forgotten. */
  set(id: string, toggled: boolean): void {
    if (toggled === this.#ids.has(id)) return;
    this.#ids.delete(id);
    if (toggled) this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > MOST && oldest !== undefined) this.#ids.delete(oldest);
    void this.#memento.update(KEY, [...this.#ids]);
  }
}
