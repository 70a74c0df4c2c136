import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
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
  type Rows,
} from '../snapshot/support/rows.ts';
import { flat, shown, walked, walkedOf, type Walked } from './support/walk.ts';

describe('The tree of a synced tenant', function () {
  it('can be walked from end to end, page by page, every node with an id of its own', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        await syncTo(file, client);
        await withSnapshot(file, (snapshot) => {
          const nodes = [...flat(walked(snapshot))];
          assert.ok(nodes.length > 500);
          assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
          const users = nodes.filter(({ id }) => /^users\/[^/]+$/.test(id)).map(({ subjectId }) => subjectId);
          assert.deepEqual(new Set(users), new Set(tenant.data.users.list().map(({ id }) => id)));
        });
      }),
    ));

  it('is the same after a second sync, ids and all', () =>
    withTenant({}, (_, client) =>
      withFolder(async (folder) => {
        const trees: Walked[][] = [];
        for (const name of ['a', 'b']) {
          const file = join(folder, `${name}.snapshot`);
          await syncTo(file, client);
          await withSnapshot(file, (snapshot) => trees.push(walked(snapshot)));
        }
        assert.deepEqual(trees[0], trees[1]);
      }),
    ));

  it('keeps the ids of what stayed when a week has passed', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        const files = [join(folder, 'a.snapshot'), join(folder, 'b.snapshot')] as const;
        const members = (snapshot: Snapshot): Set<string> =>
          new Set(
            [...flat(walked(snapshot))]
              .filter(({ id, kind }) => kind === 'user' && /^organizations\/\w+\/members\/\w+$/.test(id))
              .map(({ id }) => id),
          );
        const memberships = (): string[] =>
          [...tenant.data.members].map(
            (one) => `organizations/${one.organizationId}/members/${one.memberId}`,
          );
        await syncTo(files[0], client);
        await withSnapshot(files[0], (snapshot) =>
          assert.deepEqual(members(snapshot), new Set(memberships())),
        );
        tenant.mutate();
        await syncTo(files[1], client);
        await withSnapshot(files[1], (snapshot) =>
          assert.deepEqual(members(snapshot), new Set(memberships())),
        );
      }),
    ));
});

