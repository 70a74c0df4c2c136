import { Snapshot } from '../../src/snapshot/snapshot.ts';

/** Reads every row of a snapshot, one at a time; gives how many there were. */
export function readRows(file: string): number {
  const snapshot = Snapshot.open(file);
  const tables = snapshot.all("select name from sqlite_schema where type = 'table'");
  let rows = 0;
  for (const { name } of tables) rows += countRows(snapshot.iterate(`select * from ${String(name)}`));
  snapshot.close();
  return rows;
}

function countRows(rows: Iterator<unknown>): number {
  let count = 0;
  while (rows.next().done !== true) count++;
  return count;
}
