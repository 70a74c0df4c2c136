import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import zlib, { zstdDecompressSync } from 'node:zlib';
import { fromBinary, toBinary, type JsonObject } from '@bufbuild/protobuf';
import fc from 'fast-check';
import sinon from 'sinon';
import { grant } from '../../../src/c1/accessMessages.ts';
import { GrantEncoder } from '../../../src/c1/c1z/grantEncoder.ts';
import { BLOCK_BYTES, rawFrame } from '../../../src/c1/c1z/rawFrame.ts';
import { exportSnapshot } from '../../../src/c1/export.ts';
import { GrantSchema } from '../../../src/c1/gen/connector_pb.js';
import { entitlementKey, grantId } from '../../../src/c1/ids.ts';
import { CancelledError } from '../../../src/errors.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withSmallDisk } from '../../support/smallDisk.ts';
import { withFolder } from '../../support/snapshots.ts';
import { RUN1 } from './support/acme.ts';
import { anyTenant, anyText } from './support/arbitraries.ts';
import { decoded, rowsOf, withC1z } from './support/c1z.ts';
import { exported, withExport } from './support/document.ts';
import { partialFiles } from './support/place.ts';
import { member, organization, user, writeSnapshot, type Tenant } from './support/tenant.ts';

/** Enough for an export that takes many turns of the event loop. */
const PEOPLE = Array.from({ length: 5000 }, (_, i) => user({ id: `u${i}`, name: `User ${i}` }));
const BIG: Tenant = {
  users: PEOPLE,
  organizations: [organization({ id: 'acme' })],
  roles: [],
  members: PEOPLE.map(({ id }) => member('acme', id)),
};

const OLD = 'what was there before';

/** A folder with a snapshot, and a file where its .c1z is to go. */
function withPlace(tenant: Tenant, test: (folder: string, run: Run) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const snapshotFile = join(folder, 'a.snapshot');
    writeSnapshot(snapshotFile, tenant);
    writeFileSync(join(folder, 'a.c1z'), OLD);
    await test(folder, (signal, target = join(folder, 'a.c1z')) =>
      exportSnapshot({ snapshotFile, format: 'c1z', target }, { signal }),
    );
  });
}
type Run = (signal?: AbortSignal, target?: string) => Promise<unknown>;

function assertUntouched(folder: string): void {
  assert.equal(readFileSync(join(folder, 'a.c1z'), 'utf8'), OLD);
  assert.deepEqual(readdirSync(folder).toSorted(), ['a.c1z', 'a.snapshot']);
}

/** Waits until the database of the export is there, and gives the names of all files beside it. */
async function untilBegun(folder: string): Promise<string[]> {
  for (;;) {
    await nextTurn();
    const names = partialFiles(folder).map((file) => basename(file));
    if (names.some((name) => name.endsWith('.db'))) return names;
  }
}

