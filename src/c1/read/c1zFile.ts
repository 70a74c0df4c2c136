import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { damaged, reading } from './failures.ts';

/** The tables of a .c1z that are read. */
const TABLES = ['sync_runs', 'resource_types', 'resources', 'entitlements', 'grants'] as const;
export type C1zTable = (typeof TABLES)[number];

/** No message is longer, MB: the same as of a value in JSON. */
const MOST_MB = 16;

type Row = Record<string, SQLOutputValue>;

/** The unpacked database of a .c1z, read-only. It comes from somebody else: whatever it says may be wrong. */
export class C1zFile {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = reading('it holds no database', () => new DatabaseSync(file, { readOnly: true }));
    try {
      this.#check();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The newest finished full sync, and how many older ones there are; undefined where there is none. */
  newestSync(): { readonly newest: Row; readonly older: number } | undefined {
    const finished = `from v1_sync_runs where ended_at is not null and ended_at <> '' ${this.#full()}`;
    const [newest] = this.#all(
      `select sync_id, started_at, ended_at ${finished} order by ended_at desc, id desc limit 1`,
    );
    const [row] = this.#all(`select count(*) as n ${finished}`);
    return newest && { newest, older: Number(row?.n) - 1 };
  }

  /** Older files have no column that says which syncs are full: there all are. */
  #full(): string {
    const columns = this.#all("select name from pragma_table_info('v1_sync_runs')").map(({ name }) => name);
    return columns.includes('sync_type') ? "and sync_type in ('full', '')" : '';
  }

  count(table: C1zTable, syncId: string): number {
    const [row] = this.#all(`select count(*) as n from v1_${table} where sync_id = ?`, syncId);
    return Number(row?.n);
  }

  /** The messages of one sync in the order in which they were written, each with where it lies. */
  *messages(table: C1zTable, syncId: string): Generator<{ where: string; data: Uint8Array }> {
    // asked for its length first, a long one is never read
    const sql = `select id, iif(length(data) <= ${MOST_MB * 1e6}, data, length(data)) as data
      from v1_${table} where sync_id = ? order by id`;
    const rows = this.#database.prepare(sql).iterate(syncId);
    for (;;) {
      // a driver that fails in the middle may give nothing at all
      const row = reading(`v1_${table}`, () => rows.next()) as IteratorResult<Row> | undefined;
      if (row === undefined) throw damaged(`v1_${table} cannot be read`);
      if (row.done === true) return;
      const { id, data } = row.value;
      const where = `row ${String(id)} of v1_${table}`;
      if (typeof data === 'number') throw damaged(`${where} is longer than ${MOST_MB} MB`);
      if (!(data instanceof Uint8Array)) throw damaged(`${where} has no data`);
      yield { where, data };
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** A view in the place of a table could be a query without an end, and a computed column as long as one likes. */
  #check(): void {
    const names = this.#all("select name from sqlite_schema where type = 'table'").map(({ name }) => name);
    const missing = TABLES.find((table) => !names.includes(`v1_${table}`));
    if (missing !== undefined) throw damaged(`its database has no table v1_${missing}`);
    for (const table of TABLES)
      if (this.#all('select name from pragma_table_xinfo(?) where hidden <> 0', `v1_${table}`).length > 0)
        throw damaged(`v1_${table} has columns that are computed`);
  }

  #all(sql: string, ...parameters: string[]): Row[] {
    return reading('its database', () => this.#database.prepare(sql).all(...parameters));
  }
}
