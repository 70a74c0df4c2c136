import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import sinon from 'sinon';
import { mapParts, type MapPart } from '../../../src/access/map/parts.ts';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { AccessError, CancelledError } from '../../../src/errors.ts';
import { receiveError, sendError } from '../../../src/jobs/protocol.ts';
import { runJob, type JobOptions } from '../../../src/jobs/run.ts';
import { LogtoClient } from '../../../src/logto/client.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import type { SyncProgress } from '../../../src/sync/source.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { workerOf } from './support/worker.ts';
import { answer, firstTimes, QUICK, withTenant } from '../../support/tenant.ts';
import { organization, user, writeSnapshot } from '../snapshot/support/rows.ts';

const WORKER = new URL('../../../src/worker.ts', import.meta.url);

/** Syncs a tenant in a worker. */
function syncInWorker(
  file: string,
  client: LogtoClient,
  options: JobOptions<'sync'> = {},
): Promise<SnapshotInfo> {
  const tenant = { id: 'test', name: 'Test tenant', baseUrl: client.connection.baseUrl };
  return runJob(WORKER, 'sync', { file, tenant, version: '0.0.0' }, { source: client, ...options });
}

const COMPARE = { before: 'a.snapshot', after: 'b.snapshot' };

describe('A job in a worker', function () {
  it('syncs the same snapshot as this thread does', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
        const here = await syncTo(files.before, client);
        const second = new LogtoClient(tenant, tenant.clientSecret, QUICK);
        const there = await syncInWorker(files.after, second);
        second.close();
        assert.deepEqual(there.counts, here.counts);
        assert.equal(there.requests, here.requests);
        assert.deepEqual(compareFiles(files).changes, []);
        assert.deepEqual(readdirSync(folder), ['a.snapshot', 'b.snapshot']);
      }),
    ));

  it('tells how far it is, up to the end', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        const told: SyncProgress[] = [];
        await syncInWorker(join(folder, 'a.snapshot'), client, {
          onProgress: (progress) => told.push(progress),
        });
        const last = told.at(-1)!;
        assert.deepEqual(last.users, { done: tenant.data.users.size, total: tenant.data.users.size });
        assert.deepEqual(last.organizations, { done: 6, total: 6 });
        assert.equal(last.members.done, tenant.data.members.size);
      }),
    ));

  it('ends at once when it is cancelled while it waits for as long as the server says', () => {
    const abort = new AbortController();
    const busy = (response: ServerResponse): void => {
      answer(response, 429, {}, { 'retry-after': '30' });
      setTimeout(() => abort.abort(), 50); // when the client has begun to wait
    };
    const fault = firstTimes(9, '/api/organizations', busy);
    return withTenant({ fault, client: {} }, (_, client) =>
      withFolder(async (folder) => {
        const sync = syncInWorker(join(folder, 'a.snapshot'), client, { signal: abort.signal });
        await assert.rejects(sync, CancelledError);
        assert.deepEqual(readdirSync(folder), [], 'it ended by itself, and cleaned up');
      }),
    );
  }).timeout(10_000);

  it('compares as this thread does', () =>
    withFolder(async (folder) => {
      const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
      writeSnapshot(files.before, { users: [user('u1')] });
      writeSnapshot(files.after, { users: [user('u1', { name: 'Ada' })] });
      const comparison = await runJob(WORKER, 'compare', files);
      assert.deepEqual(comparison, compareFiles(files));
      assert.equal(comparison.changes.length, 1);
      const summary = await runJob(WORKER, 'summarise', files);
      assert.deepEqual({ ...summary, changes: comparison.changes }, comparison);
      assert.ok(!('changes' in summary));
    }));

  it('exports', () =>
    withFolder(async (folder) => {
      const [snapshotFile, target] = [join(folder, 'a.snapshot'), join(folder, 'a.json')];
      writeSnapshot(snapshotFile, { users: [user('u1'), user('u2')] });
      const result = await runJob(WORKER, 'export', { snapshotFile, format: 'c1-json', target });
      assert.equal(result.target, target);
      assert.equal(result.counts.users, 2);
    }));

  it('never gets the secret or a token', async () => {
    const posted: string[] = [];
    const original = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')!
      .value as Worker['postMessage'];
    const stub = sinon.stub(Worker.prototype, 'postMessage').callsFake(function (
      this: Worker,
      message,
      transfer,
    ) {
      const { answers = [] } = message as { answers?: readonly { page: { body: ArrayBuffer } }[] };
      posted.push(JSON.stringify(message), ...answers.map(({ page }) => Buffer.from(page.body).toString()));
      Reflect.apply(original, this, [message, transfer]);
    });
    try {
      await withTenant({}, (tenant, client) =>
        withFolder(async (folder) => {
          await syncInWorker(join(folder, 'a.snapshot'), client);
          const body = new URLSearchParams({
            ...{
              grant_type: 'client_credentials',
              client_id: tenant.clientId,
              client_secret: tenant.clientSecret,
            },
            ...{ resource: tenant.resource, scope: 'all' },
          });
          const response = await fetch(tenant.tokenUrl, { method: 'POST', body });
          const { access_token: token } = (await response.json()) as { access_token: string };
          const all = posted.join('\n');
          assert.ok(posted.length > 20 && all.includes('"type":"start"') && all.includes('primaryEmail'));
          assert.ok(!all.includes(tenant.clientSecret), 'no secret');
          assert.ok(!all.includes(token.slice(0, 20)), 'nothing that begins as a token does');
          assert.doesNotMatch(all, /access_token|[Bb]earer /);
        }),
      );
    } finally {
      stub.restore();
    }
  });
});

