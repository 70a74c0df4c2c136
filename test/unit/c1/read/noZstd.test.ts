import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import sinon from 'sinon';
import { AccessError } from '../../../../src/errors.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { fixture, readInto } from './support/files.ts';

describe('A C1 file by a Node without zstd', () => {
  beforeEach(() => {
    sinon.stub(zlib, 'createZstdDecompress').value(undefined);
  });
  afterEach(() => sinon.restore());

  it('is refused where it is a .c1z, with what to do, and nothing is left', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'given');
      copyFileSync(fixture('example/acme.run1.c1z'), file);
      const { error, left } = await readInto(file, folder);
      assert.ok(error instanceof AccessError);
      assert.equal(error.code, 'c1.no_zstd');
      assert.ok(error.message.startsWith(`${file} cannot be opened: it is compressed with zstd, which`));
      assert.match(error.hint ?? '', /C1 snapshot JSON instead/);
      assert.deepEqual(left, ['given']);
    }));

  it('is read where it is JSON', () =>
    withFolder(async (folder) => {
      const { info } = await readInto(fixture('acme.run1.c1-snapshot.json'), folder);
      assert.equal(info?.counts.users, 3);
    }));
});
