import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { readC1 } from '../../../../src/c1/read/readC1.ts';
import { AccessError, CancelledError } from '../../../../src/errors.ts';
import { accessErrorOf } from '../../../support/rejects.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { parse, readFixture, type Document } from '../support/document.ts';
import { altered, c1zOf, databaseIn, fixture, frameWithWindow, readInto } from './support/files.ts';

const JSON_FIXTURE = 'acme.run1.c1-snapshot.json';
const C1Z_FIXTURE = 'example/acme.run1.c1z';

/** Reads bytes as a file; gives the error, and asserts that nothing is left behind. */
function failure(content: Uint8Array | string): Promise<AccessError> {
  return withFolder(async (folder) => {
    const file = join(folder, 'given');
    writeFileSync(file, content);
    const { error, left } = await readInto(file, folder);
    assert.deepEqual(left, ['given']);
    assert.ok(error instanceof AccessError, inspect(error));
    assert.ok(error.message.includes(file), error.message);
    assert.notEqual(error.hint, undefined, error.message);
    return error;
  });
}

/** The example with something changed in it. */
function changed(change: (document: Document) => void): string {
  const document = parse(readFixture(JSON_FIXTURE));
  delete document.snapshot.stats; // or the numbers would be wrong too
  change(document);
  return JSON.stringify(document);
}

const whole = readFixture(JSON_FIXTURE);
const ADA = 'ks3x8q1m2v7a';

const BROKEN_JSON: readonly (readonly [what: string, content: () => string, says: RegExp])[] = [
  ['that is cut off', () => whole.slice(0, -200), /cut off before its end/],
  ['with something after its end', () => `${whole}{}`, /not JSON/],
  ['that is no JSON', () => '{ "snapshot": nothing }', /not JSON/],
  [
    'of something else',
    () => '{"name":"logto-access","version":"1"}',
    /no C1 snapshot, since it has no "snapshot"/,
  ],
  ['without grants', () => changed((d) => Reflect.deleteProperty(d, 'grants')), /has no "grants"/],
  ['with users twice', () => whole.replace('"resources": [', '"users": ['), /has "users" twice/],
  [
    'with an object for a list',
    () => changed((d) => Object.assign(d, { users: {} })),
    /"users" is not a list/,
  ],
  ['of another format', () => changed((d) => (d.snapshot.format = 'sbom')), /its format is "sbom"/],
  [
    'of version 2',
    () => changed((d) => (d.snapshot.version = 2)),
    /version 2 of the format.*reads version 1/,
  ],
  ['of no version', () => changed((d) => delete d.snapshot.version), /says no version of its format/],
  ['of version 0', () => changed((d) => (d.snapshot.version = 0)), /says no version of its format/],
  [
    'with a day of another form',
    () => changed((d) => Object.assign(d.users[0] ?? {}, { last_login: '2026-01-02', c1: undefined })),
    /"2026-01-02" is not a day as MM\/DD\/YYYY/,
  ],
  ['without times', () => changed((d) => (d.snapshot.sync = { id: 'x' })), /snapshot: startedAt is missing/],
  ['with a wrong time', () => whole.replace('2026-11-23T10:00:02.500Z', 'noon'), /"noon" is not a time/],
  [
    'with a text for a row',
    () => changed((d) => d.users.push('Eve' as never)),
    /users\[3\] is not an object/,
  ],
  [
    'with a number for a name',
    () => whole.replace('"displayName": "Ada Lovelace"', '"displayName": 5'),
    /users\[0\]: .*display_?name/i,
  ],
  [
    'with a number for a principal',
    () => changed((d) => Object.assign(d.grants[0]!, { principal: 1 })),
    /grants\[0\]: principal is not a text/,
  ],
  ['without an id', () => changed((d) => delete d.users[0]!.c1.id), /a resource has no id/],
  [
    'with a user twice',
    () => changed((d) => d.users.push(d.users[0]!)),
    /the resource user:ks3x8q1m2v7a comes twice/,
  ],
  [
    'with an entitlement twice',
    () => changed((d) => d.entitlements.push(d.entitlements[0]!)),
    /the entitlement organization:org4f6h8j0k2:member comes twice/,
  ],
  ['with a grant twice', () => changed((d) => d.grants.push(d.grants[0]!)), /the grant \S+ comes twice/],
  [
    'whose grant names nobody',
    () => changed((d) => d.users.shift()),
    /the grant \S+ names user:ks3x8q1m2v7a, which is not there/,
  ],
  [
    'whose grant names no entitlement',
    () => changed((d) => d.entitlements.shift()),
    /names the entitlement organization:org4f6h8j0k2:member, which is not there/,
  ],
  [
    'whose entitlement names no resource',
    () => changed((d) => d.resources.shift()),
    /is of the resource organization:org4f6h8j0k2, which is not there/,
  ],
  [
    'with fewer rows than it announces',
    () => whole.replace('"grants": "5"', '"grants": "6"'),
    /announces 6 grants and holds 5/,
  ],
  [
    'that is nested a million deep',
    () => whole.replace('"profile": {', `"profile": {"x": ${'['.repeat(1e6)}${']'.repeat(1e6)},`),
    /nested more than 64 deep/,
  ],
  [
    'with a value of 20 MB',
    () => whole.replace('"Ada Lovelace"', `"${'a'.repeat(20e6)}"`),
    /longer than 16 MB/,
  ],
];

