import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { AccessError } from '../errors.ts';
import type { SnapshotInfo } from './model.ts';
import { APPLICATION_ID, FORMAT_VERSION, INDEXES, TABLES, WORK_TABLES, WORK_TABLE_NAMES } from './schema.ts';
import { Statements } from './statements.ts';

/** What a sync says about itself when it starts, so that a later one can tell whether to go on with its work. */
export interface SyncStart {
  /** When it started, ms. */
  readonly startedAt: number;
  readonly baseUrl: string;
  /** What else was asked for beside the usual, such as user details: work for other wishes is of no use. */
  readonly wishes: string;
}

/** Rows come in the order of random ids: with SQLite's own 2 MB of cache a large tenant took longer. */
const CACHE_KB = 12 * 1024;

/** So many written pages at most are lost in a crash, and have to be asked for again. */
const PAGES_PER_COMMIT = 400;
const MS_PER_COMMIT = 500;

/** Where the work of an unfinished sync lies. */
export function partialOf(file: string): string {
  return `${file}.partial`;
}

/**
 * The file a sync writes to: `<file>.partial`, renamed to its own name only when the snapshot is finished, so that
 * half a tenant can never be taken for a whole one. What was committed outlives a crash or a kill, and the next sync
 * can go on with it. The lock on it keeps a second process out, and ends with the process that holds it.
 */
export class PartialFile {
  /** The start of this work: that of the earlier sync where its work is gone on with. */
  readonly start: SyncStart;
  readonly resumed: boolean;
  readonly #partial: string;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  #pages = 0;
  #lastCommit = Date.now();

  /** Opens the work in `partial`: goes on with what lies there where `goesOn` says so, and begins anew elsewhere. */
  constructor(partial: string, start: SyncStart, goesOn: (earlier: SyncStart) => boolean) {
    this.#partial = partial;
    mkdirSync(dirname(partial), { recursive: true });
    const earlier = openEarlier(this.#partial, goesOn);
    this.resumed = earlier !== undefined;
    this.start = earlier?.start ?? start;
    this.#database = earlier?.database ?? create(this.#partial, start);
    this.#statements = new Statements(this.#database);
    this.#database.exec('begin');
  }

  all(sql: string, ...parameters: SQLInputValue[]): Record<string, unknown>[] {
    return this.#statements.prepare(sql).all(...parameters);
  }

  get(sql: string, ...parameters: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#statements.prepare(sql).get(...parameters);
  }

  run(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.#statements.prepare(sql).run(...parameters).changes);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  get database(): DatabaseSync {
    return this.#database;
  }

  /** Runs a query beside another snapshot, whose tables are called `other.…`. */
  compareWith<T>(file: string, query: () => T): T {
    this.#database.exec('commit'); // a file cannot be attached within a transaction
    this.#statements.clear();
    try {
      this.#database.prepare('attach ? as other').run(file);
      const answer = query();
      this.#statements.clear();
      this.#database.exec('detach other');
      return answer;
    } finally {
      this.#database.exec('begin');
    }
  }

  /** To be called after a page was written: commits now and then. */
  pageWritten(): void {
    this.#pages++;
    if (this.#pages < PAGES_PER_COMMIT && Date.now() - this.#lastCommit < MS_PER_COMMIT) return;
    this.#database.exec('commit; begin');
    this.#pages = 0;
    this.#lastCommit = Date.now();
  }

  /** Makes a snapshot of it: what it says about itself, and its own name. */
  finish(file: string, info: SnapshotInfo): void {
    for (const [key, value] of Object.entries(info))
      this.run('insert or replace into info values (?, ?)', key, JSON.stringify(value));
    this.#statements.clear();
    this.#database.exec(Object.values(INDEXES).join(''));
    this.#database.exec('commit');
    // A crash up to here finds the work whole; from here to the renaming it is a matter of a millisecond.
    this.#database.exec('pragma journal_mode = delete');
    this.#database.exec(`begin; ${WORK_TABLE_NAMES.map((table) => `drop table ${table};`).join(' ')} commit`);
    this.#database.close();
    flush(this.#partial); // or a power cut could leave an empty file under the name of the last whole one
    renameSync(this.#partial, file);
  }

  /** Closes it and keeps the work for the next sync. */
  keep(): void {
    if (!this.#database.isOpen) return;
    this.#statements.clear();
    if (this.#database.isTransaction) this.#database.exec('commit');
    this.#database.close();
  }

  /** Gives up: closes it and removes the work. */
  abandon(): void {
    if (this.#database.isOpen) this.#database.close();
    removeWork(this.#partial);
  }
}

function flush(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Reads how the sync in a work file started, undefined where there is none; an {@link AccessError} where another process is at it. */
export function startOfWork(partial: string): SyncStart | undefined {
  const earlier = existsSync(partial) ? readEarlier(partial) : undefined;
  earlier?.database.close();
  return earlier?.start;
}

/** Removes a work file, with what SQLite puts beside it. */
export function removeWork(partial: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partial + suffix, { force: true });
}

function create(partial: string, start: SyncStart): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = open(partial);
    fill(database, start);
    return database;
  } catch (error) {
    if (database?.isOpen === true) database.close();
    // A full disk must not keep an empty file; one that another process holds is not ours.
    if (!(error instanceof AccessError)) removeWork(partial);
    throw error;
  }
}

function fill(database: DatabaseSync, start: SyncStart): void {
  database.exec(
    `pragma application_id = ${APPLICATION_ID}; pragma user_version = ${FORMAT_VERSION}; ${TABLES} ${INDEXES.members} ${WORK_TABLES}`,
  );
  database.prepare('insert into work values (?)').run(JSON.stringify(start));
}

function openEarlier(
  partial: string,
  goesOn: (earlier: SyncStart) => boolean,
): { database: DatabaseSync; start: SyncStart } | undefined {
  if (!existsSync(partial)) return undefined;
  const earlier = readEarlier(partial);
  if (earlier !== undefined && goesOn(earlier.start)) return earlier;
  earlier?.database.close();
  removeWork(partial);
  return undefined;
}

function readEarlier(partial: string): { database: DatabaseSync; start: SyncStart } | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = open(partial);
    const version = Number(database.prepare('pragma user_version').get()?.user_version);
    const row = database.prepare('select start from work').get();
    if (version === FORMAT_VERSION && row !== undefined)
      return { database, start: JSON.parse(String(row.start)) as SyncStart };
  } catch (error) {
    if (database?.isOpen === true) database.close();
    const reason = explained(error);
    if (reason instanceof AccessError) throw reason;
  }
  if (database?.isOpen === true) database.close();
  return undefined;
}

/** Opens for one process alone. A kill may come at any moment: the log of SQLite keeps what was committed. */
function open(partial: string): DatabaseSync {
  const database = new DatabaseSync(partial);
  try {
    database.exec(`pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = off;
      pragma cache_size = -${CACHE_KB}`);
  } catch (error) {
    database.close();
    throw explained(error);
  }
  return database;
}

/** Says in words that another process holds the lock; any other error stays as it is. */
function explained(cause: unknown): unknown {
  if (!(cause instanceof Error && /database is locked/.test(cause.message))) return cause;
  return new AccessError('The tenant is being synced by another window or process.', {
    code: 'sync.elsewhere',
    hint: 'Wait for it: its snapshot appears here too.',
    cause,
  });
}
