import type { Hole, HoleIn } from '../model.ts';
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
  /** Rows that came; none of a page that was read in parts. */
  readonly rows: number;
  /** The row that the page before has to end with, and the row this one ends with, where pages overlap. */
  readonly head: string | null;
  readonly tail: string | null;
}

/** What a sync has cost so far. */
export interface Spent {
  /** Requests, and those among them that mended something. */
  readonly requests: number;
  readonly repairs: number;
  readonly ms: number;
}

/** The table of those whose rows a list has. */
export const OWNERS: Readonly<Partial<Record<HoleIn, string>>> = {
  ...{ members: 'organizations', justInTime: 'organizations', userDetails: 'users' },
  ...{ roleUsers: 'roles', roleApplications: 'roles', roleScopes: 'roles' },
  applicationOrganizations: 'applications',
};

const NO_PAGE: PageRef = { page: 0, size: 0 };

/** Stands for the end of a sync among its lists. */
const TIED = 'tied';

/** What a sync remembers between its runs: the pages it has written, and what it noticed on the way. */
export class SyncWork {
  readonly #file: PartialFile;
  #noteSpent: () => void = () => undefined;

  constructor(file: PartialFile) {
    this.#file = file;
  }

  /** Keeps account of what this run has spent, beside what earlier ones have. */
  account(spent: () => Spent): void {
    const run = String(this.#file.all("select 1 from notes where kind = 'spent'").length);
    this.#noteSpent = () => {
      this.#file.run("delete from notes where kind = 'spent' and list = ?", run);
      this.#file.run("insert into notes values ('spent', ?, ?)", run, JSON.stringify(spent()));
    };
    this.#noteSpent();
    this.#file.beforeCommit(this.#noteSpent);
  }

  /** What all runs have spent together. */
  get spent(): Spent {
    this.#noteSpent();
    const runs = this.#file.all("select note from notes where kind = 'spent'");
    return runs
      .map(({ note }) => JSON.parse(String(note)) as Spent)
      .reduce((sum, one) => ({
        requests: sum.requests + one.requests,
        repairs: sum.repairs + one.repairs,
        ms: sum.ms + one.ms,
      }));
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
  mark(list: string, { page, size, total, rows, head, tail }: PageMark): void {
    this.#file.run(
      'insert or replace into pages (list, page, size, total, rows, head, tail) values (?, ?, ?, ?, ?, ?, ?)',
      ...[list, page, size, total, rows, head, tail],
    );
    this.#file.pageWritten();
  }

  /** Remembers that a list is whole: it came in one answer and has no pages, or they were proved. */
  markWhole(list: string, total: number): void {
    this.mark(list, { ...NO_PAGE, total, rows: 0, head: null, tail: null });
  }

  isWhole(list: string): boolean {
    return this.pageOf(list, NO_PAGE) !== undefined;
  }

  /** The lists of which anything was read. */
  lists(): string[] {
    return this.#file.all('select distinct list from pages').map(({ list }) => String(list));
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

  /** Forgets the holes of all lists that say the same, for when that is known in another way. */
  forgetHolesIn({ in: list, of }: Pick<Hole, 'in' | 'of'>): void {
    this.#file.run(
      "delete from notes where kind = 'hole' and json_extract(note, '$.in') = ? and json_extract(note, '$.of') is ?",
      list,
      of ?? null,
    );
  }

  /**
   * Forgets the lists with holes whose owner turned out to be deleted. Their pages too: an owner that only lay in a hole
   * may be there again later, and what is left of its list would pass for all of it.
   */
  forgetHoledOfGone(): void {
    for (const [list, owners] of Object.entries(OWNERS)) {
      const holes = `notes where kind = 'hole' and json_extract(note, '$.in') = ?
        and json_extract(note, '$.of') is not null and json_extract(note, '$.of') not in (select id from ${owners})`;
      this.#file.run(`delete from pages where list in (select list from ${holes})`, list);
      this.#file.run(`delete from ${holes}`, list);
    }
  }

  /** Forgets every list of which something could not be read, so that it is asked for again; gives how many. */
  forgetHoled(): number {
    this.#file.run("delete from pages where list in (select list from notes where kind = 'hole')");
    return this.#file.run("delete from notes where kind = 'hole'");
  }

  /** Says that rows which name what is not there are dropped from here on. */
  tie(): void {
    this.markWhole(TIED, 0);
  }

  /** Says that what names rows is read again where they were lacking. */
  untie(): void {
    this.forget(TIED);
  }

  /** Whether rows may have been dropped: a list that is read anew cannot bring back those that named what it lacked. */
  get isTied(): boolean {
    return this.isWhole(TIED);
  }

  /** Says in words what had to be mended. */
  mended(note: string): void {
    this.#file.run("insert into notes values ('mended', '', ?)", note);
  }

  /** Says what of a list could not be read. */
  leaveHole(list: string, hole: Hole): void {
    this.#file.run("insert into notes values ('hole', ?, ?)", list, JSON.stringify(hole));
  }

  /** How many holes there are in all. */
  countHoles(): number {
    return Number(this.#file.get("select count(*) as n from notes where kind = 'hole'")?.n);
  }

  get repairs(): string[] {
    const rows = this.#file.all("select note from notes where kind = 'mended'");
    return [...new Set(rows.map(({ note }) => String(note)))];
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
    ...{ total: Number(row.total), rows: Number(row.rows) },
    head: row.head as string | null,
    tail: row.tail as string | null,
  };
}