const BROKEN_C1Z: readonly (readonly [
  what: string,
  content: () => Buffer | Promise<Buffer>,
  says: RegExp,
])[] = [
  ['that is cut off', () => readFileSync(fixture(C1Z_FIXTURE)).subarray(0, 20_000), /cut off before its end/],
  ['with nothing in it', () => Buffer.from('C1ZF\0'), /cannot be opened/],
  [
    'of version 3',
    () => Buffer.from('C1Z3\0\0\0\0\x04abcd'),
    /is a \.c1z of version 3, and this Logto Access reads version 1/,
  ],
  ['of version 2', () => Buffer.from('C1Z2\0abcd'), /is a \.c1z of version 2/],
  ['without a zstd frame', () => Buffer.from('C1ZF\0 this is no frame of zstd'), /cannot be unpacked/],
  ['without a database', () => c1zOf(Buffer.from('no database at all')), /file is not a database/],
  ['without the table of grants', () => altered('drop table v1_grants'), /no table v1_grants/],
  [
    'with a view without an end for a table',
    () =>
      altered(
        'drop table v1_grants; create view v1_grants as with recursive n(id) as (select 1 union all select id + 1 from n) select id, 0 as data, 0 as sync_id from n',
      ),
    /no table v1_grants/,
  ],
  [
    'with no finished sync',
    () => altered('update v1_sync_runs set ended_at = null'),
    /no full sync in it was finished/,
  ],
  [
    'with partial syncs only',
    () => altered("update v1_sync_runs set sync_type = 'partial'"),
    /no full sync in it was finished/,
  ],
  ['with a wrong time', () => altered("update v1_sync_runs set ended_at = 'noon'"), /"noon" is not a time/],
  [
    'with a text for a message',
    () => altered("update v1_resources set data = 'Eve' where id = 2"),
    /row 2 of v1_resources has no data/,
  ],
  [
    'with a broken message',
    () => altered("update v1_grants set data = x'ffffff' where id = 3"),
    /row 3 of v1_grants: /,
  ],
  [
    'with an empty message',
    () => altered("update v1_resources set data = x'' where id = 1"),
    /a resource has no id/,
  ],
  [
    'whose grant names nobody',
    () => altered(`delete from v1_resources where external_id = 'user:${ADA}'`),
    /names user:ks3x8q1m2v7a, which is not there/,
  ],
  [
    'with something behind its frame',
    () => Buffer.concat([readFileSync(fixture(C1Z_FIXTURE)), Buffer.from('more')]),
    /something stands behind its end/,
  ],
  [
    'with a computed column that would fill the memory',
    () =>
      altered(`drop table v1_grants; create table v1_grants (id integer primary key, sync_id text,
        data blob generated always as (zeroblob(900000000)) virtual);
        insert into v1_grants (sync_id) select sync_id from v1_sync_runs`),
    /v1_grants has columns that are computed/,
  ],
  [
    'with a message of 20 MB',
    () => altered('update v1_grants set data = randomblob(20000000) where id = 3'),
    /row 3 of v1_grants is longer than 16 MB/,
  ],
  ['that would fill the disk', () => c1zOf(Buffer.alloc(100 * 1024 ** 2)), /would unpack to more than 64 MB/],
];

