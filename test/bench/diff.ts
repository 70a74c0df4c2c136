import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inProcess, round } from './inProcess.ts';
import { syncLargeTenant } from './largeSnapshot.ts';
import { median } from './median.ts';

/** What a process of its own is to do. */
export interface DiffWork {
  readonly kind: 'compare';
  readonly before: string;
  readonly after: string;
}

/** What it says of its work. */
export interface DiffFigures {
  readonly seconds: number;
  /** The least work of any comparison: reading every row of both files, in the same process. */
  readonly baseSeconds: number;
  readonly changes: number;
  /** How long the thread that waits for the worker, which in the editor is the extension host, stood still at most. */
  readonly longestStopMs: number;
  /** Memory at its highest, above what the process had when it began. */
  readonly grownMB: number;
}

/** One row in a hundred is renamed, deleted, or added to a role. */
const CHANGES = `
  update users set name = coalesce(name, '') || ' the second' where id in (select id from users order by id limit 1000);
  delete from memberships where (organization_id, user_id) in (
    select organization_id, user_id from memberships order by user_id limit 3400);
  delete from member_roles where not exists (select 1 from memberships m
    where m.organization_id = member_roles.organization_id and m.user_id = member_roles.user_id);
  insert or ignore into role_users select (select id from roles where is_default = 0 and type = 'User' limit 1), id
    from users order by id desc limit 1000;`;

/** Compares two snapshots of the large tenant that differ in one row of a hundred. */
export async function benchDiff(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  try {
    const [before, after] = [join(folder, 'a.snapshot'), join(folder, 'b.snapshot')];
    await syncLargeTenant(before);
    copyFileSync(before, after);
    const database = new DatabaseSync(after);
    database.exec(CHANGES);
    database.close();
    return await median(() => measure(before, after));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  before: string,
  after: string,
): Promise<Record<'ratio', number> & Record<string, number>> {
  const work: DiffWork = { kind: 'compare', before, after };
  const figures = await inProcess<DiffFigures>('./diffProcess.mjs', work);
  const { seconds, baseSeconds, changes, longestStopMs, grownMB } = figures;
  return {
    ...{ changes, seconds: round(seconds), baseSeconds: round(baseSeconds) },
    ratio: round(seconds / baseSeconds),
    ...{ longestStopMs: Math.round(longestStopMs), peakRssMB: Math.round(grownMB) },
  };
}
