/**
 * Rows by id, listed in the order PostgreSQL keeps them in: as inserted, but an update writes a new version of the
 * row at the end. That is what the API shows wherever it has no ORDER BY.
 */
export class Table<Row extends { readonly id: string }> {
  readonly #rows = new Map<string, Row>();
  #list: readonly Row[] | undefined;
  #version = 0;

  /** Grows with every change, so that what was computed from the rows can tell whether it still holds. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** All rows in heap order; the same array until the next change. */
  list(): readonly Row[] {
    this.#list ??= [...this.#rows.values()];
    return this.#list;
  }

  insert(row: Row): Row {
    if (this.#rows.has(row.id)) throw new Error(`There is already a row with the id ${row.id}.`);
    return this.#put(row);
  }

  update(id: string, changes: Partial<Row>): Row {
    const row = this.#rows.get(id);
    if (row === undefined) throw new Error(`There is no row with the id ${id}.`);
    this.#rows.delete(id);
    return this.#put({ ...row, ...changes });
  }

  delete(id: string): void {
    if (this.#rows.delete(id)) this.#changed();
  }

  #put(row: Row): Row {
    this.#rows.set(row.id, row);
    this.#changed();
    return row;
  }

  #changed(): void {
    this.#list = undefined;
    this.#version++;
  }
}
