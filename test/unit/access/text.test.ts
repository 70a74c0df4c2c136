import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { organizationLines, tenantLines } from '../../../src/access/text/tenant.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';
import {
  application,
  globalRole,
  invitation,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';

const linesOf = (file: string): Promise<string[]> =>
  withSnapshot(file, (snapshot) => [...tenantLines(snapshot)]);

/** A small tenant in which everything has the name given, or one of its own. */
function tenantNamed(name?: string): Rows {
  const called = (own: string): string => name ?? own;
  return {
    users: [
      user('u1', { name: called('Ada'), email: called('ada@example.com') }),
      user('u2', { name: null, phone: called('361'), suspended: true }),
    ],
    organizations: [
      organization('o1', { name: called('Acme'), mfaRequired: true }),
      organization('o2', { name: called('Zeta') }),
    ],
    members: { o1: { u1: ['r1', 'r2'], u2: [] } },
    organizationRoles: [
      organizationRole('r1', { name: called('admin'), scopeIds: ['s1', 's2'] }),
      organizationRole('r2', { name: called('Editor') }),
      organizationRole('r3', { name: called('robots'), type: 'MachineToMachine' }),
    ],
    globalRoles: [
      globalRole('g1', {
        name: called('Support'),
        isDefault: true,
        userIds: ['u1'],
        applicationIds: ['a1'],
        scopeIds: ['s2'],
      }),
    ],
    scopes: [scope('s1', { name: called('read') }), scope('s2', { name: called('buy'), resourceId: 'api' })],
    resources: [{ id: 'api', name: called('Shop'), indicator: 'https://shop.example' }],
    applications: [application('a1', { name: called('Robot') })],
    applicationMembers: { o1: { a1: ['r3'] } },
    invitations: [invitation('i1', 'o1', { invitee: called('new@example.com'), roleIds: ['r1'] })],
  };
}

/** What the part of Acme leaves out. */
const LEFT_OUT = '  left out: global roles, which 1 member holds in the whole tenant';
const TEXT = [
  'tenant Test tenant',
  '',
  'organization Acme [o1] MFA required',
  '  member 361: no role [u2] suspended',
  '  member Ada: admin, Editor <ada@example.com> [u1]',
  '  application Robot [a1]: robots',
  '  invitation new@example.com pending: admin [i1]',
  '',
  'organization Zeta [o2]',
  '',
  'organization role admin [r1]',
  '  permission read [s1]',
  '  permission Shop: buy [s2]',
  'organization role Editor [r2]',
  'organization role robots [r3] machine-to-machine',
  '',
  'global role Support [g1] default',
  '  permission Shop: buy [s2]',
  '  user Ada <ada@example.com> [u1]',
  '  application Robot [a1]',
  '',
  'application Robot [a1] MachineToMachine',
  '',
  'user 361 [u2] suspended',
  'user Ada <ada@example.com> [u1]',
];

describe('Access as text', function () {
  it('has one fact a line, sorted by name', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, tenantNamed());
      assert.deepEqual(await linesOf(file), TEXT);
    }));

  it('has invitations by name, whichever was sent last', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const sent = (id: string, invitee: string, createdAt: number, status: string) =>
        invitation(id, 'o1', { invitee, createdAt, status });
      writeSnapshot(file, {
        ...tenantNamed(),
        invitations: [
          sent('i1', 'zoe@example.com', 3, 'Pending'),
          sent('i2', 'bob@example.com', 1, 'Revoked'),
          sent('i3', 'Ann@example.com', 2, 'Pending'),
          sent('i4', 'bob@example.com', 4, 'Accepted'),
        ],
      });
      assert.deepEqual(
        (await linesOf(file)).filter((line) => line.startsWith('  invitation ')),
        [
          '  invitation Ann@example.com pending: no role [i3]',
          '  invitation bob@example.com accepted: no role [i4]',
          '  invitation bob@example.com revoked: no role [i2]',
          '  invitation zoe@example.com pending: no role [i1]',
        ],
      );
    }));

  it('has what is known of MFA, enterprise identities and just-in-time rules below whose it is', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const rows = tenantNamed();
      const [ada, bob] = rows.users!;
      writeSnapshot(file, {
        ...rows,
        users: [
          { ...ada!, mfaFactors: ['Totp', 'WebAuthn'], ssoIdentities: [] },
          { ...bob!, mfaFactors: [] },
        ],
        justInTime: { o1: { emailDomain: ['acme.example'], role: ['r2'], ssoConnector: [] } },
      });
      const lines = await linesOf(file);
      assert.deepEqual(
        lines.filter((line) => !TEXT.includes(line)),
        [
          '  just-in-time: acme.example · as Editor',
          '  MFA: none',
          '  MFA: Totp, WebAuthn',
          '  enterprise identities: none',
        ],
      );
      assert.equal(lines[7], '  just-in-time: acme.example · as Editor');
      assert.equal(lines.at(-3), 'user Ada <ada@example.com> [u1]');
    }));

  it('can be of one organization alone with what that leaves out, and says so where it is not there', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, tenantNamed());
      return withSnapshot(file, (snapshot) => {
        assert.deepEqual([...organizationLines(snapshot, 'o1')], [TEXT[2], LEFT_OUT, ...TEXT.slice(3, 7)]);
        assert.deepEqual([...organizationLines(snapshot, 'o9')], ['no organization [o9] in this snapshot']);
      });
    }));

  it('begins with what is missing where the snapshot is incomplete', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const holes = [{ in: 'members', of: 'o2', rows: 1, reason: 'Row 1\ncannot be read.' }] as const;
      const hole = 'incomplete: 1 member of the organization o2 is missing: Row 1 cannot be read';
      writeSnapshot(file, tenantNamed(), { holes });
      return withSnapshot(file, (snapshot) => {
        assert.deepEqual([...tenantLines(snapshot)], [TEXT[0], hole, ...TEXT.slice(1)]);
        assert.deepEqual(
          [...organizationLines(snapshot, 'o1')],
          [hole, TEXT[2], LEFT_OUT, ...TEXT.slice(3, 7)],
        );
      });
    }));

  it('does not tell of time, so that an unchanged tenant gives the same text', () =>
    withFolder(async (folder) => {
      const [a, b] = [join(folder, 'a.snapshot'), join(folder, 'b.snapshot')];
      const rows = tenantNamed();
      writeSnapshot(a, rows);
      const later = rows.users!.map((one) => ({ ...one, lastSignInAt: 9, updatedAt: 9 }));
      writeSnapshot(b, { ...rows, users: later.reverse() }, { startedAt: 1, endedAt: 2, requests: 99 });
      assert.deepEqual(await linesOf(a), await linesOf(b));
    }));

  it('is the same for two syncs of an unchanged tenant, and not after a week', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, `${name}.snapshot`)) as [
          string,
          string,
          string,
        ];
        await syncTo(a, client);
        await syncTo(b, client);
        tenant.mutate();
        await syncTo(c, client);
        const text = await linesOf(a);
        assert.deepEqual(text, await linesOf(b));
        assert.notDeepEqual(text, await linesOf(c));
        const members = text.filter((line) => line.startsWith('  member '));
        await withSnapshot(a, ({ info }) => assert.equal(members.length, info.counts.memberships));
      }),
    ));

  it('lists every user of a tenant with more of them than are read at once', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const users = Array.from({ length: 1001 }, (_, i) => user(`u${i}`));
      writeSnapshot(file, { users });
      const listed = (await linesOf(file)).filter((line) => line.startsWith('user '));
      assert.equal(new Set(listed).size, users.length);
      assert.equal(listed.length, users.length);
    }));

  it('has no line that a name has broken or steers a terminal with', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const bad = fc.constantFrom(
        '\n',
        '\r',
        '\u0085',
        '\u2028',
        '\u2029',
        '\u001b[2J',
        '\u202e',
        '\u2066',
        '\t',
        'a',
        ' ',
      );
      const names = fc.array(bad, { maxLength: 6 }).map((parts) => `A${parts.join('')}Z`);
      await fc.assert(
        fc.asyncProperty(names, async (name) => {
          writeSnapshot(file, tenantNamed(name), { tenantName: name });
          const lines = await linesOf(file);
          assert.equal(lines.length, TEXT.length);
          for (const line of lines)
            assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        }),
        { numRuns: 25 },
      );
    }));
});
