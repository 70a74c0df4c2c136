import assert from 'node:assert/strict';
import { Catalogue } from '../../../../src/snapshot/store/catalogue.ts';
import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import { Accepted } from '../../../../src/vscode/snapshots/accepted.ts';
import { Deltas } from '../../../../src/vscode/changes/deltas.ts';
import { newestWhole, newsOf } from '../../../../src/vscode/changes/news.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { MemoryMemento } from '../../credentials/support/memory.ts';
import { user, writeSnapshot } from '../../snapshot/support/rows.ts';

const WORKER = new URL('../../../../src/worker.ts', import.meta.url);
const HOLES = [{ in: 'users', reason: 'Users cannot be read.' }] as const;
const VANISHED = { since: 'a', users: 3, organizations: 0, memberships: 0 };

/** A run: whom it has, and what else it says about itself. */
type Run = readonly [id: string, users: readonly string[], parts?: Partial<SnapshotInfo>];

/** What the newest of these runs, oldest first, is told to have changed. */
function told(runs: readonly Run[], since?: string): Promise<string | undefined> {
  return withFolder(async (folder) => {
    const catalogue = new Catalogue(folder);
    for (const [startedAt, [id, users, parts]] of runs.entries()) {
      const info = { id, tenantId: 'acme', startedAt, ...parts };
      writeSnapshot(catalogue.fileFor('acme', startedAt), { users: users.map((one) => user(one)) }, info);
    }
    const deltas = new Deltas(catalogue, WORKER, { warn: (warning) => assert.fail(warning) });
    const parts = { catalogue, deltas, accepted: new Accepted(catalogue, new MemoryMemento()) };
    const newest = catalogue.newest('acme') ?? assert.fail();
    const news = await newsOf(parts, newest.info, since);
    const [, neighbour] = catalogue.list('acme');
    assert.ok([undefined, neighbour?.info.id].includes(newest.facts.delta?.before), 'kept of no other run');
    if (news === undefined) return undefined;
    const { before, added, removed, changed, unsure } = news.delta;
    return `${before}: +${added} -${removed} ~${changed} ?${unsure}`;
  });
}

describe('What a sync is told to have changed', () => {
  it('is what differs from the one before', async () => {
    assert.equal(
      await told([
        ['a', ['u1']],
        ['b', ['u1', 'u2']],
        ['c', ['u1', 'u3']],
      ]),
      'b: +1 -1 ~0 ?0',
    );
  });

  it('is what was gained while one between could not be read', async () => {
    const runs: Run[] = [
      ['a', ['u1']],
      ['b', ['u1'], { holes: HOLES }],
      ['c', ['u1', 'u2', 'u3']],
    ];
    assert.equal(await told(runs), 'a: +2 -0 ~0 ?0');
    assert.equal(await told(runs, 'a'), 'a: +2 -0 ~0 ?0');
    assert.equal(await told(runs, 'b'), 'a: +2 -0 ~0 ?0');
  });

  it('is not what a permission hid meanwhile, in one that nobody has taken', async () => {
    assert.equal(
      await told([
        ['a', ['u1', 'u2', 'u3']],
        ['b', [], { vanished: VANISHED }],
        ['c', ['u1', 'u2', 'u3', 'u4']],
      ]),
      'a: +1 -0 ~0 ?0',
    );
  });

  it('is nothing where it was taken back since somebody looked', async () => {
    const runs: Run[] = [
      ['a', ['u1']],
      ['b', ['u1', 'u2', 'u3', 'u4']],
      ['c', ['u1']],
    ];
    assert.equal(await told(runs, 'a'), 'a: +0 -0 ~0 ?0');
  });

  it('is told anew of no change that an incomplete one before told', async () => {
    assert.equal(
      await told([
        ['a', ['u1']],
        ['b', ['u1', 'u2'], { holes: HOLES }],
        ['c', ['u1', 'u2'], { holes: HOLES }],
      ]),
      'b: +0 -0 ~0 ?0',
    );
  });

  it('is measured against the one before where the one that was looked at is gone', async () => {
    assert.equal(
      await told(
        [
          ['b', ['u1']],
          ['c', ['u1', 'u2']],
        ],
        'a',
      ),
      'b: +1 -0 ~0 ?0',
    );
  });

  it('is measured against what there is, where nobody has taken any', async () => {
    assert.equal(
      await told([
        ['b', ['u1'], { vanished: VANISHED }],
        ['c', ['u1', 'u2']],
      ]),
      'b: +1 -0 ~0 ?0',
    );
  });

  it('is nothing to tell of the first one', async () => {
    assert.equal(await told([['a', ['u1']]]), undefined);
  });
});

describe('The run that later ones are told against', () => {
  it('lacks nothing and waits for nobody', () =>
    withFolder((folder) => {
      const catalogue = new Catalogue(folder);
      const runs: Partial<SnapshotInfo>[] = [{}, {}, { holes: HOLES }, { vanished: VANISHED }];
      for (const [startedAt, parts] of runs.entries()) {
        const info = { id: `run ${startedAt}`, tenantId: 'acme', startedAt, ...parts };
        writeSnapshot(catalogue.fileFor('acme', startedAt), {}, info);
      }
      const parts = { catalogue, accepted: new Accepted(catalogue, new MemoryMemento()) };
      assert.equal(newestWhole(parts, 'acme')?.info.id, 'run 1');
      assert.equal(newestWhole(parts, 'nobody'), undefined);
    }));
});
