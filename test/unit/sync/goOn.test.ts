import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import type { LogtoClient } from '../../../src/logto/client.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { PartialFile } from '../../../src/snapshot/write/partialFile.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import { startOfWork } from '../../../src/snapshot/write/workFile.ts';
import { SnapshotWriter } from '../../../src/snapshot/write/writer.ts';
import { startOf, syncTenant, type SyncJob } from '../../../src/sync/sync.ts';
import { Witness } from '../../support/keys.ts';
import { RestlessTenant } from '../../support/restless.ts';
import { assertWhole } from '../../support/whole.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
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
  return syncTenant(jobIn(folder, name, client), client, () => undefined, signal);
}

function jobIn(folder: string, name: string, client: LogtoClient): SyncJob & { readonly partial: string } {
  const tenant = { id: 'test', name: 'Test tenant', baseUrl: client.connection.baseUrl };
  const files = { file: join(folder, `${name}.snapshot`), partial: join(folder, 'unfinished.partial') };
  return { ...files, tenant, version: '0.0.0', keepsWork: true };
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
          assert.equal(goneOn.requests, tenant.requests.total, 'those of both runs');
          assert.ok(goneOn.workedMs <= goneOn.endedAt - goneOn.startedAt);
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

describe('A sync that is gone on with after the tenant has changed', () => {
  it('has what is new, not what is gone, and the new holders of roles, for few requests', () => {
    const data = generateTenant({ seed: 3, users: 900, organizations: 150, tiedUsers: 0 });
    const restless = new RestlessTenant(data);
    const [role, other] = data.roles.list().filter(({ type }) => type === 'User');
    for (const { id } of data.users.list()) data.userRoles.delete(id, role!.id);
    const [first, second, ...others] = data.users.list().map(({ id }) => id);
    const abort = new AbortController();
    const fault = stopAfter(140, abort);
    return withTenant({ data, fault, client: ONE_BY_ONE }, (tenant, client) =>
      withFolder(async (folder) => {
        await assert.rejects(syncIn(folder, 'a', client, abort.signal), /Cancelled/);
        const before = tenant.requests.total;
        restless.happen({ kind: 'new organization', at: 0 });
        data.members.set('new0', first!, [data.organizationRoles.list()[0]!.id]);
        restless.happen({ kind: 'delete organization', at: 7 });
        restless.happen({ kind: 'new role', at: 1 });
        restless.happen({ kind: 'delete application', at: 3 });
        data.userRoles.add(second!, role!.id);
        for (const id of others.slice(0, 3))
          if (data.userRoles.of(id).has(other!.id)) data.userRoles.delete(id, other!.id);
          else data.userRoles.add(id, other!.id);
        const scope = data.scopes.list()[0]!;
        data.scopes.insert({ ...scope, id: 'newscope', name: 'new:scope' });
        const info = await syncIn(folder, 'b', client);
        assert.ok(tenant.requests.total - before < info.plannedRequests / 2);
        await withSnapshot(join(folder, 'b.snapshot'), (snapshot) => {
          assertWhole(snapshot, new Witness(data));
          assert.ok([...all.allScopes(snapshot)].some(({ id }) => id === 'newscope'));
        });
        const made = info.requests - info.repairRequests;
        assert.ok(
          Math.abs(made - info.plannedRequests) <= info.plannedRequests * 0.02 + 3,
          `${made} made, ${info.plannedRequests} planned`,
        );
        assert.match(info.verified, /Mended: short lists were asked for anew/);
      }),
    );
  });
});

describe('A sync that is gone on with after the holders of a role have changed, and their number has not', () => {
  it('gives the role to nobody who never held it', () => {
    const data = generateTenant({ seed: 3, users: 300, organizations: 150, tiedUsers: 0 });
    const role = data.roles.list().find(({ name }) => name === 'Support agent')!;
    const users = data.users.list();
    for (const [i, { id }] of users.entries())
      if (i < 8) data.userRoles.delete(id, role.id);
      else data.userRoles.add(id, role.id);
    const abort = new AbortController();
    return withTenant({ data, fault: stopAfter(140, abort), client: ONE_BY_ONE }, (_, client) =>
      withFolder(async (folder) => {
        await assert.rejects(syncIn(folder, 'a', client, abort.signal), /Cancelled/);
        data.deleteUser(users[200]!.id);
        data.users.insert({ ...users[0]!, id: 'contractor01', createdAt: Date.now() });
        data.userRoles.add(users[3]!.id, role.id);
        await syncIn(folder, 'b', client);
        await withSnapshot(join(folder, 'b.snapshot'), (snapshot) => {
          const found = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === role.id);
          assert.deepEqual(
            found.map(({ holderId }) => holderId).toSorted(),
            [...data.userRoles.holdersOf(role.id)].toSorted(),
          );
          assert.deepEqual(snapshot.info.holes, []);
        });
      }),
    );
  });
});

describe('A sync that was interrupted while the server failed', () => {
  it('has no hole once it is gone on with and all can be read', () => {
    const data = generateTenant({ seed: 3, users: 240, organizations: 150, tiedUsers: 0 });
    const abort = new AbortController();
    const stop = stopAfter(100, abort);
    const breaks = brokenRows(
      () => (abort.signal.aborted ? [] : [data.organizations.list()[120]!.id]),
      /^\/api\/organizations$/,
    );
    const fault: Fault = (request, response) => stop(request, response) ?? breaks(request, response);
    return withTenant({ data, fault, client: ONE_BY_ONE }, (_, client) =>
      withFolder(async (folder) => {
        await assert.rejects(syncIn(folder, 'a', client, abort.signal), /Cancelled/);
        const info = await syncIn(folder, 'b', client);
        assert.deepEqual(info.holes, []);
        assert.equal(info.counts.organizations, 150);
        assert.equal(info.counts.memberships, data.members.size);
      }),
    );
  });
});

