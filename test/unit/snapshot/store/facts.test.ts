import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../../../src/snapshot/store/catalogue.ts';
import { factsFileOf, type SnapshotFacts } from '../../../../src/snapshot/store/facts.ts';
import { accessErrorOf } from '../../../support/rejects.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { writeSnapshot } from '../support/rows.ts';

const DELTA = { before: 'a', added: 1, removed: 2, changed: 3, unsure: 0 };

interface Stored {
  readonly catalogue: Catalogue;
  readonly file: string;
  /** The folder of the tenant. */
  readonly folder: string;
  /** What a window that is opened now knows of the snapshot; undefined where it is not in the list. */
  readonly seen: () => SnapshotFacts | undefined;
}

/** Runs a test with one snapshot of a tenant. */
function withStored(test: (stored: Stored) => Promise<void> | void): Promise<void> {
  return withFolder((root) => {
    const catalogue = new Catalogue(root);
    const file = catalogue.fileFor('acme', 0);
    writeSnapshot(file, {}, { tenantId: 'acme', startedAt: 0 });
    const seen = (): SnapshotFacts | undefined => new Catalogue(root).list('acme')[0]?.facts;
    return test({ catalogue, file, folder: join(root, 'acme'), seen });
  });
}

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('What is known of a snapshot', () => {
  it('is nothing at first, and takes no file', () =>
    withStored(({ catalogue, file }) => {
      assert.deepEqual(catalogue.list('acme')[0]?.facts, {});
      assert.ok(!existsSync(factsFileOf(file)));
    }));

  it('is kept beside it, part by part, and the snapshot is not written again', () =>
    withStored(({ catalogue, file, folder, seen }) => {
      const bytes = readFileSync(file);
      catalogue.note(file, { label: 'Before the audit' });
      catalogue.note(file, { pinned: true });
      catalogue.note(file, { delta: DELTA });
      const facts = { label: 'Before the audit', pinned: true, delta: DELTA };
      assert.deepEqual(seen(), facts);
      assert.deepEqual(catalogue.list('acme')[0]?.facts, facts);
      assert.deepEqual(readFileSync(file), bytes);
      assert.equal(readdirSync(folder).length, 2);
    }));

  it('can be taken away again', () =>
    withStored(({ catalogue, file, seen }) => {
      catalogue.note(file, { label: 'Before the audit', pinned: true });
      catalogue.note(file, { label: undefined });
      assert.deepEqual(seen(), { pinned: true });
    }));

  it('is seen when another window has written it', () =>
    withStored(({ catalogue, file, folder }) => {
      assert.deepEqual(catalogue.list('acme')[0]?.facts, {});
      new Catalogue(join(folder, '..')).note(file, { label: 'Theirs' });
      assert.deepEqual(catalogue.list('acme')[0]?.facts, { label: 'Theirs' });
    }));

  for (const [what, text] of [
    ['is cut off', '{"label": "Bef'],
    ['is something else', '[1, 2]'],
    ['has a part of another kind', '{"label": 7}'],
  ] as const)
    it(`is nothing where the file ${what}`, () =>
      withStored(({ catalogue, file }) => {
        writeFileSync(factsFileOf(file), text);
        assert.deepEqual(catalogue.list('acme')[0]?.facts, {});
      }));

  it('is not written where the snapshot was removed meanwhile', () =>
    withStored(({ catalogue, file, folder }) => {
      catalogue.remove(file);
      catalogue.note(file, { delta: DELTA });
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('goes with the snapshot when that is removed', () =>
    withStored(({ catalogue, file, folder }) => {
      catalogue.note(file, { pinned: true });
      catalogue.remove(file);
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('says where it cannot be written, and what to do', () =>
    withStored(async ({ catalogue, file }) => {
      mkdirSync(`${factsFileOf(file)}/taken`, { recursive: true });
      const error = await accessErrorOf(Promise.resolve().then(() => catalogue.note(file, { pinned: true })));
      assert.ok(error.message.includes('.facts.json cannot be written'), error.message);
      assert.match(error.hint ?? '', /folder/);
    }));

  it('tells those who listen, until they do not', () =>
    withStored(({ catalogue, file }) => {
      let told = 0;
      const listening = catalogue.onDidChange(() => told++);
      catalogue.note(file, { pinned: true });
      catalogue.bringBack(catalogue.setAside(file));
      assert.equal(told, 3);
      listening.dispose();
      catalogue.remove(file);
      assert.equal(told, 3);
    }));
});

describe('A snapshot that was set aside', () => {
  it('is not in the list, and is there again as it was once it is brought back', () =>
    withStored(({ catalogue, file, seen }) => {
      catalogue.note(file, { label: 'Before the audit' });
      const aside = catalogue.setAside(file);
      assert.equal(seen(), undefined);
      assert.deepEqual(catalogue.list('acme'), []);
      catalogue.bringBack(aside);
      assert.deepEqual(seen(), { label: 'Before the audit' });
    }));

  it('is removed for good when the session ends, with the folder', () =>
    withStored(({ catalogue, file, folder }) => {
      catalogue.note(file, { pinned: true });
      catalogue.setAside(file);
      catalogue.removeAside('acme');
      assert.deepEqual(readdirSync(folder), []);
      catalogue.removeAside('nobody');
    }));

  it('is left alone by the next look as long as the process runs that may bring it back', () =>
    withStored(({ catalogue, file, seen }) => {
      const aside = catalogue.setAside(file);
      catalogue.sweepAside('acme');
      catalogue.bringBack(aside);
      assert.deepEqual(seen(), {});
    }));

  it('is removed by the next look where that process was killed', () =>
    withStored(({ catalogue, file, folder }) => {
      catalogue.setAside(file);
      const own = join(folder, 'deleted', String(process.pid));
      renameSync(own, join(folder, 'deleted', String(endedProcess())));
      catalogue.sweepAside('acme');
      assert.deepEqual(readdirSync(folder), []);
      catalogue.sweepAside('nobody');
    }));

  it('cannot be brought back after that, which is said', () =>
    withStored(async ({ catalogue, file }) => {
      const aside = catalogue.setAside(file);
      catalogue.removeAside('acme');
      const error = await accessErrorOf(Promise.resolve().then(() => catalogue.bringBack(aside)));
      assert.match(error.message, /cannot be moved/);
      assert.match(error.hint ?? '', /removed already/);
    }));
});
