import type { DatabaseSync } from 'node:sqlite';
import { oneLine } from '../words.ts';
import type { SnapshotInfo } from './model.ts';

/** What a snapshot says about itself; undefined where no sync has finished it. */
export function readInfo(database: DatabaseSync): SnapshotInfo | undefined {
  const rows = database.prepare('select key, value from info').all();
  if (rows.length === 0) return undefined;
  const entries = rows.map((row): [string, unknown] => [String(row.key), JSON.parse(String(row.value))]);
  const info = Object.fromEntries(entries) as unknown as SnapshotInfo;
  // a file from elsewhere may call its tenant anything
  return { ...info, tenantName: oneLine(info.tenantName), baseUrl: oneLine(info.baseUrl) };
}

export function writeInfo(database: DatabaseSync, info: SnapshotInfo): void {
  const insert = database.prepare('insert or replace into info values (?, ?)');
  for (const [key, value] of Object.entries(info)) insert.run(key, JSON.stringify(value));
}
