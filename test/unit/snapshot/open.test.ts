import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { SnapshotWriter } from '../../../src/snapshot/write/writer.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withFolder, withSnapshot } from '../../support/snapshots.ts';
import { user, writeSnapshot } from './support/rows.ts';

const users = Array.from({ length: 400 }, (_, i) => user(`u${i}`));

/** Makes a file in a folder of its own and opens it in vain. */
function refused(make: (file: string) => void): Promise<{ message: string; code: string; hint?: string }> {
  return withFolder(async (folder) => {
    const file = join(folder, 'a.snapshot');
    make(file);
    const { message, code, hint } = await accessErrorOf(() => Snapshot.open(file));
    assert.ok(message.includes(file), 'the message names the file');
    return { message, code, ...(hint !== undefined && { hint }) };
  });
}

describe('Opening a snapshot', () => {
  it('says that there is no such file, and makes none', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const error = await accessErrorOf(() => Snapshot.open(file));
      assert.equal(error.code, 'snapshot.missing');
      assert.match(error.message, /There is no file .*a\.snapshot/);
      assert.throws(() => readFileSync(file), { code: 'ENOENT' });
    }));

  it('refuses a file that is not of SQLite', async () => {
    const { code, hint } = await refused((file) => writeFileSync(file, 'not a database at all, far from it'));
    assert.equal(code, 'snapshot.not_one');
    assert.match(hint ?? '', /ends in \.snapshot/);
  });

  it('refuses an empty file', async () => {
    assert.equal((await refused((file) => writeFileSync(file, ''))).code, 'snapshot.not_one');
  });

  it('refuses a folder', async () => {
    await withFolder(async (folder) => {
      assert.equal((await accessErrorOf(() => Snapshot.open(folder))).code, 'snapshot.not_one');
    });
  });

  it('refuses a database of something else', async () => {
    const { code } = await refused((file) => {
      const database = new DatabaseSync(file);
      database.exec('create table info (key text, value text)');
      database.close();
    });
    assert.equal(code, 'snapshot.not_one');
  });

  it('refuses a file that was cut off', async () => {
    const { code } = await refused((file) => {
      writeSnapshot(file, { users });
      writeFileSync(file, readFileSync(file).subarray(0, 3000));
    });
    assert.equal(code, 'snapshot.not_one');
  });

  it('refuses a newer format and says what to do', async () => {
    const { code, message, hint } = await refused((file) => {
      writeSnapshot(file, {});
      const database = new DatabaseSync(file);
      database.exec('pragma user_version = 2');
      database.close();
    });
    assert.equal(code, 'snapshot.newer');
    assert.match(message, /format 2/);
    assert.match(hint ?? '', /update the extension/);
  });

  it('refuses a file that no sync finished, even under the name of one', async () => {
    const { code } = await refused((file) => {
      const writer = new SnapshotWriter(file);
      writer.putUsers(users);
      copyFileSync(`${file}.partial`, file);
      writer.abandon();
    });
    assert.equal(code, 'snapshot.not_one');
  });

  it('does not let anything be written to it', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, { users });
      return withSnapshot(file, (snapshot) =>
        assert.throws(() => snapshot.all('delete from users'), /readonly/),
      );
    }));

  it('tells what the snapshot says about itself', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, { users }, { tenantName: 'Ünï "quoted"', requests: 17 });
      return withSnapshot(file, ({ info }) => {
        assert.equal(info.tenantName, 'Ünï "quoted"');
        assert.equal(info.requests, 17);
        assert.equal(info.counts.users, users.length);
      });
    }));

  it('may be closed twice', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, {});
      const snapshot = Snapshot.open(file);
      snapshot.close();
      snapshot.close();
      assert.throws(() => snapshot.all('select 1'));
    }));
});
