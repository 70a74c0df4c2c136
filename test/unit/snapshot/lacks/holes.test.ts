import assert from 'node:assert/strict';
import {
  describeHole,
  isComplete,
  missingIn,
  missingInShort,
  missingKinds,
} from '../../../../src/snapshot/lacks/holes.ts';
import type { Hole } from '../../../../src/snapshot/model.ts';

const reason = 'Row 7 of /api/… cannot be read: Logto failed.';

const CASES: readonly (readonly [hole: Omit<Hole, 'reason'>, words: string])[] = [
  [{ in: 'users', rows: 1 }, '1 user is missing'],
  [{ in: 'users', of: 'u1', rows: 1 }, 'the user u1 is missing'],
  [{ in: 'organizations' }, 'some organizations may be missing'],
  [{ in: 'members', of: 'o1', rows: 2000 }, '2,000 members of the organization o1 are missing'],
  [{ in: 'members', of: 'o1' }, 'some members of the organization o1 may be missing'],
  [
    { in: 'members', of: 'o1', name: 'Northwind' },
    'some members of the organization Northwind (o1) may be missing',
  ],
  [{ in: 'organizationRoles', rows: 2 }, '2 organization roles are missing'],
  [{ in: 'roleUsers', of: 'g1', rows: 1 }, '1 user of the global role g1 is missing'],
  [{ in: 'roleScopes', of: 'g1' }, 'some permissions of the global role g1 may be missing'],
  [{ in: 'resources', rows: 1 }, '1 API resource is missing'],
  [
    { in: 'userDetails', of: 'u1', name: 'Eva' },
    'MFA or enterprise identities of the user Eva (u1) could not be read',
  ],
  [{ in: 'applicationOrganizations', of: 'a1', rows: 1 }, '1 organization of the application a1 is missing'],
];

describe('A hole in a snapshot', () => {
  for (const [hole, words] of CASES)
    it(`is told as: ${words}`, () =>
      assert.equal(
        describeHole({ ...hole, reason }),
        `${words}: Row 7 of /api/… cannot be read: Logto failed`,
      ));

  it('stays on one line whatever the server said', () =>
    assert.doesNotMatch(describeHole({ in: 'users', reason: 'a\nb\u001b[2J' }), /\p{Cc}/u));

  it('makes the snapshot incomplete', () => {
    const holes: Hole[] = [{ in: 'users', rows: 1, reason }];
    assert.ok(isComplete({ holes: [] }) && !isComplete({ holes }));
    assert.deepEqual(missingIn({ holes: [] }), []);
    assert.deepEqual(missingIn({ holes }), holes.map(describeHole));
  });

  it('is one of a few that are told where there is little room, and the rest is counted', () => {
    const holes = ['o1', 'o2', 'o3', 'o4', 'o5'].map((of): Hole => ({ in: 'members', of, reason: 'no' }));
    assert.equal(
      missingInShort({ holes }, 1),
      'some members of the organization o1 may be missing: no; and 4 more',
    );
    assert.equal(missingInShort({ holes }, 5), missingIn({ holes }).join('; '));
  });

  it('is told by its kind alone where a name and a reason have no room', () => {
    const kinds = (...holes: readonly Omit<Hole, 'reason'>[]): string =>
      missingKinds({ holes: holes.map((hole) => ({ ...hole, reason })) });
    assert.equal(kinds({ in: 'members', of: 'o1', rows: 7 }), 'members of 1 organization');
    const details = [{ in: 'userDetails', of: 'u1' } as const, { in: 'userDetails', rows: 8 } as const];
    assert.equal(
      kinds({ in: 'members', of: 'o1' }, ...details, { in: 'members', of: 'o2' }, { in: 'users', rows: 1 }),
      'members of 2 organizations; MFA or enterprise identities of 9 users; 1 user',
    );
    assert.equal(kinds({ in: 'invitations' }), 'some invitations');
    assert.equal(kinds({ in: 'roleUsers' }), 'some users');
  });
});
