import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** So many characters of texts and ids are held in memory. */
const MOST_HELD = 16 * 1024 * 1024;

const TABLE = `pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -8192; begin;
  create table texts (id text primary key, text text not null) without rowid`;

/** Texts by id, however many: what is too much for memory lies in a temporary file, which SQLite removes itself. */
export class ManyTexts implements Disposable {
  readonly #held = new Map<string, string>();
  readonly #most: number;
  #characters = 0;
  #rest: { database: DatabaseSync; put: StatementSync; get: StatementSync } | undefined;

  constructor(most = MOST_HELD) {
    this.#most = most;
  }

  /** To be called once for each id. */
  set(id: string, text: string): void {
    this.#characters += id.length + text.length;
    if (this.#characters <= this.#most) this.#held.set(id, text);
    else (this.#rest ??= onDisk()).put.run(id, text);
  }

  get(id: string): string | undefined {
    return this.#held.get(id) ?? (this.#rest?.get.get(id)?.text as string | undefined);
  }

  [Symbol.dispose](): void {
    this.#held.clear();
    this.#rest?.database.close();
    this.#rest = undefined;
  }
}

/** An empty name means a file that nobody sees, and that is gone with the connection. */
function onDisk(): { database: DatabaseSync; put: StatementSync; get: StatementSync } {
  const database = new DatabaseSync('');
  database.exec(TABLE);
  return {
    database,
    put: database.prepare('insert into texts (id, text) values (?, ?)'),
    get: database.prepare('select text from texts where id = ?'),
  };
}
