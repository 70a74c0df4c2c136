import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { linesOf, type Line } from './providers.ts';

const SNAPSHOTS = 'logtoAccess.snapshots';

/** The line of a tenant in a view. */
export async function tenantLine(view: string, tenantId: string): Promise<Line> {
  const line = (await linesOf(view)).find(({ item }) => item.id === tenantId);
  assert.ok(line);
  return line;
}

/** The runs of a tenant in the Snapshots view, newest first. */
export async function runsOf(tenantId: string): Promise<Line[]> {
  return linesOf(SNAPSHOTS, await tenantLine(SNAPSHOTS, tenantId));
}

export async function runIdsOf(tenantId: string): Promise<string[]> {
  return (await runsOf(tenantId)).map(({ item }) => String(item.id));
}

/** What stands beside a run, counted from the newest. */
export async function descriptionOfRun(tenantId: string, at: number): Promise<string> {
  return String((await runsOf(tenantId))[at]?.item.description);
}

/** Waits for what happens in the background. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    assert.ok(performance.now() < end, `not within a minute: ${holds.toString()}`);
    await sleep(50);
  }
}