describe('A job that is cancelled', function () {
  it('ends as cancelled and leaves no file', () =>
    withTenant({}, (_, client) =>
      withFolder(async (folder) => {
        const abort = new AbortController();
        const sync = syncInWorker(join(folder, 'a.snapshot'), client, {
          signal: abort.signal,
          onProgress: () => abort.abort(),
        });
        assert.ok((await accessErrorOf(sync)) instanceof CancelledError);
        assert.deepEqual(readdirSync(folder), []);
      }),
    ));

  it('ends also while Logto does not answer', () => {
    const abort = new AbortController();
    const fault = ({ path }: { path: string }): boolean | undefined => {
      if (path !== '/api/organizations') return undefined;
      abort.abort();
      return true; // and never answers
    };
    return withTenant({ fault }, (_, client) =>
      withFolder(async (folder) => {
        const sync = syncInWorker(join(folder, 'a.snapshot'), client, { signal: abort.signal });
        assert.ok((await accessErrorOf(sync)) instanceof CancelledError);
        assert.deepEqual(readdirSync(folder), []);
      }),
    );
  });

  it('does not begin where it was cancelled before', () =>
    withFolder(async (folder) => {
      const error = await accessErrorOf(
        runJob(join(folder, 'there is no worker.mjs'), 'compare', COMPARE, { signal: AbortSignal.abort() }),
      );
      assert.ok(error instanceof CancelledError);
    }));
});

