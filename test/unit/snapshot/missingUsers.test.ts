import assert from 'node:assert/strict';
import type { SnapshotWriter } from '../../../src/snapshot/writer.ts';
import { user } from './support/rows.ts';
import { withWriter } from './support/writers.ts';

/** Puts rows that name users. */
type Name = (writer: SnapshotWriter, ...userIds: readonly string[]) => void;

const asMembers: Name = (writer, ...userIds) =>
  writer.putMembers(
    'o1',
    userIds.map((userId) => ({ userId, roleIds: [] })),
  );
const asHolders: Name = (writer, ...userIds) => writer.putRoleUsers('r1', userIds);

describe('The users whom rows name and the user list does not have', () => {
  for (const [what, name] of [
    ['members', asMembers],
    ['holders of a role', asHolders],
  ] as const) {
    it(`are found among ${what} who come before or after they are looked for`, () =>
      withWriter((writer) => {
        writer.putUsers([user('known')]);
        name(writer, 'early', 'known');
        writer.lookForMissingUsers();
        name(writer, 'known', 'late');
        assert.deepEqual(writer.missingUserIds().toSorted(), ['early', 'late']);
      }));

    it(`are not those among ${what} who are put afterwards, or not named any more`, () =>
      withWriter((writer) => {
        writer.lookForMissingUsers();
        name(writer, 'put', 'gone', 'missing');
        writer.putUsers([user('put')]);
        writer.removeUser('gone');
        assert.deepEqual(writer.missingUserIds(), ['missing']);
      }));

    it(`are looked for anew among all ${what} once the user list lost some`, () =>
      withWriter((writer) => {
        writer.putUsers([user('a1'), user('b1')]);
        name(writer, 'a1', 'b1');
        writer.lookForMissingUsers();
        name(writer, 'late');
        writer.keepOnlyUsers('a', new Set());
        assert.deepEqual(writer.missingUserIds().toSorted(), ['a1', 'late']);
        name(writer, 'later');
        assert.deepEqual(writer.missingUserIds().toSorted(), ['a1', 'late', 'later']);
      }));
  }

  it('are named once, also where they are members and hold roles', () =>
    withWriter((writer) => {
      writer.lookForMissingUsers();
      asMembers(writer, 'late');
      asHolders(writer, 'late');
      assert.deepEqual(writer.missingUserIds(), ['late']);
    }));
});
