import type { SQLInputValue } from 'node:sqlite';
import type { PartialFile } from './partialFile.ts';

/** Puts and counts rows in the file of an unfinished sync. */
export abstract class RowWriter {
  protected readonly partial: PartialFile;

  protected constructor(partial: PartialFile) {
    this.partial = partial;
  }

  /** Puts a row, in the place of one with its key. */
  protected put(table: string, row: readonly SQLInputValue[]): void {
    this.run(`insert or replace into ${table} values (${row.map(() => '?').join(', ')})`, row);
  }

  /** Runs a statement, and gives how many rows it changed. */
  protected run(sql: string, parameters: readonly SQLInputValue[]): number {
    return this.partial.run(sql, ...parameters);
  }

  /** What a query that selects `id` finds. */
  protected ids(sql: string): string[] {
    return this.partial.all(sql).map(({ id }) => String(id));
  }

  /** What a query that selects `n` counts. */
  protected count(sql: string, ...parameters: readonly SQLInputValue[]): number {
    return Number(this.partial.get(sql, ...parameters)?.n);
  }
}

/** The first text that no text with this prefix reaches, bytewise. */
export function after(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