describe('A snapshot that was finished and did not get its name', () => {
  /** Syncs to where a folder lies, so that everything works but the renaming. */
  async function finishedIn(folder: string, client: LogtoClient): Promise<void> {
    mkdirSync(join(folder, 'first.snapshot'));
    const error = await accessErrorOf(syncIn(folder, 'first', client));
    assert.equal(error.code, 'storage.failed');
  }

  it('gets it from the next sync, which asks for nothing again', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        await finishedIn(folder, client);
        const before = tenant.requests.total;
        const info = await syncIn(folder, 'second', client);
        assert.equal(tenant.requests.total, before);
        assert.equal(info.requests, before);
        assert.deepEqual(readdirSync(folder), ['first.snapshot', 'second.snapshot']);
        await withSnapshot(join(folder, 'second.snapshot'), (snapshot) => {
          assert.deepEqual(snapshot.info, info);
          assert.equal(info.counts.users, tenant.data.users.size);
        });
      }),
    ));

  it('is not taken where the next sync begins afresh', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        await finishedIn(folder, client);
        const before = tenant.requests.total;
        await syncTenant({ ...jobIn(folder, 'second', client), afresh: true }, client, () => undefined);
        assert.ok(tenant.requests.total > before);
      }),
    ));

  it('is whole after a kill at any step between its end and its name', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        const job = jobIn(folder, 'a', client);
        const writer = new PartialFile(job.partial, startOf(job, Date.now()), () => true);
        const info = await syncTo(join(folder, 'whole.snapshot'), client);
        writer.finish(info);
        for (const suffix of ['', '-wal'])
          copyFileSync(job.partial + suffix, join(folder, `killed.partial${suffix}`)); // as a kill would leave it
        writer.abandon();
        const before = tenant.requests.total;
        const partial = join(folder, 'killed.partial');
        const named = await syncTenant({ ...job, partial }, client, () => undefined);
        assert.deepEqual(named, info);
        assert.equal(tenant.requests.total, before);
        assert.deepEqual(readdirSync(folder), ['a.snapshot', 'whole.snapshot']);
      }),
    ));
});

describe('A sync that was interrupted while it read a list again', () => {
  for (const lost of ['a role', 'a membership'] as const)
    it(`is gone on with rightly where ${lost} was lost meanwhile`, () => {
      const data = generateTenant({ seed: 3, users: 600, organizations: 1, tiedUsers: 0 });
      const organization = data.organizations.list()[0]!.id;
      const role = data.organizationRoles.list()[0]!.id;
      const [first, ...others] = data.users
        .list()
        .map(({ id }) => id)
        .toSorted() as [string, ...string[]];
      for (const id of others) data.members.set(organization, id, [role]);
      data.members.delete(organization, first);
      const abort = new AbortController();
      let seconds = 0;
      const fault: Fault = ({ path, query }) => {
        if (path !== `/api/organizations/${organization}/users` || query.get('page') !== '2')
          return undefined;
        seconds++;
        if (seconds === 1) data.members.set(organization, first, [role]); // so that it has to be read again
        if (seconds === 2) abort.abort();
        return undefined;
      };
      return withTenant({ data, fault, client: ONE_BY_ONE }, (_, client) =>
        withFolder(async (folder) => {
          await assert.rejects(syncIn(folder, 'a', client, abort.signal), /Cancelled/);
          assert.equal(seconds, 2);
          if (lost === 'a role') data.members.set(organization, others.at(-1)!, []);
          else data.members.delete(organization, others.at(-1)!);
          await syncIn(folder, 'b', client);
          await withSnapshot(join(folder, 'b.snapshot'), (snapshot) => {
            const found = [...all.allMemberships(snapshot)].map(({ userId }) => userId);
            assert.deepEqual(found.toSorted(), data.members.membersOf(organization).toSorted());
            const holders = [...all.allRoleAssignments(snapshot)].map(({ userId }) => userId);
            assert.deepEqual(holders.toSorted(), [first, ...others.slice(0, -1)]);
            assert.deepEqual(snapshot.info.holes, []);
          });
        }),
      );
    });

  it('is gone on with rightly where a global role was lost meanwhile', () => {
    const data = generateTenant({ seed: 3, users: 900, organizations: 1, tiedUsers: 0 });
    const role = data.roles.list().find(({ name }) => name === 'Support agent')!;
    for (const { id } of data.users.list()) data.userRoles.delete(id, role.id);
    const holders = data.users.newestFirst().slice(0, 250);
    for (const { id } of holders) data.userRoles.add(id, role.id);
    const abort = new AbortController();
    let seconds = 0;
    const fault: Fault = ({ path, query }) => {
      if (path === `/api/roles/${role.id}/users` && query.get('page') === '2' && ++seconds === 2)
        abort.abort();
      return undefined;
    };
    return withTenant({ data, fault, client: ONE_BY_ONE }, (_, client) =>
      withFolder(async (folder) => {
        await assert.rejects(syncIn(folder, 'a', client, abort.signal), /Cancelled/);
        assert.equal(seconds, 2, 'in the second reading');
        data.userRoles.delete(holders[10]!.id, role.id);
        await syncIn(folder, 'b', client);
        await withSnapshot(join(folder, 'b.snapshot'), (snapshot) => {
          const found = [...all.allGlobalRoleUsers(snapshot)].filter((one) => one.roleId === role.id);
          const expected = holders.filter((_, i) => i !== 10).map(({ id }) => id);
          assert.deepEqual(found.map((one) => one.holderId).toSorted(), expected.toSorted());
          assert.deepEqual(snapshot.info.holes, []);
        });
      }),
    );
  });
});
