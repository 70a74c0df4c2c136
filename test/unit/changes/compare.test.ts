import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import type { Change, Comparison } from '../../../src/changes/model.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withFolder } from '../../support/snapshots.ts';
import {
  application,
  invitation,
  organization,
  organizationRole,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';
import { but, compared, TENANT, told } from './support/compared.ts';

interface Case {
  readonly title: string;
  readonly before?: Rows;
  readonly after?: Rows;
  readonly told: readonly string[];
}

const CASES: readonly Case[] = [
  {
    title: 'a user who is new',
    after: but({ users: [...TENANT.users!, user('u3', { name: 'Cy' })] }),
    told: ['added user: user Cy is new'],
  },
  {
    title: 'a user who is gone',
    after: but({ users: [user('u1', { name: 'Ada' })] }),
    told: ['removed user: user Bob is gone'],
  },
  {
    title: 'a user who was renamed, once and not in every organization',
    after: but({ users: [user('u1', { name: 'Ada King' }), user('u2', { name: 'Bob' })] }),
    told: ['changed user: user Ada King: name: Ada → Ada King'],
  },
  {
    title: 'a user who was suspended',
    after: but({ users: [user('u1', { name: 'Ada', suspended: true }), user('u2', { name: 'Bob' })] }),
    told: ['changed user: user Ada: status: active → suspended'],
  },
  {
    title: 'every field of a user that changed, in one change',
    after: but({
      users: [
        user('u1', {
          name: 'Ada',
          username: 'ada',
          email: 'a@example.com',
          phone: '44',
          connectors: ['github'],
        }),
        user('u2', { name: 'Bob' }),
      ],
    }),
    told: [
      'changed user: user Ada: username: (none) → ada; e-mail: (none) → a@example.com; ' +
        'phone: (none) → 44; social connectors: (none) → github',
    ],
  },
  {
    title: 'nothing where a user only signed in',
    after: but({
      users: [user('u1', { name: 'Ada', lastSignInAt: 9, updatedAt: 9 }), user('u2', { name: 'Bob' })],
    }),
    told: [],
  },
  {
    title: 'an organization that was renamed, once',
    after: but({ organizations: [organization('o1', { name: 'Acme Group' })] }),
    told: ['changed organization: organization Acme Group: name: Acme → Acme Group'],
  },
  {
    title: 'an organization that began to require MFA',
    after: but({ organizations: [organization('o1', { name: 'Acme', mfaRequired: true })] }),
    told: ['changed organization: organization Acme: MFA required: no → yes'],
  },
  {
    title: 'an organization that was deleted, with all that was in it',
    after: but({ organizations: [], members: {}, applicationMembers: {}, invitations: [] }),
    told: [
      'removed organization: organization Acme is gone',
      'removed membership: Ada is no longer a member',
      'removed roleAssignment: Ada no longer holds admin',
      'removed applicationMembership: application Robot was removed (roles: admin)',
      'removed invitation: invitation of new@example.com is gone (roles: admin)',
    ],
  },
  {
    title: 'a member who joined',
    after: but({ members: { o1: { u1: ['r1'], u2: [] } } }),
    told: ['added membership: Bob joined'],
  },
  {
    title: 'a member who joined with a role',
    after: but({ members: { o1: { u1: ['r1'], u2: ['r1'] } } }),
    told: ['added membership: Bob joined', 'added roleAssignment: Bob now holds admin'],
  },
  {
    title: 'a role that was taken from a member',
    after: but({ members: { o1: { u1: [] } } }),
    told: ['removed roleAssignment: Ada no longer holds admin'],
  },
  {
    title: 'a role that gained a permission, once and not for every holder',
    after: but({
      organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1', 's2', 's3'] })],
    }),
    told: [
      'changed organizationRole: organization role admin: permissions: read → Shop: buy, read, write (gained by 1 person and 1 application)',
    ],
  },
  {
    title: 'a role that was renamed, once and not where it is held',
    after: but({ organizationRoles: [organizationRole('r1', { name: 'owner', scopeIds: ['s1'] })] }),
    told: ['changed organizationRole: organization role owner: name: admin → owner'],
  },
  {
    title: 'an organization role that is new',
    after: but({
      organizationRoles: [...TENANT.organizationRoles!, organizationRole('r2', { name: 'guest' })],
    }),
    told: ['added organizationRole: organization role guest is new'],
  },
  {
    title: 'a global role that is now given to everybody',
    after: but({ globalRoles: [{ ...TENANT.globalRoles![0]!, isDefault: true }] }),
    told: ['changed globalRole: global role Support: default: no → yes'],
  },
  {
    title: 'a global role that changed hands',
    after: but({ globalRoles: [{ ...TENANT.globalRoles![0]!, userIds: ['u2'], applicationIds: [] }] }),
    told: [
      'removed globalRoleUser: Ada no longer holds Support',
      'added globalRoleUser: Bob now holds Support',
      'removed globalRoleApplication: role taken from Robot: Support',
    ],
  },
  {
    title: 'a global role that went to an application',
    before: but({ globalRoles: [{ ...TENANT.globalRoles![0]!, applicationIds: [] }] }),
    told: ['added globalRoleApplication: role given to Robot: Support'],
  },
  {
    title: 'an application that is new, and where it was added',
    before: but({
      applications: [],
      applicationMembers: {},
      globalRoles: [{ ...TENANT.globalRoles![0]!, applicationIds: [] }],
    }),
    told: [
      'added globalRoleApplication: role given to Robot: Support',
      'added application: application Robot is new',
      'added applicationMembership: application Robot was added (roles: admin)',
    ],
  },
  {
    title: 'an application that was renamed',
    after: but({ applications: [application('a1', { name: 'Android' })] }),
    told: ['changed application: application Android: name: Robot → Android'],
  },
  {
    title: 'an application that lost its role in an organization',
    after: but({ applicationMembers: { o1: { a1: [] } } }),
    told: ['changed applicationMembership: application Robot: roles: admin → (none)'],
  },
  {
    title: 'an invitation that was accepted',
    after: but({
      invitations: [
        invitation('i1', 'o1', { invitee: 'new@example.com', roleIds: ['r1'], status: 'Accepted' }),
      ],
    }),
    told: ['changed invitation: invitation of new@example.com: status: Pending → Accepted'],
  },
];

describe('A comparison of two snapshots', function () {
  for (const { title, before = TENANT, after = TENANT, told: expected } of CASES)
    it(`tells of ${title}`, async () => {
      const comparison = await compared(before, after);
      assert.deepEqual(told(comparison), expected);
      for (const kind of ['added', 'removed', 'changed'] as const)
        assert.equal(comparison.summary[kind], expected.filter((line) => line.startsWith(kind)).length);
    });

  it('tells the other way round when the snapshots are swapped', async () => {
    const other = { added: 'removed', removed: 'added', changed: 'changed' } as const;
    const shape = ({ changes }: Comparison) =>
      changes.map(({ kind, subject, id, organizationId, userId }) => ({
        kind,
        subject,
        id,
        organizationId,
        userId,
      }));
    for (const { before = TENANT, after = TENANT } of CASES) {
      const [there, back] = [await compared(before, after), await compared(after, before)];
      assert.deepEqual(
        shape(there),
        shape(back).map((change) => ({ ...change, kind: other[change.kind] })),
      );
      assert.deepEqual(
        there.changes.map(({ fields }) => fields),
        back.changes.map(({ fields }) =>
          fields.map(({ added, removed, ...one }) => ({
            ...{ ...one, before: one.after, after: one.before },
            ...(added && removed && { added: removed, removed: added }),
          })),
        ),
      );
    }
  });

  it('does not depend on the order in which rows were written', async () => {
    const reversed = but({ users: [...TENANT.users!].reverse(), scopes: [...TENANT.scopes!].reverse() });
    assert.deepEqual((await compared(TENANT, reversed)).changes, []);
  });

  it('says of a change where it lies and whom it is about, by id and name', async () => {
    const { changes } = await compared(TENANT, but({ members: { o1: {} } }));
    assert.deepEqual(changes[1], {
      ...{ kind: 'removed', subject: 'roleAssignment', id: 'o1/r1/u1', label: 'admin', fields: [] },
      ...{ organizationId: 'o1', organizationName: 'Acme', userId: 'u1', userLabel: 'Ada' },
      ...{ effects: ['lost'], privileged: true },
    } satisfies Change);
  });

  it('calls what is gone as the older snapshot did', async () => {
    const { changes } = await compared(TENANT, {});
    assert.ok(changes.every(({ userLabel }) => userLabel === undefined || /^(Ada|Bob)$/.test(userLabel)));
    assert.ok(
      changes.every(({ organizationName }) => organizationName === undefined || organizationName === 'Acme'),
    );
    assert.equal(new Set(changes.map(({ subject }) => subject)).size, 13, 'every subject there is');
    assert.ok(changes.every(({ kind }) => kind === 'removed'));
  });

  it('closes both files, so that they can be removed, and says which one is missing', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, TENANT);
      const missing = join(folder, 'b.snapshot');
      const error = await accessErrorOf(() => compareFiles({ before: file, after: missing }));
      assert.equal(error.code, 'snapshot.missing');
      assert.ok(error.message.includes(missing));
    }));
});
