import assert from 'node:assert/strict';
import * as all from '../../../src/snapshot/read/all.ts';
import { SnapshotWriter, type Owner } from '../../../src/snapshot/write/writer.ts';
import {
  application,
  globalRole,
  invitation,
  organization,
  organizationRole,
  put,
  scope,
  user,
} from './support/rows.ts';
import { withWriter, written } from './support/writers.ts';

const OWNERS = [
  'organizations',
  'organization_roles',
  'applications',
  'scopes',
  'invitations',
] as const satisfies readonly Owner[];
const idsOf = (rows: Iterable<{ readonly id: string }>): string[] => [...rows].map(({ id }) => id);

describe('What the rows of a snapshot name', () => {
  it('tells which users memberships and roles name without their being listed, each once', () =>
    withWriter((writer) => {
      assert.deepEqual(writer.missingUserIds(), []);
      writer.putUsers([user('known')]);
      writer.putMembers('o1', [
        { userId: 'known', roleIds: [] },
        { userId: 'member', roleIds: [] },
        { userId: 'both', roleIds: [] },
      ]);
      writer.putRoleUsers('r1', ['known', 'holder', 'both']);
      assert.deepEqual(writer.missingUserIds().sort(), ['both', 'holder', 'member']);
    }));

  it('tells of whoever is named, and of whoever is forgotten, after they were asked for too', () =>
    withWriter((writer) => {
      const member = (userId: string) => [{ userId, roleIds: [] }];
      writer.putUsers([user('known'), user('forgotten')]);
      writer.putMembers('o1', [...member('known'), ...member('forgotten'), ...member('early')]);
      assert.deepEqual(writer.missingUserIds(), ['early']);
      writer.putMembers('o2', member('late'));
      writer.putRoleUsers('r1', ['holder']);
      assert.deepEqual(writer.missingUserIds().sort(), ['early', 'holder', 'late']);
      writer.keepOnlyUsers('', new Set(['known']));
      assert.deepEqual(writer.missingUserIds().sort(), ['early', 'forgotten', 'holder', 'late']);
      writer.removeUser('early');
      writer.putUsers([user('late')]);
      assert.deepEqual(writer.missingUserIds().sort(), ['forgotten', 'holder']);
    }));

  for (const [who, name] of [
    ['a member', (writer: SnapshotWriter) => writer.putMembers('o1', [{ userId: 'u1', roleIds: ['r1'] }])],
    ['an application', (writer: SnapshotWriter) => writer.putApplicationInOrganization('o1', 'a1', ['r1'])],
    [
      'an invitation',
      (writer: SnapshotWriter) => writer.putInvitations([invitation('i1', 'o1', { roleIds: ['r1'] })]),
    ],
  ] as const)
    it(`tells that ${who} names a role that is not listed`, () =>
      withWriter((writer) => {
        writer.putOrganizationRole(organizationRole('r0'), []);
        assert.deepEqual(writer.unknown('organization_roles'), []);
        name(writer);
        assert.deepEqual(writer.unknown('organization_roles'), ['r1']);
        writer.putOrganizationRole(organizationRole('r1'), []);
        assert.deepEqual(writer.unknown('organization_roles'), []);
      }));

  it('tells of a role that an earlier run put members with', () =>
    withWriter((writer, file) => {
      writer.putMembers('o1', [{ userId: 'u1', roleIds: ['r1'] }]);
      writer.keep();
      const next = new SnapshotWriter(file, writer.start, () => true);
      try {
        assert.deepEqual(next.unknown('organization_roles'), ['r1']);
      } finally {
        next.abandon();
      }
    }));

  it('drops what names something that is gone, and nothing else', () =>
    written(
      (writer) => {
        put(writer, {
          users: [user('u1')],
          organizations: [organization('o1'), organization('o2')],
          members: { o1: { u1: ['r1', 'gone'], gone: ['r1'] }, o2: { u1: ['r1'] } },
          organizationRoles: [organizationRole('r1', { scopeIds: ['s1', 'gone'] })],
          globalRoles: [
            globalRole('g1', {
              userIds: ['u1', 'gone'],
              applicationIds: ['a1', 'gone'],
              scopeIds: ['s1', 'gone'],
            }),
          ],
          scopes: [scope('s1')],
          applications: [application('a1')],
          applicationMembers: { o1: { a1: ['r1', 'gone'] }, o2: { a1: ['r1'] } },
          invitations: [
            invitation('i1', 'o1', { roleIds: ['r1', 'gone'] }),
            invitation('i2', 'o2', { roleIds: ['r1'] }),
          ],
        });
        writer.removeOrganization('o2');
        writer.removeUser('gone');
        assert.equal(
          OWNERS.reduce((sum, owner) => sum + writer.dropUnknown(owner), 0),
          10,
        );
      },
      (snapshot) => {
        assert.deepEqual(idsOf(all.allOrganizations(snapshot)), ['o1']);
        assert.deepEqual([...all.allMemberships(snapshot)], [{ organizationId: 'o1', userId: 'u1' }]);
        assert.deepEqual(
          [...all.allRoleAssignments(snapshot)],
          [{ organizationId: 'o1', userId: 'u1', roleId: 'r1' }],
        );
        assert.deepEqual(
          [...all.allOrganizationRoles(snapshot)].map(({ scopes }) => scopes.map(({ name }) => name)),
          [['s1']],
        );
        assert.deepEqual(
          [...all.allGlobalRoles(snapshot)].map(({ scopes }) => scopes.map(({ name }) => name)),
          [['s1']],
        );
        assert.deepEqual([...all.allGlobalRoleUsers(snapshot)], [{ roleId: 'g1', holderId: 'u1' }]);
        assert.deepEqual([...all.allGlobalRoleApplications(snapshot)], [{ roleId: 'g1', holderId: 'a1' }]);
        assert.deepEqual(
          [...all.allApplicationMemberships(snapshot)],
          [{ organizationId: 'o1', applicationId: 'a1', roleIds: ['r1'] }],
        );
        assert.deepEqual(
          [...all.allInvitations(snapshot)].map(({ id, roleIds }) => ({ id, roleIds })),
          [{ id: 'i1', roleIds: ['r1'] }],
        );
        assert.equal(snapshot.get('select count(*) as n from invitation_roles')?.n, 1);
        assert.equal(snapshot.get('select count(*) as n from application_organization_roles')?.n, 1);
      },
    ));

  it('drops an application in an organization once the application is gone', () =>
    written(
      (writer) => {
        put(writer, { organizations: [organization('o1')], organizationRoles: [organizationRole('r1')] });
        writer.putApplicationInOrganization('o1', 'gone', ['r1']);
        for (const owner of OWNERS) writer.dropUnknown(owner);
      },
      (snapshot) => {
        assert.deepEqual([...all.allApplicationMemberships(snapshot)], []);
        assert.deepEqual(snapshot.all('select * from application_organization_roles'), []);
      },
    ));
});
