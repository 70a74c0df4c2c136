import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { exportSnapshot, type ExportFormat } from '../../../../src/c1/export.ts';
import { readC1 } from '../../../../src/c1/read/readC1.ts';
import { generateTenant } from '../../../../src/demo/index.ts';
import { SOME } from '../../../../src/snapshot/model.ts';
import {
  allGlobalRoleApplications,
  allGlobalRoles,
  allGlobalRoleUsers,
  allApplicationMemberships,
  allApplications,
  allMemberships,
  allOrganizationRoles,
  allOrganizations,
  allRoleAssignments,
  allUsers,
} from '../../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
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

const FORMATS = ['c1-json', 'c1z'] as const;

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
  await exportSnapshot({ snapshotFile, format, extended, target: first });
  await readC1({ file: first, into });
  await exportSnapshot({ snapshotFile: into, format, extended, target: second });
  return { first: readFileSync(first), second: readFileSync(second) };
}

/** All rows that a C1 file may carry. */
function rowsOf(snapshot: Snapshot) {
  return {
    users: [...allUsers(snapshot)],
    organizations: [...allOrganizations(snapshot)],
    organizationRoles: [...allOrganizationRoles(snapshot)],
    memberships: [...allMemberships(snapshot)],
    roleAssignments: [...allRoleAssignments(snapshot)],
    globalRoles: [...allGlobalRoles(snapshot)],
    globalRoleUsers: [...allGlobalRoleUsers(snapshot)],
    globalRoleApplications: [...allGlobalRoleApplications(snapshot)],
    applications: [...allApplications(snapshot)],
    applicationMemberships: [...allApplicationMemberships(snapshot)],
  };
}

/** What of them an export carries. */
function carried(rows: ReturnType<typeof rowsOf>, extended: boolean): typeof rows {
  const known = {
    ...rows,
    users: rows.users.map((one) => ({ ...one, updatedAt: null })),
    organizationRoles: rows.organizationRoles.map((one) => ({ ...one, scopeNames: [] })),
    globalRoles: rows.globalRoles.map((one) => ({ ...one, scopeNames: [] })),
    applications: rows.applications.filter(({ type }) => type === 'MachineToMachine'),
  };
  if (extended) return known;
  return {
    ...known,
    organizationRoles: known.organizationRoles.filter(({ type }) => type === 'User'),
    ...{ globalRoles: [], globalRoleUsers: [], globalRoleApplications: [] },
    ...{ applications: [], applicationMemberships: [] },
  };
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
  this.timeout(120_000);

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
          const before = await withSnapshot(file, rowsOf);
          const after = await withSnapshot(join(folder, 'into.snapshot'), rowsOf);
          assert.deepEqual(after, before);
        }));

  for (const format of FORMATS)
    for (const extended of [false, true])
      it(`gives the same rows of 2,000 people from ${extended ? 'an extended' : 'a'} ${format}`, () =>
        withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          const data = generateTenant({ seed: 'round trip', users: 2000, organizations: 40 });
          await withTenant({ data }, async (_, client) => {
            await syncTo(file, client);
          });
          const { first, second } = await thereAndBack(folder, file, format, extended);
          assert.ok(second.equals(first));
          const before = carried(await withSnapshot(file, rowsOf), extended);
          const after = await withSnapshot(join(folder, 'into.snapshot'), rowsOf);
          assert.ok(before.memberships.length > 2000 && before.roleAssignments.length > 1000);
          for (const list of Object.keys(before) as (keyof typeof before)[])
            assert.deepEqual(after[list], before[list], list);
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
