import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as all from '../../../../src/snapshot/read/all.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import {
  application,
  globalRole,
  infoOf,
  invitation,
  organization,
  organizationRole,
  put,
  user,
} from '../support/rows.ts';
import { withWriter, written } from '../support/writers.ts';

const idsOf = (rows: Iterable<{ readonly id: string }>): string[] => [...rows].map(({ id }) => id);

describe('A snapshot writer', () => {
  it('writes to a partial file until it finishes', () =>
    withWriter((writer, file, folder) => {
      writer.putUsers([user('u1')]);
      assert.deepEqual(
        readdirSync(folder).filter((name) => !name.startsWith('a.snapshot.partial')),
        [],
      );
      writer.finish(infoOf(writer));
      assert.deepEqual(readdirSync(folder), ['a.snapshot']);
      assert.ok(existsSync(file));
    }));

  it('leaves nothing when it gives up, also when asked twice', () =>
    withWriter((writer, _, folder) => {
      writer.putUsers([user('u1')]);
      writer.abandon();
      writer.abandon();
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('leaves an older snapshot of the same name as it was when it gives up', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const first = new SnapshotWriter(file);
      first.putUsers([user('old')]);
      first.finish(infoOf(first));
      const second = new SnapshotWriter(file);
      second.putUsers([user('new')]);
      second.abandon();
      return withSnapshot(file, (snapshot) => assert.deepEqual(idsOf(all.allUsers(snapshot)), ['old']));
    }));

  it('begins anew over a partial file that a crash left', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeFileSync(`${file}.partial`, 'left by a crash');
      const writer = new SnapshotWriter(file);
      writer.finish(infoOf(writer));
      return withSnapshot(file, ({ info }) => assert.equal(info.counts.users, 0));
    }));

  it('makes the folder it writes to', () =>
    withFolder((folder) => {
      const file = join(folder, 'tenant', 'week', 'a.snapshot');
      const writer = new SnapshotWriter(file);
      writer.finish(infoOf(writer));
      assert.ok(existsSync(file));
    }));

  it('keeps the newer of two rows with one id', () =>
    written(
      (writer) => {
        writer.putUsers([user('u1', { name: 'Old' }), user('u1', { name: 'New' })]);
        writer.putOrganizations([organization('o1', { name: 'Old' })]);
        writer.putOrganizations([organization('o1', { name: 'New' })]);
        writer.putMembers('o1', [{ userId: 'u1', roleIds: [] }]);
        writer.putMembers('o1', [{ userId: 'u1', roleIds: [] }]);
      },
      (snapshot) => {
        assert.deepEqual(
          [...all.allUsers(snapshot)].map(({ name }) => name),
          ['New'],
        );
        assert.deepEqual(
          [...all.allOrganizations(snapshot)].map(({ name }) => name),
          ['New'],
        );
        assert.equal([...all.allMemberships(snapshot)].length, 1);
      },
    ));

  it('gives back every field of a user as it was put', () => {
    const whole = user('u1', {
      ...{
        name: 'Éva “the\nfirst” O’Neil',
        username: 'eva',
        email: 'eva@example.com',
        phone: '361',
        suspended: true,
      },
      ...{ updatedAt: 5, lastSignInAt: 6, applicationId: 'a', hasPassword: false, givenName: 'Éva' },
      ...{ familyName: 'O’Neil', middleName: '', connectors: ['github', 'google'] },
    });
    return written(
      (writer) => writer.putUsers([whole]),
      (snapshot) => assert.deepEqual([...all.allUsers(snapshot)], [whole]),
    );
  });

  it('forgets users and members who are not among those of a list that was read anew', () =>
    written(
      (writer) => {
        writer.putUsers([user('ab1'), user('ab2'), user('b1')]);
        writer.keepOnlyUsers('a', new Set(['ab2']));
        writer.putMembers('o1', [
          { userId: 'ab2', roleIds: ['r1'] },
          { userId: 'b1', roleIds: ['r1'] },
        ]);
        writer.putMembers('o2', [{ userId: 'b1', roleIds: ['r1'] }]);
        writer.keepOnlyMembers('o1', new Set(['ab2']));
      },
      (snapshot) => {
        assert.deepEqual(idsOf(all.allUsers(snapshot)), ['ab2', 'b1']);
        assert.deepEqual(
          [...all.allRoleAssignments(snapshot)],
          [
            { organizationId: 'o1', userId: 'ab2', roleId: 'r1' },
            { organizationId: 'o2', userId: 'b1', roleId: 'r1' },
          ],
        );
        assert.equal([...all.allMemberships(snapshot)].length, 2);
      },
    ));

  it('forgets a role that a member lost before the list was read anew', () =>
    written(
      (writer) => {
        writer.putMembers('o1', [{ userId: 'u1', roleIds: ['r1', 'r2'] }]);
        writer.putMembers('o1', [{ userId: 'u1', roleIds: ['r2'] }], { again: true });
      },
      (snapshot) =>
        assert.deepEqual(
          [...all.allRoleAssignments(snapshot)].map(({ roleId }) => roleId),
          ['r2'],
        ),
    ));

  it('flushes ahead, and is kept, given up or finished all the same', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const begin = (): SnapshotWriter => {
        const writer = new SnapshotWriter(file, undefined, () => true);
        writer.putUsers([user('u1')]);
        writer.flushAhead();
        return writer;
      };
      begin().keep();
      const writer = begin();
      assert.ok(writer.resumed);
      writer.finish(infoOf(writer));
      await withSnapshot(file, (snapshot) => assert.deepEqual(idsOf(all.allUsers(snapshot)), ['u1']));
      begin().abandon();
      assert.deepEqual(readdirSync(folder), ['a.snapshot']);
    }));

  it('says that everybody but a few holds a role', () =>
    written(
      (writer) => {
        writer.putUsers([user('u1'), user('u2'), user('u3')]);
        writer.putRoleUsers('r1', ['u2', 'not a user'], 'role_users_except');
        writer.completeRoleUsers('r1');
        writer.completeRoleUsers('r2');
      },
      (snapshot) => {
        const holders = [...all.allGlobalRoleUsers(snapshot)].map((one) => `${one.roleId} ${one.holderId}`);
        assert.deepEqual(holders, ['r1 u1', 'r1 u3', 'r2 u1', 'r2 u2', 'r2 u3']);
      },
    ));

  it('counts what it was given', () =>
    withWriter((writer) => {
      put(writer, {
        users: [user('u1'), user('u2')],
        organizations: [organization('o1')],
        members: { o1: { u1: ['r1', 'r2'], u2: [] } },
        organizationRoles: [organizationRole('r1'), organizationRole('r2'), organizationRole('r3')],
        globalRoles: [globalRole('g1')],
        applications: [application('a1')],
        invitations: [invitation('i1', 'o1')],
      });
      assert.deepEqual(writer.counts(), {
        ...{ users: 2, organizations: 1, memberships: 2, roleAssignments: 2, organizationRoles: 3 },
        ...{ globalRoles: 1, applications: 1, invitations: 1 },
      });
    }));
});
