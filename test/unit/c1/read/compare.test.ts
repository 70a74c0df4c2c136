import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { exportSnapshot } from '../../../../src/c1/export.ts';
import { c1View } from '../../../../src/c1/read/c1View.ts';
import { readC1 } from '../../../../src/c1/read/readC1.ts';
import { compareFiles } from '../../../../src/changes/compareFiles.ts';
import { writeReport } from '../../../../src/changes/text/report.ts';
import { describeChange } from '../../../../src/changes/text/sentences.ts';
import { tenantLines } from '../../../../src/access/text/tenant.ts';
import { rootNodes } from '../../../../src/access/nodes/roots.ts';
import type { Comparison } from '../../../../src/changes/model.ts';
import { withFolder } from '../../../support/snapshots.ts';
import {
  application,
  globalRole,
  invitation,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot as writeRows,
  type Rows,
} from '../../snapshot/support/rows.ts';
import { anyTenant } from '../support/arbitraries.ts';
import { RUN1, RUN2 } from '../support/acme.ts';
import { writeSnapshot } from '../support/tenant.ts';
import { fixture, withC1 } from './support/files.ts';

/** A tenant with everything that a C1 file does not carry, or not as it is. */
const RICH: Rows = {
  users: [
    user('u1', { name: null, username: 'ada', email: 'not an address', mfaFactors: ['Totp', 'WebAuthn'] }),
    user('u2', { name: `${'long '.repeat(300)}name`, ssoIdentities: ['https://idp.example'] }),
  ],
  organizations: [organization('o1', { name: 'Acme', description: 'd'.repeat(3000) })],
  organizationRoles: [
    organizationRole('r1', { name: 'admin', scopeIds: ['s1'] }),
    organizationRole('r2', { name: 'robot', type: 'MachineToMachine' }),
  ],
  members: { o1: { u1: ['r1'], u2: [] } },
  scopes: [scope('s1')],
  globalRoles: [globalRole('g1', { userIds: ['u1'] })],
  applications: [application('m1'), application('web', { type: 'SPA' })],
  applicationMembers: { o1: { m1: ['r2'] } },
  invitations: [invitation('i1', 'o1')],
};

/** Compares a snapshot with its own export, in both directions. */
function withExport(
  write: (file: string) => void,
  format: 'c1-json' | 'c1z',
  extended = false,
): Promise<Comparison[]> {
  return withFolder(async (folder) => {
    const [before, target, after] = ['a.snapshot', 'export', 'b.snapshot'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    write(before);
    await exportSnapshot({ snapshotFile: before, format, extended, target });
    await readC1({ file: target, into: after });
    return [
      compareFiles({ before, after }, c1View),
      compareFiles({ before: after, after: before }, c1View),
      compareFiles({ before: after, after }, c1View),
    ];
  });
}

describe('A snapshot compared with its own export', function () {
  for (const format of ['c1-json', 'c1z'] as const)
    for (const extended of [false, true])
      it(`has not changed: ${extended ? 'extended ' : ''}${format}`, async () => {
        for (const { changes, unsure } of await withExport((file) => writeRows(file, RICH), format, extended))
          assert.deepEqual({ changes, unsure }, { changes: [], unsure: 0 });
      });

  it('has not changed, whatever the tenant and the texts in it', async () => {
    const property = fc.asyncProperty(anyTenant, fc.boolean(), async (tenant, extended) => {
      const comparisons = await withExport((file) => writeSnapshot(file, tenant), 'c1-json', extended);
      for (const { changes } of comparisons) assert.deepEqual(changes, []);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it('says what was not compared, in every form of report', async () => {
    const [comparison] = await withExport((file) => writeRows(file, RICH), 'c1-json');
    const says =
      /Not compared, since a C1 file does not carry it: permissions, global roles, applications, invitations/;
    for (const format of ['text', 'markdown'] as const) assert.match(writeReport(comparison!, format), says);
    const json = JSON.parse(writeReport(comparison!, 'json')) as Comparison;
    assert.deepEqual(json.after.c1?.unknown, ['permissions', 'global roles', 'applications', 'invitations']);
  });

  it('knows more of an extended export', async () => {
    const [comparison] = await withExport((file) => writeRows(file, RICH), 'c1-json', true);
    assert.deepEqual(comparison!.after.c1?.unknown, ['permissions', 'invitations']);
  });
});

describe('Two days of the example tenant', () => {
  const EXPECTED = [
    'organization Acme Corporation: name: Acme Corp → Acme Corporation',
    'Mallory Ex is no longer a member',
    'Grace Hopper now holds admin',
  ];

  /** What changed from one file to another, each of which is written into a folder. */
  function changesBetween(
    ...write: readonly [(file: string) => unknown, (file: string) => unknown]
  ): Promise<string[]> {
    return withFolder(async (folder) => {
      const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
      await write[0](files.before);
      await write[1](files.after);
      return compareFiles(files, c1View).changes.map(describeChange);
    });
  }

  const forms = {
    snapshots: [RUN1, RUN2].map((run) => (file: string) => writeSnapshot(file, run.tenant, run.sync)),
    JSON: [1, 2].map(
      (run) => (into: string) => readC1({ file: fixture(`acme.run${run}.c1-snapshot.json`), into }),
    ),
    c1z: [1, 2].map((run) => (into: string) => readC1({ file: fixture(`example/acme.run${run}.c1z`), into })),
  };

  for (const [one, [before]] of Object.entries(forms))
    for (const [other, [, after]] of Object.entries(forms))
      it(`differ by the same, from ${one} to ${other}`, async () => {
        assert.deepEqual(await changesBetween(before!, after!), EXPECTED);
      });

  it('differ by what baton-file can say, as its own connector stored it', async () => {
    const into = (file: string) => (target: string) => readC1({ file: fixture(file), into: target });
    const changes = await changesBetween(into('baton-file/acme.snapshot.json'), into('baton-file/sync.c1z'));
    assert.deepEqual(changes, []);
  });
});

describe('What a C1 file does not carry', () => {
  it('is unknown in the tree, not none', () =>
    withC1(fixture('example/acme.run1.c1z'), (snapshot) => {
      const [, , roles, global, applications] = rootNodes(snapshot);
      for (const group of [global!, applications!]) {
        assert.equal(group.description, 'unknown');
        assert.equal(group.children?.({ limit: 10 }).nodes[0]?.label, 'Not in a C1 file');
      }
      const [admin] = roles!.children!({ limit: 10 }).nodes;
      const [permissions] = admin!.children!({ limit: 10 }).nodes;
      assert.equal(permissions?.description, 'unknown');
    }));

  it('is named in the text', () =>
    withC1(fixture('example/acme.run1.c1z'), (snapshot) => {
      const lines = [...tenantLines(snapshot)];
      for (const what of ['permissions', 'global roles', 'applications', 'invitations'])
        assert.ok(lines.includes(`not in a C1 file: ${what}`), what);
    }));

  it('is what other connectors did not write, too', () =>
    withC1(fixture('baton-file/sync.c1z'), ({ info }) => {
      assert.deepEqual(info.c1?.unknown.slice(4), [
        'phone',
        'social connectors',
        'description',
        'MFA required',
      ]);
      assert.equal(info.userDetails, 'none');
    }));
});
