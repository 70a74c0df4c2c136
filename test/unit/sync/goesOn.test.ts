import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { partialOf } from '../../../src/snapshot/write/workFile.ts';
import { goesOn, startOf, WORK_LASTS_MS, type SyncJob } from '../../../src/sync/sync.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { QUICK, withTenant, type Fault } from '../../support/tenant.ts';

const NOW = Date.UTC(2026, 10, 24);
const TENANT = { id: 'test', name: 'Test tenant', baseUrl: 'https://acme.logto.app' };
const JOB: SyncJob = { file: 'a.snapshot', tenant: TENANT, version: '0.0.0' };
const EARLIER = startOf(JOB, NOW);

type Wishes = Parameters<typeof syncTo>[3];

/** Stops a sync half way, does something to its work, and gives what the next one says of itself. */
async function nextSync(
  wishes: Wishes,
  meddle: (partial: string) => void = () => undefined,
): Promise<SnapshotInfo> {
  const abort = new AbortController();
  let members = 0;
  const fault: Fault = ({ path }) => {
    if (/^\/api\/organizations\/.*\/users$/.test(path) && ++members === 4) abort.abort();
    return undefined;
  };
  const found: SnapshotInfo[] = [];
  await withTenant({ users: 60, organizations: 12, fault, client: { ...QUICK, most: 1 } }, (_, client) =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      await assert.rejects(syncTo(file, client, abort.signal, { keepsWork: true }), /Cancelled/);
      meddle(partialOf(file));
      found.push(await syncTo(file, client, undefined, wishes));
    }),
  );
  return found[0]!;
}

/** Makes the work of a sync older than it is. */
function age(partial: string, ms: number): void {
  const database = new DatabaseSync(partial);
  database
    .prepare("update work set start = json_set(start, '$.startedAt', start ->> '$.startedAt' - ?)")
    .run(ms);
  database.close();
}

describe('Earlier work', () => {
  it('is gone on with by a sync of the same tenant with the same wishes, for a day', () => {
    for (const later of [0, 1, WORK_LASTS_MS - 1]) assert.ok(goesOn(startOf(JOB, NOW + later), EARLIER));
    assert.equal(WORK_LASTS_MS, 24 * 3600 * 1000);
    const spelledOut: SyncJob = { ...JOB, userDetails: 'none', justInTime: false };
    assert.ok(goesOn(startOf(spelledOut, NOW), EARLIER), 'what is left out is what it is by default');
  });

  it('is not gone on with after a day, nor where it began in the future', () => {
    for (const later of [WORK_LASTS_MS, WORK_LASTS_MS + 1, 7 * WORK_LASTS_MS, -1])
      assert.equal(goesOn(startOf(JOB, NOW + later), EARLIER), false, String(later));
  });

  it('is not gone on with by a sync of another tenant, or one that asks for more or for less', () => {
    const others: Partial<SyncJob>[] = [
      { tenant: { ...TENANT, baseUrl: 'https://other.logto.app' } },
      { userDetails: 'privileged' },
      { userDetails: 'all' },
      { justInTime: true },
    ];
    for (const other of others) {
      const start = startOf({ ...JOB, ...other }, NOW);
      assert.equal(goesOn(start, EARLIER), false, JSON.stringify(other));
      assert.equal(goesOn(EARLIER, start), false, JSON.stringify(other));
      assert.ok(goesOn(start, start));
    }
  });

  it('is gone on with while it is young, and begun afresh when it is older than a day', async () => {
    const young = await nextSync({}, (partial) => age(partial, WORK_LASTS_MS - 60_000));
    assert.match(young.verified, /went on with the sync that began at/);
    assert.ok(young.startedAt < Date.now() - WORK_LASTS_MS / 2, 'it began when the first one did');
    const old = await nextSync({}, (partial) => age(partial, WORK_LASTS_MS));
    assert.doesNotMatch(old.verified, /went on with/);
    assert.ok(old.startedAt > Date.now() - WORK_LASTS_MS / 2);
    assert.equal(old.counts.users, 60);
    assert.ok(old.requests <= old.plannedRequests * 1.02, 'nothing of the first one counts');
  });

  it('is begun afresh by a sync with other wishes', async () => {
    const same = await nextSync({});
    assert.match(same.verified, /went on with the sync that began at/);
    for (const wishes of [{ justInTime: true }, { userDetails: 'privileged' }] as const) {
      const other = await nextSync(wishes);
      assert.doesNotMatch(other.verified, /went on with/);
      assert.equal(other.counts.users, 60);
    }
  });
});
