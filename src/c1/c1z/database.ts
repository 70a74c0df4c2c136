import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { sqliteTemporaryFolder } from '../../snapshot/store/temporaryFolder.ts';
import { NotWritten } from '../target.ts';
import { COLUMNS, INDEXES, LAST_INDEX, TABLES, type MessageRow, type MessageTable } from './schema.ts';
import { sentence } from '../../sentence.ts';

/** One sync, as the rows of .c1z name it. Nothing but what the snapshot says, so that two exports are the same. */
type Sync = Pick<SnapshotInfo, 'id' | 'startedAt' | 'endedAt'>;

/**
 * The file is new and ours alone and is thrown away where anything fails, so SQLite need not be able to take anything
 * back.
 */
const SETTINGS = `pragma page_size = 4096; pragma encoding = 'UTF-8'; pragma journal_mode = memory;
  pragma synchronous = off; pragma locking_mode = exclusive; pragma cache_size = -8192`;

/** The SQLite database inside a .c1z while it is written. */
export class C1zDatabase {
  readonly #database: DatabaseSync;
  readonly #sync: Sync;
  readonly #discoveredAt: string;
  readonly #inserts = new Map<MessageTable, StatementSync>();

  constructor(file: string, sync: Sync) {
    this.#sync = sync;
    this.#discoveredAt = sqlTime(sync.startedAt);
    this.#database = this.#told(() => new DatabaseSync(file));
    try {
      this.#exec(`${SETTINGS}; begin; ${TABLES} ${INDEXES}`);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  insert({ table, values }: MessageRow): void {
    const statement = this.#insertInto(table);
    this.#told(() => statement.run(...values, this.#sync.id, this.#discoveredAt));
  }

  /** Adds the sync itself and the last index, and closes the file, which is whole then. */
  finish(): void {
    const { id, startedAt, endedAt } = this.#sync;
    const sql = 'insert into v1_sync_runs (sync_id, started_at, ended_at, sync_token) values (?, ?, ?, ?)';
    this.#told(() => this.#database.prepare(sql).run(id, sqlTime(startedAt), sqlTime(endedAt), ''));
    this.#exec(`${LAST_INDEX} commit`);
    this.close();
  }

  close(): void {
    this.#inserts.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #exec(sql: string): void {
    this.#told(() => this.#database.exec(sql));
  }

  /** Does something to the file, and tells in words why it cannot be done. */
  #told<T>(action: () => T): T {
    try {
      return action();
    } catch (cause) {
      throw failure(cause);
    }
  }

  #insertInto(table: MessageTable): StatementSync {
    const known = this.#inserts.get(table);
    if (known !== undefined) return known;
    const columns = [...COLUMNS[table], 'sync_id', 'discovered_at'];
    const places = columns.map(() => '?').join(', ');
    const statement = this.#database.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${places})`,
    );
    this.#inserts.set(table, statement);
    return statement;
  }
}

/** A time in UTC as C1's example writes it; C1's readers take any number of digits. */
function sqlTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

function failure(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  if (!/disk is full/.test(cause.message))
    return new NotWritten(cause.message, {
      code: 'storage.failed',
      hint: sentence`Choose another place and export again.`,
      cause,
    });
  return new NotWritten(sentence`the disk is full`, {
    code: 'storage.full',
    hint: sentence`While it is written, its folder needs some ten times its space, and the temporary folder ${sqliteTemporaryFolder()} a little too: free some space and export again.`,
    cause,
  });
}
