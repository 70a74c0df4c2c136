import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { secretStorageStore } from '../../../src/credentials/secretStorage.ts';
import { packSecret, unpackSecret } from '../../../src/credentials/secretStore.ts';
import { tenantIdOf, TenantStore } from '../../../src/credentials/tenants.ts';
import { Catalogue } from '../../../src/snapshot/store/catalogue.ts';
import { startOfWork } from '../../../src/snapshot/write/workFile.ts';
import { SnapshotWriter } from '../../../src/snapshot/write/writer.ts';
import { goesOn } from '../../../src/sync/sync.ts';
import { Accepted } from '../../../src/vscode/snapshots/accepted.ts';
import { LastFailures } from '../../../src/vscode/syncs/lastFailures.ts';
import { LastFormat } from '../../../src/vscode/exports/lastFormat.ts';
import { LookStore } from '../../../src/vscode/views/lookStore.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withSnapshot } from '../../support/snapshots.ts';
import { MemoryMemento, MemorySecrets } from '../credentials/support/memory.ts';
import { contentsOf, FROZEN, withCopy } from './support.ts';

/** Of all bytes that are frozen. */
const DIGEST = 'fe5340560bddc3123c0f74fcac5883df482df699211eb2ef2a5b01179d1499db';

const TENANT = tenantIdOf({
  ...{ baseUrl: 'https://acme.logto.app', tokenUrl: 'https://acme.logto.app/oidc/token' },
  ...{ resource: 'https://acme.logto.app/api', clientId: 'm2m-app' },
});
const frozen = (name: string): string => readFileSync(join(FROZEN, name), 'utf8');

function digest(): string {
  const hash = createHash('sha256');
  const entries = readdirSync(FROZEN, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files.sort()) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** What VS Code remembered for the extension. */
async function globalState(): Promise<{ readonly memento: MemoryMemento; readonly kept: Kept }> {
  const memento = new MemoryMemento();
  const kept = JSON.parse(frozen('globalState.json')) as Kept;
  for (const [key, value] of Object.entries(kept)) await memento.update(key, value);
  return { memento, kept };
}

type Kept = Readonly<Record<string, unknown>> & { readonly tenants: { readonly tenants: readonly object[] } };

describe('What the first version left on a machine', () => {
  const before = digest();
  after(() => assert.equal(digest(), before, 'what is frozen is never written'));

  it('is what it was when it was frozen', () => assert.equal(before, DIGEST));

  it('has snapshots that are read without loss', () =>
    withCopy((folder) => {
      const [stored, ...others] = new Catalogue(folder).list(TENANT);
      assert.deepEqual(others, []);
      return withSnapshot(stored!.file, (snapshot) =>
        assert.partialDeepStrictEqual(contentsOf(snapshot), JSON.parse(frozen('holds.json'))),
      );
    }));

  it('has their labels, pins and differences', () =>
    withCopy((folder) => {
      const { facts } = new Catalogue(folder).newest(TENANT)!;
      assert.deepEqual(facts, {
        ...{ label: 'Before the audit', pinned: true },
        delta: {
          ...{ before: '37hZ0gPjXaV9xp8yO5r2S4tUwIq', added: 1, removed: 14, changed: 2, unsure: 1 },
          same: false,
        },
      });
    }));

  it('has the work of an interrupted sync, which is gone on with and compared with the run before', () =>
    withCopy((folder) => {
      const catalogue = new Catalogue(folder);
      const partial = catalogue.workFileOf(TENANT);
      const { file: last } = catalogue.newest(TENANT)!;
      const start = startOfWork(partial)!;
      const later = { ...start, startedAt: start.startedAt + 1000 };
      const file = catalogue.fileFor(TENANT, start.startedAt);
      const writer = new SnapshotWriter(file, later, (earlier) => goesOn(later, earlier), partial);
      assert.deepEqual([writer.resumed, writer.countUsers()], [true, 3]);
      assert.equal(writer.work.pageOf('/users', { page: 1, size: 100 })?.tail, 'u3');
      const info = catalogue.newest(TENANT)!.info;
      writer.finish({ ...info, counts: writer.counts(), startedAt: start.startedAt, holes: [] });
      const changed = compareFiles({ before: last, after: file }).changes.map(({ subject }) => subject);
      assert.ok(changed.includes('organization') && !changed.includes('user'), changed.join());
      assert.deepEqual(
        catalogue.list(TENANT).map((one) => one.file),
        [file, last],
      );
    }));

  it('has tenants, and all that was remembered beside them', async () => {
    const { memento, kept } = await globalState();
    assert.deepEqual(new TenantStore(memento).list(), kept.tenants.tenants);
    assert.equal(
      new TenantStore(memento).list()[0]?.id,
      TENANT,
      'an id leads to the snapshots and the secret',
    );
    assert.equal(new LastFormat(memento).get(), 'c1z');
    assert.equal(new LookStore(memento).get().users.order, 'lastSignIn');
    assert.equal(new LastFailures(memento).get(TENANT)?.message, 'The App Secret is wrong.');
    await withCopy((folder) => {
      const catalogue = new Catalogue(folder);
      const { info } = catalogue.newest(TENANT)!;
      assert.ok(info.vanished && new Accepted(catalogue, memento).has(info));
    });
  });

  it('has secrets in the form and under the name that are still used', async () => {
    const packed = frozen('secret.json');
    assert.equal(unpackSecret(packed), 'S3cret "quoted" — ünïcødé 秘密');
    assert.equal(packSecret(unpackSecret(packed)), packed);
    const secrets = new MemorySecrets();
    secrets.texts.set(`tenant:${TENANT}`, packed);
    assert.equal(await secretStorageStore(secrets).get(TENANT), packed);
  });
});

describe('What a newer version left on a machine', () => {
  it('is a snapshot that is refused, and says to update', () =>
    withCopy(async (folder) => {
      const { file } = new Catalogue(folder).newest(TENANT)!;
      const database = new DatabaseSync(file);
      database.exec('pragma user_version = 2');
      database.close();
      const bytes = readFileSync(file);
      const error = await accessErrorOf(() => withSnapshot(file, () => undefined));
      assert.equal(error.message, `${file} was written by a newer Logto Access (format 2).`);
      assert.equal(error.hint, 'This one reads format 1: update the extension.');
      assert.ok(readFileSync(file).equals(bytes));
    }));

  it('is a list of tenants that is refused, says to update, and is not written over', async () => {
    const { memento, kept } = await globalState();
    await memento.update('tenants', { ...kept.tenants, version: 2 });
    const before = memento.texts;
    const store = new TenantStore(memento);
    for (const use of [() => store.list(), () => store.remove(TENANT)]) {
      const { message, hint } = await accessErrorOf(use);
      assert.equal(message, 'The list of connected tenants was written by another version of Logto Access.');
      assert.equal(hint, 'Update the extension. Nothing of the list was changed.');
    }
    assert.deepEqual(memento.texts, before);
  });

  it('is a secret that is refused, and not repeated', async () => {
    const packed = frozen('secret.json').replace('"version":1', '"version":2');
    const error = await accessErrorOf(() => unpackSecret(packed));
    assert.equal(error.message, 'The stored App Secret cannot be read.');
    assert.ok(error.hint && !`${error.message} ${error.hint}`.includes('S3cret'));
  });
});