describe('A .c1z', function () {
  it('is the same bytes each time', () =>
    withPlace(BIG, async (folder, run) => {
      const [one, other] = [join(folder, '1.c1z'), join(folder, '2.c1z')];
      await run(undefined, one);
      await run(undefined, other);
      assert.ok(readFileSync(other).equals(readFileSync(one)));
    }));

  it('begins with C1’s mark, and one zstd frame follows to its end', () =>
    withExport(RUN1, { format: 'c1z' }, (file) => {
      const bytes = readFileSync(file);
      assert.equal(bytes.toString('latin1', 0, 5), 'C1ZF\0');
      assert.equal(bytes.readUInt32LE(5), 0xfd2fb528);
      const database = zstdDecompressSync(bytes.subarray(5));
      assert.equal(database.toString('latin1', 0, 15), 'SQLite format 3');
      assert.deepEqual([database.readUInt16BE(16), database.length % 4096], [4096, 0]);
    }));

  it('is a whole database in UTF-8', () =>
    withPlace(BIG, async (folder, run) => {
      await run();
      await withC1z(join(folder, 'a.c1z'), (database) => {
        assert.equal(database.prepare('pragma integrity_check').get()?.integrity_check, 'ok');
        assert.equal(database.prepare('pragma encoding').get()?.encoding, 'UTF-8');
        assert.equal(rowsOf(database, 'v1_grants').length, BIG.members.length);
      });
    }));

  it('leaves nothing to expand', () =>
    withExport(RUN1, { format: 'c1z' }, (file) =>
      withC1z(file, (database) => {
        for (const { expansion, needs_expansion } of rowsOf(database, 'v1_grants'))
          assert.deepEqual([expansion, needs_expansion], [null, 0]);
      }),
    ));

  it('says the same as the C1 snapshot JSON, of any tenant with any text', () => {
    const property = fc.asyncProperty(anyTenant, fc.boolean(), async (tenant, extended) => {
      const { document } = await exported(tenant, undefined, extended);
      await withExport({ tenant }, { format: 'c1z', extended }, (file) =>
        withC1z(file, (database) => {
          const data = (table: Parameters<typeof decoded>[1]): unknown[] =>
            decoded(database, table).map((row) => row.data);
          assert.deepEqual(data('v1_resource_types'), document.resource_types);
          const resources = [...document.users, ...document.resources].map(({ c1 }) => c1);
          assert.deepEqual(data('v1_resources'), resources);
          const entitlements = data('v1_entitlements') as (JsonObject & { resource: JsonObject })[];
          assert.deepEqual(
            entitlements.map((one) => ({ ...one, resource: { id: one.resource.id } })),
            document.entitlements.map(({ c1 }) => c1),
          );
          for (const { resource } of entitlements)
            assert.ok(resources.some((one) => isDeepStrictEqual(one, resource)));
          assert.deepEqual(
            (data('v1_grants') as JsonObject[]).map(({ id }) => id),
            document.grants.map(({ id }) => id),
          );
        }),
      );
    });
    return fc.assert(property, { numRuns: 20 });
  });

  it('names in the columns of a row what its message says', () =>
    withExport(RUN1, { format: 'c1z' }, (file) =>
      withC1z(file, (database) => {
        for (const row of rowsOf(database, 'v1_grants')) {
          const { id, entitlement, principal } = fromBinary(GrantSchema, row.data as Uint8Array);
          assert.deepEqual([row.external_id, row.entitlement_id], [id, entitlement?.id]);
          const on = entitlement?.resource?.id;
          assert.deepEqual([row.resource_type_id, row.resource_id], [on?.resourceType, on?.resource]);
          const who = principal?.id;
          assert.deepEqual(
            [row.principal_resource_type_id, row.principal_resource_id],
            [who?.resourceType, who?.resource],
          );
        }
      }),
    ));
});

