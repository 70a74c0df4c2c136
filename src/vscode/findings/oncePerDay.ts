/** What is found out of each of some things once a day: what failed is tried again when it is asked for again. */
export class OncePerDay<T> {
  readonly #known = new Map<string, { readonly day: string; readonly finding: Promise<T> }>();

  get(id: string, day: string, find: () => Promise<T>): Promise<T> {
    const known = this.#known.get(id);
    if (known?.day === day) return known.finding;
    const finding = find();
    const one = { day, finding };
    this.#known.set(id, one);
    finding.catch(() => {
      if (this.#known.get(id) === one) this.#known.delete(id);
    });
    return finding;
  }

  /** Forgets all but these. */
  keepOnly(ids: readonly string[]): void {
    for (const id of this.#known.keys()) if (!ids.includes(id)) this.#known.delete(id);
  }

  clear(): void {
    this.#known.clear();
  }
}
