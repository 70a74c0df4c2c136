import assert from 'node:assert/strict';
import { join } from 'node:path';
import sinon from 'sinon';
import { ProgressCounter } from '../../../src/sync/progress.ts';
import type { SyncProgress } from '../../../src/sync/source.ts';
import { syncTenant } from '../../../src/sync/sync.ts';
import { withFolder } from '../../support/snapshots.ts';
import { QUICK, withTenant, type Fault } from '../../support/tenant.ts';

describe('The progress of a sync', () => {
  let clock: sinon.SinonFakeTimers;
  let told: SyncProgress[];
  let counter: ProgressCounter;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    told = [];
    counter = new ProgressCounter(
      (progress) => told.push(progress),
      () => 1,
    );
  });
  afterEach(() => {
    counter.end();
    clock.restore();
  });

  it('says that the server is waited for once nothing was answered for some seconds, until it answers', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const read = counter.follow(promise);
    clock.tick(2900);
    assert.equal(told.length, 0);
    clock.tick(200);
    assert.deepEqual(
      told.map(({ waits }) => waits),
      [true],
    );
    resolve(undefined);
    await read;
    assert.equal(told.at(-1)?.waits, false);
  });

  it('says nothing of the kind while answers come, or nothing is asked for', async () => {
    void counter.follow(new Promise(() => undefined));
    for (let second = 0; second < 9; second++) {
      clock.tick(1000);
      await counter.follow(Promise.resolve());
    }
    assert.equal(told.length, 0);
  });

  it('says nothing of the kind while nothing is asked for', async () => {
    await counter.follow(Promise.resolve());
    clock.tick(9000);
    assert.equal(told.length, 0);
  });
});

describe('The progress of a sync that goes on with an earlier one', () => {
  it('counts each of a few users once, though they are asked for anew', () => {
    const abort = new AbortController();
    const isOfMembers = (path: string): boolean => /^\/api\/organizations\/.*\/users$/.test(path);
    const fault: Fault = ({ path }) => {
      if (isOfMembers(path)) abort.abort();
      return undefined;
    };
    return withTenant({ users: 60, organizations: 4, fault, client: { ...QUICK, most: 1 } }, (_, client) =>
      withFolder(async (folder) => {
        const job = {
          ...{ file: join(folder, 'a.snapshot'), version: '0.0.0', keepsWork: true },
          tenant: { id: 'test', name: 'Test tenant', baseUrl: client.connection.baseUrl },
        };
        let last: SyncProgress | undefined;
        await assert.rejects(
          syncTenant(job, client, (now) => (last = now), abort.signal),
          /Cancelled/,
        );
        const { verified } = await syncTenant(job, client, (now) => (last = now));
        assert.match(verified, /went on with the sync/);
        assert.deepEqual(last?.users, { done: 60, total: 60 });
      }),
    );
  });
});
