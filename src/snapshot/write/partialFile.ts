import { closeSync, fsync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { writeInfo } from '../info.ts';
import { Lock } from '../store/lock.ts';
import type { SnapshotInfo } from '../model.ts';
import { INDEXES, WORK_TABLE_NAMES } from '../schema.ts';
import { Statements } from '../statements.ts';
import { removeDatabase } from '../store/removeDatabase.ts';
import { createWork, openEarlier, type SyncStart } from './workFile.ts';

/** So many written pages at most are lost in a crash, and have to be asked for again. */
const PAGES_PER_COMMIT = 400;
const MS_PER_COMMIT = 500;

/**
 * The file a sync writes to: `<file>.partial`, renamed to its own name only when the snapshot is finished, so that
 * half a tenant can never be taken for a whole one. What was committed outlives a crash or a kill, and the next sync
 * can go on with it. The lock beside it keeps a second process out, and ends with the process that holds it.
 */
export class PartialFile {
  /** The start of this work: that of the earlier sync where its work is gone on with. */
  readonly start: SyncStart;
  readonly resumed: boolean;
  readonly #partial: string;
  readonly #lock: Lock;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  #finished: SnapshotInfo | undefined;
  #beforeCommit: (() => void) | undefined;
  /** Open from {@link flushAhead} on, until the database is closed: closing it would end SQLite's lock on POSIX. */
  #flushed: number | undefined;
  #pages = 0;
  #lastCommit = Date.now();

  /** Opens the work in `partial`: goes on with what lies there where `goesOn` says so, and begins anew elsewhere. */
  constructor(partial: string, start: SyncStart, goesOn: (earlier: SyncStart) => boolean) {
    this.#partial = partial;
    mkdirSync(dirname(partial), { recursive: true });
    this.#lock = Lock.take(`${partial}.lock`);
    try {
      const earlier = openEarlier(partial, goesOn);
      this.resumed = earlier !== undefined;
      this.start = earlier?.start ?? start;
      this.#finished = earlier?.finished;
      this.#database = earlier?.database ?? createWork(partial, start);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    this.#statements = new Statements(this.#database);
    this.#database.exec('begin');
  }

  /** What the snapshot says about itself that is finished and lacks only its name, perhaps since an earlier run. */
  get finished(): SnapshotInfo | undefined {
    return this.#finished;
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
      this.#database.prepare('attach ? as other').run(readOnlyUri(file));
      try {
        return query();
      } finally {
        this.#statements.clear();
        this.#database.exec('detach other');
      }
    } finally {
      this.#database.exec('begin');
    }
  }

  /** Lets something be written with every commit. */
  beforeCommit(write: () => void): void {
    this.#beforeCommit = write;
  }

  /** To be called after a page was written: commits now and then. */
  pageWritten(): void {
    this.#pages++;
    if (this.#pages < PAGES_PER_COMMIT && Date.now() - this.#lastCommit < MS_PER_COMMIT) return;
    this.#commit();
    this.#pages = 0;
    this.#lastCommit = Date.now();
  }

  /** Goes on in a new transaction in any case: a commit can be done and yet fail, moving what it wrote into the file. */
  #commit(andThen = ''): void {
    this.#beforeCommit?.();
    try {
      this.#database.exec(`commit; ${andThen}`);
    } finally {
      if (!this.#database.isTransaction) this.#database.exec('begin');
    }
  }

  /** Lets the disk have what is written so far, while more is being read: there is less to wait for at the end. */
  flushAhead(): void {
    this.#commit('pragma wal_checkpoint(passive);');
    this.#flushed ??= openSync(this.#partial, 'r+');
    fsync(this.#flushed, () => undefined); // what fails here fails again at the end
  }

  /** Makes a snapshot of it, all at once: from here on it is whole, and only its name is still to be given. */
  finish(info: SnapshotInfo): void {
    this.#statements.clear();
    writeInfo(this.#database, info);
    this.#database.exec(Object.values(INDEXES).join(''));
    this.#database.exec(UNNEEDED.map((table) => `drop table ${table};`).join(' '));
    this.#database.exec('commit');
    this.#finished = info;
  }

  /** Renames the finished snapshot. Where a crash comes before, the next sync does it. */
  giveName(file: string): void {
    if (this.#database.isTransaction) this.#database.exec('commit');
    this.#database.exec('pragma journal_mode = delete');
    this.#database.close();
    this.#flush(); // or a power cut could leave an empty file under the name of the last whole one
    renameSync(this.#partial, file);
    removeDatabase(this.#partial); // what others who looked at it have left beside it
    this.#lock.release();
  }

  /** Closes it and keeps the work for the next sync. */
  keep(): void {
    if (this.#database.isOpen) {
      if (this.#database.isTransaction) {
        this.#beforeCommit?.();
        this.#database.exec('commit');
      }
      this.#statements.clear();
      this.#database.exec('pragma journal_mode = delete'); // so that who looks at it leaves nothing beside it
      this.#database.close();
    }
    this.#closeFlushed();
    this.#lock.release();
  }

  /** Gives up: closes it and removes the work. */
  abandon(): void {
    if (this.#database.isOpen) this.#database.close();
    this.#closeFlushed();
    if (this.#lock.isHeld) removeDatabase(this.#partial);
    this.#lock.release();
  }

  #flush(): void {
    this.#flushed ??= openSync(this.#partial, 'r+');
    fsyncSync(this.#flushed);
    this.#closeFlushed();
  }

  #closeFlushed(): void {
    if (this.#flushed !== undefined) closeSync(this.#flushed);
    this.#flushed = undefined;
  }
}

/** What a finished snapshot has no need of. How it started stays, so that it is known until it has its name. */
const UNNEEDED = WORK_TABLE_NAMES.filter((table) => table !== 'work');

/** As SQLite takes it, with every character a path can have; a server's share has no place of its own there. */
function readOnlyUri(file: string): string {
  const { host, pathname } = pathToFileURL(file);
  return `file://${host === '' ? '' : `//${host}`}${pathname}?mode=ro`;
}
