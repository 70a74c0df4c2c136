import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import sinon from 'sinon';
import { exportSnapshot, type ExportFormat } from '../../../../src/c1/export.ts';
import { readC1 } from '../../../../src/c1/read/readC1.ts';
import { generateTenant } from '../../../../src/demo/index.ts';
import { SOME } from '../../../../src/snapshot/model.ts';
import { assertNothingLost } from '../../../support/carriedRows.ts';
import { syncTo, withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { withTenant } from '../../../support/tenant.ts';
import {
  application,
  globalRole,
  organization,
  organizationRole,
  user,
  writeSnapshot as writeRows,
  type Rows,
} from '../../snapshot/support/rows.ts';
import { RUN1 } from '../support/acme.ts';
import { anyTenant } from '../support/arbitraries.ts';
import { SYNC, writeSnapshot } from '../support/tenant.ts';
import { withC1 } from './support/files.ts';

/** What stands before the first block of a .c1z that is not compressed, and what in that block's header says whether it is. */
const HEADER_BYTES = 5 + 14;
const COMPRESSED = 0b100;

const FORMATS = ['c1-json', 'c1z'] as const;

/**
 * A few people with a text of 300 KB, which is longer than each piece in which files are written and read; and more
 * others than rows that are handled in one go. `npm run bench -- export` crosses the bounds of larger files.
 */
function longTenant(): Rows {
  const text = (i: number): string =>
    createHash('shake256', { outputLength: 150_000 }).update(`${i}`).digest('hex');
  const long = Array.from({ length: 12 }, (_, i) => user(`long${i}`, { name: 'Ada', givenName: text(i) }));
  const short = Array.from({ length: 600 }, (_, i) => user(`short${i}`, { name: null }));
  const members = { o1: Object.fromEntries(short.map(({ id }) => [id, []])) };
  return { users: [...long, ...short], organizations: [organization('o1')], members };
}

/** So many people, each in one of so many organizations and every second with a role, which C1 knows of organizations. */
function tenantOf(people: number, organizations: number): Rows {
  const users = Array.from({ length: people }, (_, i) => user(`u${i}`, { name: `Person ${i}` }));
  const members: Record<string, Record<string, string[]>> = {};
  for (let i = 0; i < people && organizations > 0; i++)
    (members[`o${i % organizations}`] ??= {})[`u${i}`] = i % 2 === 0 ? ['r1'] : [];
  return {
    ...{ users, members, organizationRoles: organizations > 0 ? [organizationRole('r1')] : [] },
    organizations: Array.from({ length: organizations }, (_, i) => organization(`o${i}`)),
  };
}

interface Trip {
  readonly first: Buffer;
  readonly second: Buffer;
}

/** Exports a snapshot, reads the export, and exports what was read. */
async function thereAndBack(
  folder: string,
  snapshotFile: string,
  format: ExportFormat,
  extended = false,
): Promise<Trip> {
  const [first, into, second] = ['first', 'into.snapshot', 'second'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(folder, { recursive: true });
  await exportSnapshot({ snapshotFile, format, extended, target: first });
  await readC1({ file: first, into });
  await exportSnapshot({ snapshotFile: into, format, extended, target: second });
  return { first: readFileSync(first), second: readFileSync(second) };
}

/** Asserts that what was read in `folder` has all rows that the export of `file` carries; gives how many there are. */
function assertRead(folder: string, file: string, extended: boolean): Promise<number> {
  return withSnapshot(file, (exported) =>
    withSnapshot(join(folder, 'into.snapshot'), (read) => assertNothingLost(read, exported, extended)),
  );
}

const EVERYTHING: Rows = {
  users: [
    user('u1', {
      ...{ name: 'Ada', username: 'ada', email: 'ada@acme.test', phone: '49123', suspended: true },
      ...{ createdAt: 1, lastSignInAt: 2, applicationId: 'a1', hasPassword: false, connectors: ['github'] },
      ...{ givenName: 'Ada', familyName: 'Lovelace', middleName: 'King' },
      ...{ mfaFactors: [SOME], ssoIdentities: [] },
    }),
    user('u2', { name: null, username: 'no name', hasPassword: null }),
    user('u3', { name: null, email: 'not an address' }),
    user('u4', { name: null }),
  ],
  organizations: [
    organization('o1', { name: 'Acme', description: 'The first', mfaRequired: true }),
    organization('o2', { name: '' }),
  ],
  organizationRoles: [
    organizationRole('r1', { name: 'admin', description: 'May do all' }),
    organizationRole('r2', { name: 'viewer' }),
  ],
  members: { o1: { u1: ['r1', 'r2'], u2: [] }, o2: { u3: ['r2'] } },
};

const EXTENDED: Rows = {
  ...EVERYTHING,
  organizationRoles: [
    ...(EVERYTHING.organizationRoles ?? []),
    organizationRole('r3', { name: 'robot', type: 'MachineToMachine', description: 'Not for people' }),
  ],
  globalRoles: [
    globalRole('g1', { name: 'support', isDefault: true, userIds: ['u1', 'u2'] }),
    globalRole('g2', { name: '', type: 'MachineToMachine', description: 'API', applicationIds: ['m1'] }),
  ],
  applications: [application('m1', { name: 'Robot', description: 'Beep' })],
  applicationMembers: { o1: { m1: ['r3'] } },
};

describe('A C1 file that is read back', function () {
  for (const format of FORMATS)
    for (const extended of [false, true])
      it(`loses nothing that ${extended ? 'an extended' : 'a'} ${format} carries, of any tenant with any text`, async () => {
        const property = fc.asyncProperty(anyTenant, (tenant) =>
          withFolder(async (folder) => {
            const file = join(folder, 'a.snapshot');
            writeSnapshot(file, tenant);
            const { first, second } = await thereAndBack(folder, file, format, extended);
            if (format === 'c1-json') assert.equal(second.toString(), first.toString());
            else assert.deepEqual(second, first);
          }),
        );
        await fc.assert(property, { numRuns: 25 });
      });

  for (const format of FORMATS)
    for (const [what, rows, extended] of [
      ['what C1 knows', EVERYTHING, false],
      ['what an extended export has', EXTENDED, true],
    ] as const)
      it(`gives the same rows from ${format}: ${what}`, () =>
        withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          writeRows(file, rows);
          await thereAndBack(folder, file, format, extended);
          await assertRead(folder, file, extended);
        }));

  describe('of a synced tenant of 2,000 people', () => {
    const folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    const file = join(folder, 'a.snapshot');

    before(async () => {
      const data = generateTenant({ seed: 'round trip', users: 2000, organizations: 40 });
      await withTenant({ data }, async (_, client) => {
        await syncTo(file, client);
      });
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const format of FORMATS)
      for (const extended of [false, true])
        it(`gives the same rows from ${extended ? 'an extended' : 'a'} ${format}`, async () => {
          const { first, second } = await thereAndBack(folder, file, format, extended);
          assert.ok(second.equals(first));
          assert.ok((await assertRead(folder, file, extended)) > 5000);
        });
  });

  it('gives the same rows, of a tenant of any size', async () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constantFrom(0, 1, 499, 500, 501, 1000));
    const property = fc.asyncProperty(size, fc.integer({ min: 0, max: 30 }), (people, organizations) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        writeRows(file, tenantOf(people, organizations));
        for (const format of FORMATS) {
          await thereAndBack(join(folder, format), file, format);
          const read = await assertRead(join(folder, format), file, false);
          assert.ok(read >= people + organizations);
        }
      }),
    );
    await fc.assert(property, { numRuns: 5 });
  });

  for (const format of FORMATS)
    it(`gives the same rows from a ${format} in which single rows are larger than every piece of it`, () =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        writeRows(file, longTenant());
        await thereAndBack(folder, file, format);
        assert.equal(await assertRead(folder, file, false), 12 + 600 + 1 + 600);
      }));

  for (const format of FORMATS)
    it(`knows from ${format} which sync it is and when that was, and has an id of its own`, () =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        writeSnapshot(file, RUN1.tenant);
        await thereAndBack(folder, file, format);
        const { info } = await withSnapshot(join(folder, 'into.snapshot'), (snapshot) => snapshot);
        const { startedAt, endedAt, c1, holes } = info;
        assert.deepEqual({ startedAt, endedAt, id: c1?.syncId }, { ...SYNC });
        assert.notEqual(info.id, SYNC.id);
        assert.deepEqual(holes, []);
      }));

  it('gives the same rows from a c1z that a Node without zstd wrote', async () => {
    const without = sinon.stub(zlib, 'createZstdCompress').value(undefined);
    try {
      for (const [rows, extended] of [
        [EXTENDED, true],
        [longTenant(), false],
      ] as const)
        await withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          writeRows(file, rows);
          const { first, second } = await thereAndBack(folder, file, 'c1z', extended);
          assert.equal(first.readUIntLE(HEADER_BYTES, 3) & COMPRESSED, 0);
          assert.ok(second.equals(first));
          await assertRead(folder, file, extended);
        });
    } finally {
      without.restore();
    }
  });

  it('has an id that no other file of the same sync has, and the same each time', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, RUN1.tenant);
      const exports = FORMATS.flatMap((format) =>
        [false, true].map((extended) => ({
          format,
          extended,
          target: join(folder, `${extended}.${format}`),
        })),
      );
      for (const job of exports) await exportSnapshot({ snapshotFile: file, ...job });
      const idOf = (target: string): Promise<string> => withC1(target, ({ info }) => info.id);
      const ids = await Promise.all(exports.map(({ target }) => idOf(target)));
      assert.equal(new Set(ids).size, 4);
      assert.deepEqual(await Promise.all(exports.map(({ target }) => idOf(target))), ids);
    }));

  it('says that it may lack rows where the exported snapshot did', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const holes = [{ in: 'members', of: 'o1', rows: 2, reason: 'Logto failed.' }] as const;
      writeSnapshot(file, RUN1.tenant, { ...SYNC, holes });
      await thereAndBack(folder, file, 'c1-json');
      const { info } = await withSnapshot(join(folder, 'into.snapshot'), (snapshot) => snapshot);
      assert.deepEqual(
        info.holes.map((hole) => hole.in),
        ['users', 'organizations', 'members', 'organizationRoles'],
      );
      assert.match(info.holes[0]?.reason ?? '', /2 members of the organization o1 are missing: Logto failed/);
    }));
});
