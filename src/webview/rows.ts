import { fold } from '../access/find/fold.ts';
import type { MatrixRow } from '../access/map/matrix.ts';

/** The rows of a matrix as they come, and those of them that a filter leaves. */
export class Rows {
  readonly #all: MatrixRow[] = [];
  /** What each row is found by; made when somebody filters. */
  readonly #texts: string[] = [];
  #filter = '';
  #shown: readonly MatrixRow[] = this.#all;

  /** Those that the filter leaves. */
  get shown(): readonly MatrixRow[] {
    return this.#shown;
  }

  get count(): number {
    return this.#all.length;
  }

  get isFiltered(): boolean {
    return this.#filter !== '';
  }

  add(rows: readonly MatrixRow[]): void {
    for (const row of rows) this.#all.push(row);
    this.#apply();
  }

  /** Leaves only rows with a text in their name or detail, whatever its case and accents. */
  filter(text: string): void {
    this.#filter = fold(text);
    this.#apply();
  }

  /** Where the rows of a cluster begin among the shown ones; -1 where none is shown. */
  startOf(cluster: number): number {
    return this.#shown.findIndex((row) => row.cluster === cluster);
  }

  #apply(): void {
    if (this.#filter === '') {
      this.#shown = this.#all;
      return;
    }
    for (const { label, detail } of this.#all.slice(this.#texts.length))
      this.#texts.push(fold(`${label} ${detail}`));
    this.#shown = this.#all.filter((_, i) => this.#texts[i]?.includes(this.#filter));
  }
}