describe('The tree', function () {
  const rows: Rows = {
    users: [
      user('u1', { name: 'Ada', email: 'ada@example.com', lastSignInAt: Date.UTC(2026, 1, 3) }),
      user('u2', { name: 'Bob', suspended: true }),
      user('u3', { name: 'Cy' }),
    ],
    organizations: [
      organization('o1', { name: 'Acme', mfaRequired: true }),
      organization('o2', { name: 'Zeta' }),
    ],
    members: { o1: { u1: ['r1', 'r2'], u2: [] } },
    organizationRoles: [
      organizationRole('r1', { name: 'admin', scopeIds: ['s1', 's2'] }),
      organizationRole('r2', { name: 'Editor' }),
      organizationRole('r3', { name: 'robots', type: 'MachineToMachine' }),
    ],
    globalRoles: [
      globalRole('g1', { name: 'Support', isDefault: true, userIds: ['u1'], scopeIds: ['s2'] }),
      globalRole('g2', { name: 'Idle' }),
      globalRole('g3', { name: 'API', type: 'MachineToMachine', applicationIds: ['a1'] }),
    ],
    scopes: [scope('s1', { name: 'read' }), scope('s2', { name: 'buy', resourceId: 'api' })],
    resources: [{ id: 'api', name: 'Shop', indicator: 'https://shop.example' }],
    applications: [
      application('a1', { name: 'Robot' }),
      application('a2', { name: 'Portal', type: 'SPA' }),
      application('a3', { name: 'Spare' }),
    ],
    applicationMembers: { o1: { a1: ['r3'] } },
    invitations: [
      invitation('i1', 'o1', { roleIds: ['r1'] }),
      invitation('i2', 'o1', { status: 'Expired', createdAt: 0 }),
    ],
  };
  let nodes: Walked[];
  before(async () => {
    nodes = await walkedOf(rows);
  });

  it('begins with five groups and their counts', () => {
    assert.deepEqual(
      nodes.map(({ label, description }) => `${label} ${description}`),
      ['Organizations 2', 'Users 3', 'Organization roles 3', 'Global roles 3', 'Applications 3'],
    );
  });

  it('shows organizations with what is in them', () => {
    assert.deepEqual(shown(nodes, 'organizations'), ['Acme (2 members · MFA required)', 'Zeta (no members)']);
    assert.deepEqual(shown(nodes, 'organizations/o1'), [
      'Roles (2)',
      'Members (2)',
      'Applications (1)',
      'Invitations (2)',
    ]);
    assert.deepEqual(shown(nodes, 'organizations/o1/roles'), ['admin (1 holder)', 'Editor (1 holder)']);
    assert.deepEqual(shown(nodes, 'organizations/o1/roles/r1'), ['Ada (ada@example.com)']);
    assert.deepEqual(shown(nodes, 'organizations/o1/members'), [
      'Ada (admin, Editor)',
      'Bob (no role · suspended)',
    ]);
    assert.deepEqual(shown(nodes, 'organizations/o1/members/u1'), [
      ...['admin (organization role)', 'Editor (organization role)'],
    ]);
    assert.deepEqual(shown(nodes, 'organizations/o1/applications'), ['Robot (robots)']);
    assert.deepEqual(shown(nodes, 'organizations/o1/invitations'), [
      'i1@example.com (pending until 2026-01-08 · admin)',
      'i2@example.com (expired · no role)',
    ]);
    assert.deepEqual(shown(nodes, 'organizations/o2'), ['Roles (2)', 'Members (0)']);
    assert.deepEqual(shown(nodes, 'organizations/o2/roles'), [
      'admin (nobody holds it)',
      'Editor (nobody holds it)',
    ]);
  });

  it('says beside a name what else is known of somebody, and only what is true', async () => {
    const users = [
      user('u1', { name: 'Ada', email: null, username: null }),
      user('u2', { name: null, email: 'bob@example.com' }),
      user('u3', { name: 'cy@example.com', email: 'cy@example.com' }),
    ];
    assert.deepEqual(shown(await walkedOf({ users }), 'users'), [
      'Ada (no e-mail)',
      'bob@example.com (no name)',
      'cy@example.com (cy@example.com)',
    ]);
  });

  it('shows users with what they have', () => {
    assert.deepEqual(shown(nodes, 'users'), ['Ada (ada@example.com)', 'Bob (suspended)', 'Cy (no e-mail)']);
    assert.deepEqual(shown(nodes, 'users/u1'), [
      'Status (active)',
      'Last sign-in (2026-02-03)',
      'Acme (admin, Editor)',
      'Support (global role, given to every new user)',
    ]);
    assert.deepEqual(shown(nodes, 'users/u1/organization:o1'), [
      ...['admin (organization role)', 'Editor (organization role)'],
    ]);
  });

  it('warns of a user who is suspended wherever it shows one, and of no other', () => {
    const warned = [...flat(nodes)].filter(({ warning }) => warning !== undefined).map(({ id }) => id);
    assert.deepEqual(warned, ['organizations/o1/members/u2', 'users/u2']);
  });

  it('shows roles with what they permit and who holds them', () => {
    assert.deepEqual(shown(nodes, 'organizationRoles'), [
      ...['admin (1 holder)', 'Editor (1 holder)', 'robots (1 holder · machine-to-machine)'],
    ]);
    assert.deepEqual(shown(nodes, 'organizationRoles/r1/permissions'), [
      ...['read (organization permission)', 'Shop: buy (permission of an API resource)'],
    ]);
    assert.deepEqual(shown(nodes, 'organizationRoles/r1/holders'), ['Acme (1 holder)']);
    assert.deepEqual(shown(nodes, 'organizationRoles/r1/holders/o1'), ['Ada (ada@example.com)']);
    assert.deepEqual(shown(nodes, 'globalRoles'), [
      ...['API (1 application)', 'Idle (no users)', 'Support (1 user · given to every new user)'],
    ]);
    assert.deepEqual(shown(nodes, 'globalRoles/g1'), ['Permissions (1)', 'Users (1)']);
    assert.deepEqual(shown(nodes, 'globalRoles/g3/applications'), ['Robot (machine-to-machine)']);
  });

  it('shows applications with where they belong and what they hold', () => {
    assert.deepEqual(shown(nodes, 'applications'), [
      'Portal (SPA)',
      'Robot (machine-to-machine)',
      'Spare (machine-to-machine)',
    ]);
    assert.deepEqual(shown(nodes, 'applications/a1'), ['Acme (robots)', 'API (global role)']);
  });

  it('says in words where there is nothing', () => {
    for (const [id, words] of [
      ['organizations/o2/members', 'Nobody is a member'],
      ['applications/a3', 'In no organization and without a role'],
      ['organizationRoles/r2/permissions', 'This role permits nothing'],
      ['organizationRoles/r3/permissions', 'This role permits nothing'],
      ['globalRoles/g2/users', 'No user holds this role'],
    ] as const)
      assert.deepEqual(shown(nodes, id), [words]);
    assert.deepEqual(shown(nodes, 'users/u3').at(-1), 'In no organization and without a role');
  });

  it('says in words that a tenant is empty, group by group', async () => {
    const empty = await walkedOf({});
    assert.deepEqual(
      empty.map(({ below }) => below?.map(({ kind, label }) => `${kind}: ${label}`)),
      [
        ['nothing: This tenant has no organizations; see Users'],
        ['nothing: This tenant has no users'],
        ['nothing: This tenant has no organization roles'],
        ['nothing: This tenant has no global roles'],
        ['nothing: This tenant has no applications'],
      ],
    );
  });

  it('says in words that nobody holds a role and that no application does', async () => {
    const lonely = await walkedOf({
      organizationRoles: [organizationRole('r1')],
      globalRoles: [globalRole('g1', { type: 'MachineToMachine' })],
    });
    assert.deepEqual(shown(lonely, 'organizationRoles/r1/holders'), ['Nobody holds this role']);
    assert.deepEqual(shown(lonely, 'globalRoles/g1/applications'), ['No application holds this role']);
  });

  it('never ends in a group that opens on nothing', () => {
    for (const { id, below } of flat(nodes)) assert.notEqual(below?.length, 0, id);
  });

  it('keeps every label and description on one line, whatever a name holds', async () => {
    const name = 'A\r\nB\u2028C\u001b[2J\u202eD';
    const hostile = await walkedOf(
      {
        ...rows,
        users: [
          user('u1', { name, email: name, mfaFactors: [name], ssoIdentities: [name] }),
          user('u2', { name: null, username: name }),
          user('u3', { phone: name }),
        ],
        organizations: [organization('o1', { name }), organization('o2', { name })],
        organizationRoles: rows.organizationRoles!.map((role) => ({ ...role, name, description: name })),
        globalRoles: rows.globalRoles!.map((role) => ({ ...role, name, description: name })),
        scopes: rows.scopes!.map((one) => ({ ...one, name, description: name })),
        resources: rows.resources!.map((one) => ({ ...one, name })),
        applications: rows.applications!.map((one) => ({ ...one, name, description: name })),
        invitations: rows.invitations!.map((one) => ({ ...one, invitee: name })),
        justInTime: { o1: { emailDomain: [name], role: ['r1'], ssoConnector: [name] } },
      },
      { userDetails: 'all', justInTime: true },
    );
    for (const { id, label, description, facts = [] } of flat(hostile))
      assert.doesNotMatch(
        `${label}${description}${facts.flat().join('')}`,
        /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u,
        id,
      );
  });
});
