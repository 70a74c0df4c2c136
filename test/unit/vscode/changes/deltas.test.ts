import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../../../src/snapshot/store/catalogue.ts';
import { Deltas, deltaOf } from '../../../../src/vscode/changes/deltas.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { user, writeSnapshot } from '../../snapshot/support/rows.ts';

const WORKER = new URL('../../../../src/worker.ts', import.meta.url);
const ACME = 'acme';

/** Three runs: Ada is renamed in the second one, and Bob and Cy come with the third. */
const RUNS = [
  ['a', [user('u1')]],
  ['b', [user('u1', { name: 'Ada' })]],
  ['c', [user('u1', { name: 'Ada' }), user('u2'), user('u3')]],
] as const;

interface Parts {
  readonly catalogue: Catalogue;
  readonly warnings: string[];
  /** Finds out with the worker in a file. */
  readonly deltasOf: (worker?: URL | string) => Deltas;
  readonly fileOf: (id: string) => string;
  readonly folder: string;
}

function withRuns(test: (parts: Parts) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const catalogue = new Catalogue(folder);
    for (const [startedAt, [id, users]] of RUNS.entries())
      writeSnapshot(catalogue.fileFor(ACME, startedAt), { users }, { id, tenantId: ACME, startedAt });
    const warnings: string[] = [];
    const deltasOf = (worker: URL | string = WORKER): Deltas =>
      new Deltas(catalogue, worker, { warn: (warning) => void warnings.push(warning) });
    const fileOf = (id: string): string =>
      catalogue.list(ACME).find(({ info }) => info.id === id)?.file ?? '';
    await test({ catalogue, warnings, deltasOf, fileOf, folder });
  });
}

/** What is known of each run, newest first. */
function knownOf(catalogue: Catalogue): (string | undefined)[] {
  const runs = catalogue.list(ACME);
  return runs.map((run, at) => {
    const delta = deltaOf(run, runs[at + 1]);
    return delta && `${delta.before}: +${delta.added} -${delta.removed} ~${delta.changed} ?${delta.unsure}`;
  });
}

describe('How runs differ from the ones before', function () {
  it('is found out for all of them, and of the first one there is nothing to know', () =>
    withRuns(async ({ catalogue, deltasOf }) => {
      await deltasOf().fill(ACME);
      assert.deepEqual(knownOf(catalogue), ['b: +2 -0 ~0 ?0', 'a: +0 -0 ~1 ?0', undefined]);
      assert.equal(await deltasOf().of({ tenantId: ACME, id: 'a' }), undefined);
    }));

  it('is found out for the newest alone where no more is asked', () =>
    withRuns(async ({ catalogue, deltasOf }) => {
      await deltasOf().fill(ACME, 1);
      assert.deepEqual(knownOf(catalogue), ['b: +2 -0 ~0 ?0', undefined, undefined]);
    }));

  it('tells that nothing differs only where both are complete', () =>
    withFolder(async (folder) => {
      const catalogue = new Catalogue(folder);
      const holes = [{ in: 'members', of: 'o1', rows: 1, reason: 'Logto failed.' }] as const;
      const infos = [{ id: 'a', holes }, { id: 'b' }, { id: 'c' }];
      for (const [startedAt, info] of infos.entries())
        writeSnapshot(catalogue.fileFor(ACME, startedAt), {}, { ...info, tenantId: ACME, startedAt });
      await new Deltas(catalogue, WORKER, { warn: (warning) => assert.fail(warning) }).fill(ACME);
      const same = catalogue.list(ACME).map(({ facts }) => facts.delta?.same);
      assert.deepEqual(same, [true, false, undefined]);
    }));

  it('stays known of the run that is the oldest once the one before is removed', () =>
    withRuns(async ({ catalogue, deltasOf, fileOf }) => {
      const deltas = deltasOf();
      await deltas.fill(ACME);
      for (const id of ['a', 'b']) catalogue.remove(fileOf(id));
      assert.deepEqual(knownOf(catalogue), ['b: +2 -0 ~0 ?0']);
      assert.equal((await deltas.of({ tenantId: ACME, id: 'c' }))?.added, 2);
    }));

  it('is found out once: the next session knows it without a worker', () =>
    withRuns(async ({ catalogue, warnings, deltasOf, folder }) => {
      await deltasOf().fill(ACME);
      const anew = deltasOf(join(folder, 'there is no worker.mjs'));
      await anew.fill(ACME);
      assert.equal((await anew.of({ tenantId: ACME, id: 'c' }))?.added, 2);
      assert.deepEqual(warnings, []);
      assert.equal(knownOf(catalogue).length, 3);
    }));

  it('is the same for all who ask at the same time', () =>
    withRuns(async ({ catalogue, deltasOf }) => {
      const deltas = deltasOf();
      let told = 0;
      catalogue.onDidChange(() => told++);
      await Promise.all([deltas.of({ tenantId: ACME, id: 'c' }), deltas.fill(ACME, 1), deltas.fill(ACME)]);
      assert.equal(told, 1);
    }));

  it('is forgotten when the one before is gone, and found out against the one before that', () =>
    withRuns(async ({ catalogue, deltasOf, fileOf }) => {
      await deltasOf().fill(ACME);
      catalogue.remove(fileOf('b'));
      assert.deepEqual(knownOf(catalogue), [undefined, undefined]);
      await deltasOf().fill(ACME);
      assert.deepEqual(knownOf(catalogue), ['a: +2 -0 ~1 ?0', undefined]);
    }));

  it('does not call removed what an incomplete one may lack', () =>
    withRuns(async ({ catalogue, deltasOf }) => {
      const holes = [{ in: 'users', rows: 2, reason: 'Row 2 cannot be read.' }] as const;
      const info = { id: 'd', tenantId: ACME, startedAt: 9, holes };
      writeSnapshot(catalogue.fileFor(ACME, 9), { users: [user('u1', { name: 'Ada' })] }, info);
      assert.deepEqual(await deltasOf().of({ tenantId: ACME, id: 'd' }), {
        ...{ before: 'c', added: 0, removed: 0, changed: 0, unsure: 2, same: false },
      });
    }));

  it('is not known where they cannot be compared, which the log says once', () =>
    withRuns(async ({ catalogue, warnings, deltasOf, folder }) => {
      const broken = join(folder, 'worker.mjs');
      writeFileSync(broken, 'throw new Error("broken on purpose")');
      const deltas = deltasOf(broken);
      await deltas.fill(ACME);
      await deltas.fill(ACME);
      assert.equal(await deltas.of({ tenantId: ACME, id: 'c' }), undefined);
      assert.deepEqual(knownOf(catalogue), [undefined, undefined, undefined]);
      assert.equal(warnings.length, 2);
      assert.match(warnings[0] ?? '', /was not compared with .*: .*broken on purpose/);
    }));

  it('is left alone once the session has ended', () =>
    withRuns(async ({ catalogue, warnings, deltasOf }) => {
      const deltas = deltasOf();
      deltas.dispose();
      await deltas.fill(ACME);
      assert.deepEqual(knownOf(catalogue), [undefined, undefined, undefined]);
      assert.deepEqual(warnings, []);
    }));

  it('is not asked of a tenant that has no run, or one that is gone', () =>
    withRuns(async ({ deltasOf }) => {
      await deltasOf().fill('nobody');
      assert.equal(await deltasOf().of({ tenantId: ACME, id: 'gone' }), undefined);
    }));
});
