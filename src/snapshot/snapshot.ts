import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { AccessError } from '../errors.ts';
import { readInfo } from './info.ts';
import type { SnapshotInfo } from './model.ts';
import { APPLICATION_ID, FORMAT_VERSION } from './schema.ts';
import { Statements } from './statements.ts';
import { sentence } from '../sentence.ts';

/** A row as SQLite gives it: column name to value. */
export type Row = Record<string, SQLOutputValue>;

/** A window on a sorted list. */
export interface Page {
  readonly limit: number;
  readonly offset?: number;
}

/** The whole list. */
export const ALL: Page = { limit: -1 };

/** SQLite's SQLITE_ERROR (a table is missing), SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGE: readonly number[] = [1, 11, 26];

/** An open, finished snapshot; read-only. The questions one can ask it are the functions in src/snapshot/read. */
export class Snapshot {
  readonly file: string;
  readonly info: SnapshotInfo;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  #other: Snapshot | undefined;

  private constructor(file: string, database: DatabaseSync) {
    this.file = file;
    this.#database = database;
    this.#statements = new Statements(database);
    const info = readInfo(database);
    if (info === undefined) throw notASnapshot(file); // no sync finished it
    this.info = info;
  }

  /** Opens a snapshot file; an {@link AccessError} says why where it is none, or of a newer version. */
  static open(file: string): Snapshot {
    if (!existsSync(file)) {
      throw new AccessError(sentence`There is no file ${file}.`, {
        code: 'snapshot.missing',
        hint: sentence`Check the path, or sync the tenant first.`,
      });
    }
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file, { readOnly: true });
      checkFormat(file, database);
      database.function('small_letters', { deterministic: true }, smallLetters);
      return new Snapshot(file, database);
    } catch (error) {
      if (database?.isOpen === true) database.close();
      if (error instanceof AccessError) throw error;
      throw notASnapshot(file, error);
    }
  }

  all(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#explaining(() => this.#statements.prepare(sql).all(...parameters));
  }

  get(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#explaining(() => this.#statements.prepare(sql).get(...parameters));
  }

  /** Rows one by one, for lists too long to hold. Prepared anew, so that two may run side by side. */
  iterate(sql: string, ...parameters: SQLInputValue[]): IterableIterator<Row> {
    return this.#explaining(
      () => this.#database.prepare(sql).iterate(...parameters) as IterableIterator<Row>,
    );
  }

  /** Has the tables of another snapshot at hand, as `other.…` in a statement; only one can be, until it is closed. */
  putBeside(other: Snapshot): void {
    if (this.#other === other) return;
    this.#database.prepare('attach ? as other').run(other.file);
    this.#other = other;
  }

  #explaining<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw readFailure(this.file, error);
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}

/** What is thrown for what came of reading a snapshot: damage shows only when what is damaged is read. */
export function readFailure(file: string, error: unknown): unknown {
  return isDamage(error) ? notASnapshot(file, error) : error;
}

/** Whether SQLite says that a file is damaged; it does not say which one where two are read together. */
export function isDamage(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: number };
  return errcode !== undefined && DAMAGE.includes(errcode % 256);
}

/** SQLite's own `lower` knows no letters but those of ASCII. */
function smallLetters(text: SQLOutputValue): SQLInputValue {
  return typeof text === 'string' ? text.toLowerCase() : text;
}

function checkFormat(file: string, database: DatabaseSync): void {
  const application = database.prepare('pragma application_id').get()?.application_id;
  if (application !== APPLICATION_ID) throw notASnapshot(file);
  const version = Number(database.prepare('pragma user_version').get()?.user_version);
  if (version > FORMAT_VERSION) {
    throw new AccessError(sentence`${file} was written by a newer Logto Access (format ${version}).`, {
      code: 'snapshot.newer',
      hint: sentence`This one reads format ${FORMAT_VERSION}: update the extension.`,
    });
  }
}

/** Says of a file that it cannot be read as a snapshot. */
function notASnapshot(file: string, cause?: unknown): AccessError {
  return new AccessError(sentence`${file} is not a Logto Access snapshot, or it is damaged.`, {
    code: 'snapshot.not_one',
    hint: sentence`Choose a file that ends in .snapshot and was finished by a sync.`,
    cause,
  });
}
