import assert from 'node:assert/strict';
import { join } from 'node:path';
import { checkPolicy } from '../../../src/policy/check.ts';
import type { Hole } from '../../../src/snapshot/model.ts';
import { withFolder } from '../../support/snapshots.ts';
import { writeSnapshot } from '../snapshot/support/rows.ts';
import { messages, policyOf, ROWS } from './support/checked.ts';

describe('A policy, checked against an incomplete snapshot,', () => {
  it('is never said to hold where the snapshot may lack a breach', async () => {
    const hole = [{ in: 'members', of: 'o2', reason: 'It was broken.' }] as const;
    const [holds = ''] = await messages({ assert: 'separate', roles: ['editor', 'r3'] }, hole);
    assert.match(holds, /^error: Nothing breaches this, but it cannot be said to hold, since some members/);
    const [breach, more = '', ...others] = await messages(
      { assert: 'separate', roles: ['admin', 'editor'] },
      hole,
    );
    assert.equal(breach, 'breach: Bob holds admin and editor in Acme');
    assert.match(more, /^error: There may be more breaches of this, since some members/);
    assert.deepEqual(others, []);
  });

  it('is not said to hold by a role of one name where another one of it, of the other kind, may be missing', async () => {
    for (const [list, name, id] of [
      ['globalRoles', 'editor', 'r2'],
      ['organizationRoles', 'Support', 'g1'],
    ] as const)
      for (const assertionOn of [
        (role: string) => ({ assert: 'emailDomains', role, domains: ['acme.example', 'home.example'] }),
        (role: string) => ({ assert: 'separate', roles: [role, 'r3'] }),
        (role: string) => ({ assert: 'atLeast', role, people: 1 }),
      ]) {
        const holes = [{ in: list, reason: 'It was broken.' }] as const;
        const errors = async (role: string): Promise<string[]> =>
          (await messages(assertionOn(role), holes)).filter((one) => one.startsWith('error: '));
        const [error = ''] = await errors(name);
        assert.match(
          error,
          /(cannot be said to hold|may be more breaches of this), since some \w+ roles may be/,
        );
        assert.deepEqual(await errors(id), []);
      }
  });

  it('is said to hold in a C1 file without global roles where it names a role by its id alone', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const unknown = ['global roles'] as const;
      const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, unknown, foreign: false } as const;
      writeSnapshot(file, { ...ROWS, globalRoles: [] }, { c1 });
      const domains = ['acme.example', 'home.example'];
      const policy = policyOf(
        { assert: 'emailDomains', role: 'editor', domains },
        { assert: 'emailDomains', role: 'r2', domains },
      );
      const { verdicts } = checkPolicy({ file, policy });
      assert.deepEqual(
        verdicts.map(({ assertion, kind, message }) => [assertion, kind, message]),
        [
          [
            ...[0, 'error'],
            'Nothing breaches this, but it cannot be said to hold, since Not in a C1 file, so unknown: global roles',
          ],
        ],
      );
    }));

  it('that wants people in each organization is judged in those of which all members were read', async () => {
    const least = { assert: 'atLeast', role: 'admin', people: 3 };
    const acme = 'breach: 2 people hold admin in Acme, and at least 3 must';
    const lacking = (hole: object): Promise<string[]> =>
      messages(least, [{ reason: 'It was broken.', ...hole } as Hole]);
    const [breach, more = '', ...others] = await lacking({ in: 'members', of: 'o2' });
    assert.deepEqual([breach, others], [acme, []]);
    assert.match(more, /^error: There may be more breaches of this, since some members/);
    const zeta = 'breach: no people hold admin in Zeta, and at least 3 must';
    assert.deepEqual((await lacking({ in: 'globalRoles' })).slice(0, 2), [acme, zeta]);
    // whoever holds the role may be among those
    for (const list of ['users', 'organizationRoles']) {
      const [error = '', ...rest] = await lacking({ in: list });
      assert.match(error, /^error: Nothing breaches this, but it cannot be said to hold, since some/);
      assert.deepEqual(rest, []);
    }
  });

  it('that wants people to hold a global role is judged where all who hold it were read', async () => {
    const least = { assert: 'atLeast', role: 'Support', people: 2 };
    const holders = async (of: string): Promise<(string | undefined)[]> =>
      (await messages(least, [{ in: 'roleUsers', of, reason: 'It was broken.' }])).map(
        (one) => one.split(':')[0],
      );
    assert.deepEqual(await holders('g1'), ['error']);
    assert.deepEqual(await holders('g2'), ['breach', 'error']);
  });
});