describe('A job that fails', function () {
  it('says what Logto answered, as this thread would', () =>
    withTenant(
      { fault: firstTimes(9999, '/api/organization-roles', (response) => void answer(response, 500, {})) },
      async (_, client) =>
        withFolder(async (folder) => {
          const there = await accessErrorOf(syncInWorker(join(folder, 'a.snapshot'), client));
          const here = await accessErrorOf(syncTo(join(folder, 'a.snapshot'), client));
          assert.match(there.message, /failed \(500\) on \/api\/organization-roles/);
          for (const part of ['message', 'hint', 'field', 'code'] as const)
            assert.equal(there[part], here[part]);
          assert.deepEqual(readdirSync(folder), []);
        }),
    ));

  it('names the field to mend where the secret is wrong', () =>
    withTenant({}, (tenant) =>
      withFolder(async (folder) => {
        const client = new LogtoClient(tenant, 'not the secret', QUICK);
        const error = await accessErrorOf(syncInWorker(join(folder, 'a.snapshot'), client));
        client.close();
        assert.equal(error.field, 'clientSecret');
        assert.ok(error.hint);
        assert.ok(!`${error.message} ${error.hint}`.includes('not the secret'));
        assert.deepEqual(readdirSync(folder), []);
      }),
    ));

  it('says which snapshot is missing', () =>
    withFolder(async (folder) => {
      const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
      const error = await accessErrorOf(runJob(WORKER, 'compare', files));
      assert.equal(error.code, 'snapshot.missing');
      assert.ok(error.message.includes(files.before));
    }));

  it('is rejected where there is no such worker', () =>
    withFolder(async (folder) => {
      const missing = pathToFileURL(join(folder, 'missing.mjs'));
      await assert.rejects(runJob(missing, 'compare', COMPARE), /missing\.mjs/);
    }));

  it('reads a map in the same parts as this thread does, and no further than until it is cancelled', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const organizations = Array.from({ length: 20_000 }, (_, i) => organization(`o${i}`));
      writeSnapshot(file, { organizations });
      const job = { file, kept: [{ file, at: 1 }], place: { view: 'matrix' } } as const;
      const parts: MapPart[] = [];
      await runJob(WORKER, 'map', job, { onProgress: (part) => parts.push(part) });
      assert.deepEqual(parts, [...mapParts(job)]);
      const abort = new AbortController();
      let seen = 0;
      const onProgress = (): void => {
        if (++seen === 2) abort.abort();
      };
      await assert.rejects(runJob(WORKER, 'map', job, { onProgress, signal: abort.signal }), CancelledError);
      assert.ok(seen < parts.length, `${seen} of ${parts.length}`);
    }));

  it('is rejected where the worker throws', () =>
    withFolder(async (folder) => {
      const file = workerOf(folder, "throw new Error('broken on purpose');");
      await assert.rejects(runJob(file, 'compare', COMPARE), /broken on purpose/);
    }));

  it('knows the temporary folder, and nothing else of the environment', () =>
    withFolder(async (folder) => {
      const code = `import { parentPort } from 'node:worker_threads';
        parentPort.postMessage({ type: 'done', result: { ...process.env } });`;
      const before = { ...process.env };
      try {
        Object.assign(process.env, { TMPDIR: folder, LOGTO_CLIENT_SECRET: 'secret' });
        const known: unknown = await runJob(workerOf(folder, code), 'compare', COMPARE);
        const allowed = ['SQLITE_TMPDIR', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'windir'];
        assert.equal((known as NodeJS.ProcessEnv).TMPDIR, folder);
        assert.deepEqual(
          Object.keys(known as object).filter((name) => !allowed.includes(name)),
          [],
        );
      } finally {
        for (const name of ['TMPDIR', 'LOGTO_CLIENT_SECRET']) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, before);
      }
    }));

  it('says so where the worker ends without a word', () =>
    withFolder(async (folder) => {
      const error = await accessErrorOf(runJob(workerOf(folder, 'process.exit(0);'), 'compare', COMPARE));
      assert.equal(error.code, 'job.died');
      assert.match(error.message, /compare ended without a result/);
      assert.ok(error.hint);
    }));
});

describe('An error that crosses threads', () => {
  const crossed = (error: unknown): Error => receiveError(structuredClone(sendError(error)));

  it('keeps its words and its code', () => {
    const error = new AccessError('What', {
      hint: 'How',
      field: 'tokenUrl',
      code: 'a.b',
      cause: new Error('why'),
    });
    const received = crossed(error);
    assert.ok(received instanceof AccessError);
    assert.deepEqual(
      [received.message, received.hint, received.field, received.code],
      ['What', 'How', 'tokenUrl', 'a.b'],
    );
    assert.equal(received.cause, undefined);
  });

  it('is still a cancellation', () => assert.ok(crossed(new CancelledError()) instanceof CancelledError));

  it('tells of a bug where it lies', () => {
    const received = crossed(new TypeError('a bug'));
    assert.ok(received instanceof AccessError);
    assert.equal(received.code, 'internal');
    assert.equal(received.message, 'a bug');
    assert.match(received.hint ?? '', /report it/);
    assert.match(received.stack ?? '', /TypeError: a bug[^]*jobs\.test\.ts/);
    assert.equal(crossed('text').message, 'text');
  });
});
