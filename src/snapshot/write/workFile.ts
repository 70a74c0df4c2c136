import { existsSync, statSync } from 'node:fs';
import { uptime } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { AccessError } from '../../errors.ts';
import { readInfo } from '../info.ts';
import { heldElsewhere } from '../store/lock.ts';
import type { SnapshotInfo } from '../model.ts';
import { removeDatabase } from '../store/removeDatabase.ts';
import { APPLICATION_ID, FORMAT_VERSION, TABLES, WORK_TABLES } from '../schema.ts';

/** What a sync says about itself when it starts, so that a later one can tell whether to go on with its work. */
export interface SyncStart {
  /** When it started, ms. */
  readonly startedAt: number;
  readonly baseUrl: string;
  /** What else was asked for beside the usual, such as user details: work for other wishes is of no use. */
  readonly wishes: string;
}

/** An unfinished sync, opened. */
export interface Earlier {
  readonly database: DatabaseSync;
  readonly start: SyncStart;
  readonly finished: SnapshotInfo | undefined;
}

/** Rows come in the order of random ids: with SQLite's own 2 MB of cache a large tenant took longer. */
const CACHE_KB = 12 * 1024;

/** Rows are short and come in no order: with pages of half the size, the same rows take a tenth longer. */
const PAGE_BYTES = 8192;

/**
 * So many pages (64 MB) are written beside the file before they are put into it: rows come in no order, and most pages
 * are written over many times on the way, which are then put in once.
 */
const ASIDE_PAGES = 8000;

/** Who only looks at the work has it open for less than this. */
const LOOKS_LAST_MS = 2000;

/** Where the work of an unfinished sync lies. */
export function partialOf(file: string): string {
  return `${file}.partial`;
}

/**
 * Reads how the sync in a work file started, undefined where there is none; an {@link AccessError} where another
 * process is at it. Only looks: who wants to begin meanwhile is not kept from it.
 */
export function startOfWork(partial: string): SyncStart | undefined {
  const earlier = readEarlier(partial, () => new DatabaseSync(partial, { readOnly: true }));
  earlier?.database.close();
  return earlier?.start;
}

/** Begins a work file. */
export function createWork(partial: string, start: SyncStart): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = open(partial);
    fill(database, start);
    return database;
  } catch (error) {
    if (database?.isOpen === true) database.close();
    // A full disk must not keep an empty file; one that another process holds is not ours.
    if (!(error instanceof AccessError)) removeDatabase(partial);
    throw error;
  }
}

function fill(database: DatabaseSync, start: SyncStart): void {
  database.exec(
    `pragma application_id = ${APPLICATION_ID}; pragma user_version = ${FORMAT_VERSION}; ${TABLES} ${WORK_TABLES}`,
  );
  database.prepare('insert into work values (?)').run(JSON.stringify(start));
}

/** Opens the work of an earlier sync where `goesOn` says so, and removes it elsewhere. */
export function openEarlier(partial: string, goesOn: (earlier: SyncStart) => boolean): Earlier | undefined {
  const earlier = readEarlier(partial, () => open(partial));
  if (earlier !== undefined && goesOn(earlier.start)) {
    if (earlier.finished === undefined) addRows(earlier.database);
    return earlier;
  }
  earlier?.database.close();
  removeDatabase(partial);
  return undefined;
}

/** Older versions did not remember how many rows a page had: then it has those that Logto counted. */
function addRows(database: DatabaseSync): void {
  if (database.prepare("select 1 from pragma_table_info('pages') where name = 'rows'").get() !== undefined)
    return;
  database.exec(`alter table pages add column rows integer not null default 0;
    update pages set rows = max(0, min(size, total - (page - 1) * size))`);
}

function readEarlier(partial: string, openIt: () => DatabaseSync): Earlier | undefined {
  if (!existsSync(partial) || outlivedTheMachine(partial)) return undefined;
  let database: DatabaseSync | undefined;
  try {
    database = openIt();
    const version = Number(database.prepare('pragma user_version').get()?.user_version);
    const row = database.prepare('select start from work').get();
    if (version === FORMAT_VERSION && row !== undefined)
      return { database, start: JSON.parse(String(row.start)) as SyncStart, finished: readInfo(database) };
  } catch (error) {
    if (database?.isOpen === true) database.close();
    const reason = heldElsewhere(error);
    if (reason instanceof AccessError) throw reason;
  }
  if (database?.isOpen === true) database.close();
  return undefined;
}

/**
 * Whether the machine has stopped while a sync was writing, as in a power cut. Nothing waits for the disk meanwhile, so
 * pages may be half there and look written; what only a process left behind is whole.
 */
function outlivedTheMachine(partial: string): boolean {
  const log = statSync(`${partial}-wal`, { throwIfNoEntry: false });
  return log !== undefined && log.mtimeMs < Date.now() - uptime() * 1000;
}

/** Opens for one process alone. A kill may come at any moment: the log of SQLite keeps what was committed. */
function open(partial: string): DatabaseSync {
  const database = new DatabaseSync(partial);
  try {
    database.exec(`pragma busy_timeout = ${LOOKS_LAST_MS}; pragma locking_mode = exclusive; pragma page_size = ${PAGE_BYTES};
      pragma journal_mode = wal; pragma wal_autocheckpoint = ${ASIDE_PAGES}; pragma synchronous = off; pragma cache_size = -${CACHE_KB}`);
  } catch (error) {
    database.close();
    throw heldElsewhere(error);
  }
  return database;
}