describe('A grant of a .c1z', function () {
  it('is encoded as protobuf-es encodes it, whatever the ids', () => {
    const key = fc.record({ resourceType: anyText, resource: anyText });
    const encoder = new GrantEncoder();
    const property = fc.property(
      key,
      anyText,
      fc.array(key, { minLength: 1, maxLength: 3 }),
      (on, name, principals) => {
        const entitlement = entitlementKey(on, name);
        for (const principal of principals) {
          const grantKey = { entitlement, principal };
          const bytes = encoder.encode(grantKey, grantId(grantKey));
          assert.ok(Buffer.from(toBinary(GrantSchema, grant(grantKey))).equals(bytes));
        }
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});

describe('A .c1z by a Node without zstd', function () {
  beforeEach(() => {
    sinon.stub(zlib, 'createZstdCompress').value(undefined);
  });
  afterEach(() => sinon.restore());

  it('holds the same, in a frame that is not compressed', () =>
    withPlace(BIG, async (folder, run) => {
      await run();
      const raw = readFileSync(join(folder, 'a.c1z'));
      sinon.restore();
      await run();
      const compressed = readFileSync(join(folder, 'a.c1z'));
      assert.ok(raw.length > compressed.length * 2);
      assert.ok(zstdDecompressSync(raw.subarray(5)).equals(zstdDecompressSync(compressed.subarray(5))));
      assert.deepEqual(readdirSync(folder).toSorted(), ['a.c1z', 'a.snapshot']);
    }));

  it('is the same bytes each time', () =>
    withPlace(RUN1.tenant, async (folder, run) => {
      const [one, other] = [join(folder, '1.c1z'), join(folder, '2.c1z')];
      await run(undefined, one);
      await run(undefined, other);
      assert.ok(readFileSync(other).equals(readFileSync(one)));
    }));
});

describe('A zstd frame that is not compressed', () => {
  async function frameOf(bytes: Buffer): Promise<Buffer> {
    return withFolder(async (folder) => {
      const file = join(folder, 'a');
      writeFileSync(file, bytes);
      const chunks = createReadStream(file, { highWaterMark: BLOCK_BYTES }) as AsyncIterable<Buffer>;
      const frame: Buffer[] = [];
      for await (const piece of rawFrame(chunks, bytes.length)) frame.push(piece);
      return Buffer.concat(frame);
    });
  }

  it('is read by zstd, whatever is in it and however long', async () => {
    for (const size of [0, 1, 2, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES])
      for (const bytes of [randomBytes(size), Buffer.alloc(size, 7)])
        assert.ok(zstdDecompressSync(await frameOf(bytes)).equals(bytes), `${size} bytes`);
  });

  it('takes next to nothing for bytes that are all the same', async () => {
    assert.ok((await frameOf(Buffer.alloc(20 * BLOCK_BYTES))).length < 200);
  });
});

describe('An export of a .c1z that does not come to its end', function () {
  it('leaves what was there, and nothing else, where it is cancelled among the rows', () =>
    withPlace(BIG, async (folder, run) => {
      const controller = new AbortController();
      const running = assert.rejects(run(controller.signal), CancelledError);
      const names = await untilBegun(folder);
      assert.deepEqual(
        names.filter((name) => name.includes('-journal') || name.includes('-wal')),
        [],
      );
      controller.abort();
      await running;
      assertUntouched(folder);
    }));

  it('leaves what was there, and nothing else, where it is cancelled while it is compressed', () =>
    withPlace(BIG, async (folder, run) => {
      const controller = new AbortController();
      const create = zlib.createZstdCompress.bind(zlib);
      const stub = sinon.stub(zlib, 'createZstdCompress').callsFake((options) => {
        controller.abort(); // as a click does that comes at this moment
        return create(options);
      });
      try {
        await assert.rejects(run(controller.signal), CancelledError);
        assert.ok(stub.calledOnce);
      } finally {
        stub.restore();
      }
      assertUntouched(folder);
    }));

  it('leaves what was there, and nothing else, where the snapshot is not complete', () =>
    withPlace({ ...BIG, users: PEOPLE.slice(1) }, async (folder, run) => {
      const { code } = await accessErrorOf(run());
      assert.equal(code, 'export.incomplete');
      assertUntouched(folder);
    }));

  it('leaves what was there, and nothing else, where the snapshot has other rows than it says', () =>
    withPlace({ ...RUN1.tenant, wrongCounts: { users: 4 } }, async (folder, run) => {
      const { message } = await accessErrorOf(run());
      assert.match(message, /announces .*"users":4.* and holds .*"users":3/);
      assertUntouched(folder);
    }));

  it('says that the disk is full, and what would help', async function () {
    const ran = await withFolder((folder) => {
      const snapshotFile = join(folder, 'a.snapshot');
      writeSnapshot(snapshotFile, BIG);
      return withSmallDisk(1, async (disk) => {
        const job = { snapshotFile, format: 'c1z', target: join(disk.folder, 'a.c1z') } as const;
        const error = await accessErrorOf(exportSnapshot(job));
        assert.equal(error.code, 'storage.full');
        assert.equal(error.message, `${job.target} was not written: the disk is full.`);
        assert.match(error.hint ?? '', /^While it is written, its folder needs some ten times its space/);
        assert.deepEqual(readdirSync(disk.folder), []);
      });
    });
    if (!ran) this.skip();
  });
});
