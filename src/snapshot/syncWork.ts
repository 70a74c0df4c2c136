import type { Hole } from './model.ts';
import type { PartialFile } from './partialFile.ts';

/** A page of a list, by Logto's numbers. */
export interface PageRef {
  /** From 1. */
  readonly page: number;
  /** Rows a page. */
  readonly size: number;
}

/** What is remembered of a page whose rows are written. */
export interface PageMark extends PageRef {
  /** What Logto said of the whole list. */
  readonly total: number;
  /** The row that the page before has to end with, and the row this one ends with, where pages overlap. */
  readonly head: string | null;
  readonly tail: string | null;
}

const NO_PAGE: PageRef = { page: 0, size: 0 };

/** What a sync remembers between its runs: the pages it has written, and what it noticed on the way. */
export class SyncWork {
  readonly #file: PartialFile;

  constructor(file: PartialFile) {
    this.#file = file;
  }

  /** The pages of a list that are written. */
  pagesOf(list: string): PageMark[] {
    return this.#file.all('select * from pages where list = ? order by page, size', list).map(toMark);
  }

  pageOf(list: string, { page, size }: PageRef): PageMark | undefined {
    const row = this.#file.get(
      'select * from pages where list = ? and page = ? and size = ?',
      list,
      page,
      size,
    );
    return row && toMark(row);
  }

  /** Remembers a page, once its rows are written: both become safe together. */
  mark(list: string, { page, size, total, head, tail }: PageMark): void {
    this.#file.run(
      'insert or replace into pages values (?, ?, ?, ?, ?, ?)',
      ...[list, page, size, total, head, tail],
    );
    this.#file.pageWritten();
  }

  /** Remembers what came in one answer and has no pages. */
  markWhole(list: string, total: number): void {
    this.mark(list, { ...NO_PAGE, total, head: null, tail: null });
  }

  isWhole(list: string): boolean {
    return this.pageOf(list, NO_PAGE) !== undefined;
  }

  /** Forgets a list's pages and holes, so that it is read anew. */
  forget(list: string): void {
    this.#file.run('delete from pages where list = ?', list);
    this.forgetHoles(list);
  }

  /** Forgets a list's holes, for when its rows are read in another way. */
  forgetHoles(list: string): void {
    this.#file.run("delete from notes where list = ? and kind = 'hole'", list);
  }

  /** Says in words what had to be mended. */
  mended(note: string): void {
    this.#file.run("insert into notes values ('mended', '', ?)", note);
  }

  /** Says what of a list could not be read. */
  leaveHole(list: string, hole: Hole): void {
    this.#file.run("insert into notes values ('hole', ?, ?)", list, JSON.stringify(hole));
  }

  get repairs(): string[] {
    return this.#file.all("select note from notes where kind = 'mended'").map(({ note }) => String(note));
  }

  /** What could not be read, of one list or of all. */
  holes(list?: string): Hole[] {
    const rows = this.#file.all(
      "select note from notes where kind = 'hole' and (?1 is null or list = ?1)",
      list ?? null,
    );
    return rows.map(({ note }) => JSON.parse(String(note)) as Hole);
  }
}

function toMark(row: Record<string, unknown>): PageMark {
  return {
    ...{ page: Number(row.page), size: Number(row.size) },
    total: Number(row.total),
    head: row.head as string | null,
    tail: row.tail as string | null,
  };
}
