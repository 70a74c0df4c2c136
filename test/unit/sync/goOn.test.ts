import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogtoClient } from '../../../src/logto/client.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { startOfWork } from '../../../src/snapshot/partialFile.ts';
import { SnapshotWriter } from '../../../src/snapshot/writer.ts';
import { syncTenant } from '../../../src/sync/sync.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withFolder } from '../../support/snapshots.ts';
import { QUICK, withTenant, type Fault } from '../../support/tenant.ts';

/** So that what is under way when a sync ends is little beside what is done. */
const ONE_BY_ONE = { ...QUICK, most: 1 };

/** Syncs into `<folder>/<name>.snapshot`, with the work in a file that every sync of the folder shares. */
function syncIn(
  folder: string,
  name: string,
  client: LogtoClient,
  signal?: AbortSignal,
): Promise<SnapshotInfo> {
  const tenant = { id: 'test', name: 'Test tenant', baseUrl: client.connection.baseUrl };
  const files = { file: join(folder, `${name}.snapshot`), partial: join(folder, 'unfinished.partial') };
  return syncTenant({ ...files, tenant, version: '0.0.0', keepsWork: true }, client, () => undefined, signal);
}

/** Ends a sync once so many members were asked for. */
function stopAfter(reads: number, abort: AbortController): Fault {
  let left = reads;
  return ({ path }) => {
    if (/^\/api\/organizations\/.*\/users$/.test(path) && --left === 0) abort.abort();
    return undefined;
  };
}

describe('A sync with a work file of its own', () => {
  it('is gone on with by one that writes another snapshot', () => {
    const abort = new AbortController();
    return withTenant(
      { users: 240, organizations: 12, fault: stopAfter(8, abort), client: ONE_BY_ONE },
      (tenant, client) =>
        withFolder(async (folder) => {
          await assert.rejects(syncIn(folder, 'first', client, abort.signal), /Cancelled/);
          assert.ok(startOfWork(join(folder, 'unfinished.partial')));
          const stoppedAfter = tenant.requests.total;
          const goneOn = await syncIn(folder, 'second', client);
          assert.match(goneOn.verified, /went on with the sync that began at/);
          assert.deepEqual(readdirSync(folder), ['second.snapshot']);
          const goneOnAfter = tenant.requests.total;
          const fresh = await syncIn(folder, 'third', client);
          const [goingOn, anew] = [goneOnAfter - stoppedAfter, tenant.requests.total - goneOnAfter];
          assert.ok(goingOn < anew, `${goingOn} requests to go on, ${anew} anew`);
          assert.deepEqual(fresh.counts, goneOn.counts);
        }),
    );
  });

  it('keeps no work where nothing was read', () =>
    withTenant({ fault: (_, response) => (response.writeHead(403).end(), true) }, (_, client) =>
      withFolder(async (folder) => {
        await assert.rejects(syncIn(folder, 'a', client));
        assert.ok(!existsSync(join(folder, 'unfinished.partial')));
      }),
    ));

  it('says that another one is at it', () =>
    withTenant({}, (_, client) =>
      withFolder(async (folder) => {
        const partial = join(folder, 'unfinished.partial');
        const other = new SnapshotWriter(join(folder, 'b.snapshot'), undefined, undefined, partial);
        const error = await accessErrorOf(syncIn(folder, 'a', client));
        assert.equal(error.code, 'sync.elsewhere');
        assert.throws(() => startOfWork(partial), { code: 'sync.elsewhere' });
        other.abandon();
        await syncIn(folder, 'a', client);
      }),
    ));
});
