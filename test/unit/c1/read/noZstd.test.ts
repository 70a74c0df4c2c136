import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import sinon from 'sinon';
import { exportSnapshot } from '../../../../src/c1/export.ts';
import { AccessError } from '../../../../src/errors.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { RUN1 } from '../support/acme.ts';
import { writeSnapshot } from '../support/tenant.ts';
import { fixture, readInto } from './support/files.ts';

describe('A C1 file by a Node without zstd', () => {
  beforeEach(() => {
    sinon.stub(zlib, 'createZstdDecompress').value(undefined);
    sinon.stub(zlib, 'createZstdCompress').value(undefined);
  });
  afterEach(() => sinon.restore());

  /** A .c1z that was written by such a Node, changed in some way. */
  async function written(folder: string, change = (bytes: Buffer): Buffer => bytes): Promise<string> {
    const [snapshotFile, file] = [join(folder, 'a.snapshot'), join(folder, 'given')];
    writeSnapshot(snapshotFile, RUN1.tenant);
    await exportSnapshot({ snapshotFile, format: 'c1z', target: file });
    rmSync(snapshotFile);
    writeFileSync(file, change(readFileSync(file)));
    return file;
  }

  it('is read where it is a .c1z that was written by one', () =>
    withFolder(async (folder) => {
      const { info, error } = await readInto(await written(folder), folder);
      assert.equal(error, undefined);
      assert.equal(info?.counts.users, 3);
      assert.equal(info.counts.organizations, 1);
    }));

  const broken: readonly (readonly [string, (bytes: Buffer) => Buffer, RegExp])[] = [
    ['is cut off', (bytes) => bytes.subarray(0, -5000), /cut off before its end/],
    ['is cut off in its header', (bytes) => bytes.subarray(0, 12), /cut off before its end/],
    ['goes on', (bytes) => Buffer.concat([bytes, Buffer.from('more')]), /something stands behind its end/],
    [
      'is longer than it says',
      (bytes) => Buffer.concat([bytes.subarray(0, -3), Buffer.from([0b1_001, 0, 0, 7])]),
      /it is shorter or longer than it says/,
    ],
  ];
  for (const [what, change, says] of broken)
    it(`is called damaged where it was written by one and ${what}`, () =>
      withFolder(async (folder) => {
        const { error, left } = await readInto(await written(folder, change), folder);
        assert.ok(error instanceof AccessError);
        assert.equal(error.code, 'c1.damaged');
        assert.match(error.message, says);
        assert.deepEqual(left, ['given']);
      }));

  it('is refused where it is a compressed .c1z, with what to do, and nothing is left', () =>
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
