import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import sinon from 'sinon';
import { CancelledError } from '../../../src/errors.ts';
import { PartialFile } from '../../../src/snapshot/write/partialFile.ts';
import { SnapshotWriter } from '../../../src/snapshot/write/writer.ts';
import { SyncContext } from '../../../src/sync/context.ts';
import { ProgressCounter } from '../../../src/sync/progress.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { syncTo, withFolder, type Tenant } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';

function diskIsFull(): never {
  throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR' });
}

describe('The end of a sync, which is prepared while the last organizations are read', () => {
  afterEach(() => sinon.restore());

  for (const isReadInTheEnd of [true, false])
    it(`tells that the disk is full then, where the last organization ${isReadInTheEnd ? 'can' : 'cannot'} be read, and leaves no file`, () =>
      withTenant({ users: 60, organizations: 40 }, (tenant, client) =>
        withFolder(async (folder) => {
          const failed = Promise.withResolvers<undefined>();
          const index = sinon.stub(SnapshotWriter.prototype, 'index').callThrough();
          index.withArgs('members').callsFake(() => {
            failed.resolve(undefined);
            diskIsFull();
          });
          const last = `/api/organizations/${tenant.data.organizations.list()[7]!.id}/users`;
          const source: Tenant = {
            connection: client.connection,
            requests: 0,
            read: async (endpoint, signal) => {
              if (endpoint.path !== last) return client.read(endpoint, signal);
              await failed.promise;
              for (let turn = 0; turn < 5; turn++) await setImmediate(); // a rejection nobody handles is told now
              if (!isReadInTheEnd) diskIsFull();
              return client.read(endpoint, signal);
            },
          };
          const unhandled = sinon.fake();
          process.on('unhandledRejection', unhandled);
          const error = await accessErrorOf(syncTo(join(folder, 'a.snapshot'), source));
          process.off('unhandledRejection', unhandled);
          assert.equal(error.code, 'storage.full');
          assert.deepEqual(readdirSync(folder), []);
          assert.equal(unhandled.callCount, 0);
        }),
      ));

  it('is not prepared once the sync was stopped, when the file may be closed', () =>
    withFolder((folder) => {
      const writer = new SnapshotWriter(join(folder, 'a.snapshot'));
      const progress = new ProgressCounter(
        () => undefined,
        () => 0,
      );
      const source = { requests: 0, read: () => Promise.reject(new Error('nothing is read')) };
      const context = new SyncContext({ source, writer, progress });
      const prepare = sinon.fake();
      context.stop();
      assert.throws(() => context.whileReading(prepare), CancelledError);
      assert.equal(prepare.callCount, 0);
      writer.abandon();
    }));
});

describe('A commit that is done and yet fails', () => {
  it('leaves a new transaction, so that the work can be kept', () =>
    withFolder((folder) => {
      const start = { startedAt: 0, baseUrl: '', wishes: '' };
      const file = new PartialFile(join(folder, 'a.partial'), start, () => false);
      const exec = file.database.exec.bind(file.database);
      sinon.stub(file.database, 'exec').callsFake((sql) => {
        if (!sql.startsWith('commit')) return exec(sql);
        exec('commit');
        return diskIsFull();
      });
      assert.throws(() => {
        for (let page = 0; page < 1000; page++) file.pageWritten();
      }, /disk is full/);
      assert.ok(file.database.isTransaction);
      sinon.restore();
      file.abandon();
    }));
});