describe('A C1 file that is damaged', function () {
  for (const [what, content, says] of BROKEN_JSON)
    it(`is told, and nothing is left: a JSON ${what}`, async () => {
      assert.match((await failure(content())).message, says);
    });

  for (const [what, content, says] of BROKEN_C1Z)
    it(`is told, and nothing is left: a .c1z ${what}`, async () => {
      assert.match((await failure(await content())).message, says);
    });

  it('is told with what it is: empty, a picture, a folder, nothing', async () => {
    assert.match((await failure('')).message, /it is empty/);
    assert.match((await failure('\x89PNG')).message, /neither a snapshot nor a C1 file/);
    await withFolder(async (folder) => {
      const into = join(folder, 'x');
      assert.match((await accessErrorOf(readC1({ file: folder, into }))).message, /it is a folder/);
      const none = await accessErrorOf(readC1({ file: join(folder, 'none'), into }));
      assert.equal(none.code, 'snapshot.missing');
    });
  });

  it('is told in a line that cannot steer a terminal, however long what it names is', async () => {
    const id = `\u001b[2J${'x'.repeat(5000)}`;
    const { message } = await failure(changed((d) => Object.assign(d.grants[0]!, { principal: id })));
    assert.ok(!message.includes('\u001b'));
    assert.ok(message.length < 1000, message);
  });

  it('never ends in another error, wherever it is cut or a byte is wrong', () =>
    withFolder(async (folder) => {
      const wholes = [
        Buffer.from(whole),
        readFileSync(fixture('baton-file/sync.c1z')),
        databaseIn(fixture(C1Z_FIXTURE)),
      ];
      const damage = fc.record({
        which: fc.nat(wholes.length - 1),
        end: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 4 }),
      });
      const property = fc.asyncProperty(damage, async ({ which, end, flips }) => {
        const content = Buffer.from(wholes[which]!);
        for (const [at, byte] of flips) content[Math.floor(at * (content.length - 1))] = byte;
        const cut = content.subarray(0, end === null ? content.length : Math.floor(end * content.length));
        const file = join(folder, 'given');
        writeFileSync(file, which === 2 ? c1zOf(cut) : cut);
        rmSync(join(folder, 'read.snapshot'), { force: true });
        const { error, left } = await readInto(file, folder);
        if (error !== undefined) assert.ok(error instanceof AccessError, inspect(error));
        assert.deepEqual(left, error === undefined ? ['given', 'read.snapshot'] : ['given']);
      });
      await fc.assert(property, { numRuns: 400 });
    }));
});

describe('Reading a C1 file', () => {
  for (const name of [JSON_FIXTURE, C1Z_FIXTURE])
    it(`can be cancelled, and leaves nothing: ${name}`, () =>
      withFolder(async (folder) => {
        const file = join(folder, 'given');
        copyFileSync(fixture(name), file);
        const signal = AbortSignal.abort();
        const error = await accessErrorOf(readC1({ file, into: join(folder, 'read.snapshot') }, { signal }));
        assert.ok(error instanceof CancelledError);
        assert.deepEqual((await readInto(file, folder)).left, ['given', 'read.snapshot']);
      }));

  it('tells how far it is', () =>
    withFolder(async (folder) => {
      const told: number[] = [];
      const onProgress = ({ done, total }: { done: number; total: number }): void =>
        void told.push(done / total);
      await readC1({ file: fixture(JSON_FIXTURE), into: join(folder, 'a.snapshot') }, { onProgress });
      assert.equal(told.at(-1), 1);
    }));

  it('takes a JSON whose keys were sorted by another program, or that has a byte order mark', () =>
    withFolder(async (folder) => {
      const document = parse(whole) as unknown as Record<string, unknown>;
      const sorted = Object.fromEntries(Object.entries(document).sort(([a], [b]) => (a < b ? -1 : 1)));
      for (const content of [JSON.stringify(sorted, null, '\t'), `\ufeff${whole}`]) {
        const file = join(folder, 'given');
        writeFileSync(file, content);
        const { info, error } = await readInto(file, folder);
        assert.equal(error, undefined);
        assert.equal(info!.counts.roleAssignments, 2);
        assert.equal(info!.counts.memberships, 3);
      }
    }));

  it('takes a .c1z with the window of 128 MiB that C1 allows, and no larger one', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'given');
      writeFileSync(file, frameWithWindow(27));
      assert.equal((await readInto(file, folder)).error, undefined);
      assert.match((await failure(frameWithWindow(28))).message, /cannot be unpacked: .*memory/i);
    }));
});
