import assert from 'node:assert/strict';
import { byNameSentence } from '../../../src/changes/tenants.ts';
import { globalRole, organizationRole, scope, user, type Rows } from '../snapshot/support/rows.ts';
import { but, compared, TENANT, told } from './support/compared.ts';

describe('What a comparison makes of changes', function () {
  it('says what is access that was gained or lost, and what of it is privileged', async () => {
    const effects = async (before: Rows, after: Rows): Promise<string[]> =>
      (await compared(before, after)).changes
        .filter((change) => change.effects.length > 0)
        .map(({ subject, effects, privileged }) =>
          [subject, ...effects, ...(privileged ? ['privileged'] : [])].join(' '),
        );
    const joined = but({ members: { o1: { u1: ['r1'], u2: ['r1'] } } });
    assert.deepEqual(await effects(TENANT, joined), [
      'membership gained',
      'roleAssignment gained privileged',
    ]);
    const suspended = but({
      users: [user('u1', { name: 'Ada', suspended: true }), user('u2', { name: 'Bob' })],
    });
    assert.deepEqual(await effects(TENANT, suspended), ['user lost privileged']);
    assert.deepEqual(await effects(suspended, TENANT), ['user gained privileged']);
    const other = but({ organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s2'] })] });
    assert.deepEqual(await effects(TENANT, other), ['organizationRole gained lost privileged']);
    const everybody = but({ globalRoles: [{ ...TENANT.globalRoles![0]!, isDefault: true, userIds: [] }] });
    const before = but({ globalRoles: [{ ...TENANT.globalRoles![0]!, isDefault: true }] });
    assert.deepEqual(await effects(before, everybody), ['globalRoleUser lost']);
    const renamed = but({ users: [user('u1', { name: 'Ada King' }), user('u2', { name: 'Bob' })] });
    assert.deepEqual(await effects(TENANT, renamed), []);
  });

  it('calls a suspended or restored user privileged who holds such a role', async () => {
    const users = (suspended: boolean) => but({ users: TENANT.users!.map((one) => ({ ...one, suspended })) });
    for (const [before, after] of [
      [users(false), users(true)],
      [users(true), users(false)],
    ] as const) {
      const { changes } = await compared(before, after);
      assert.deepEqual(
        changes.map(({ label, privileged }) => [label, privileged]),
        [
          ['Ada', true],
          ['Bob', false],
        ],
      );
    }
  });

  describe('of two tenants', () => {
    const production: Rows = {
      users: [user('x1', { name: 'Cy' })],
      organizationRoles: [
        organizationRole('x1', { name: 'guest' }),
        organizationRole('x2', { name: 'admin', scopeIds: ['x1', 'x2'] }),
      ],
      globalRoles: [globalRole('x3', { name: 'Support', scopeIds: ['x1'] })],
      scopes: [scope('x1', { name: 'read' }), scope('x2', { name: 'write' })],
    };

    it('compares roles and their permissions by name, and says so', async () => {
      const comparison = await compared(TENANT, production, 'https://production.example');
      assert.deepEqual(told(comparison), [
        'changed organizationRole: organization role admin: permissions: read → read, write',
        'added organizationRole: organization role guest is new',
        'removed permission: permission Shop: buy is gone',
        'removed resource: API resource Shop is gone',
      ]);
      assert.equal(comparison.byName, true);
      assert.equal(
        byNameSentence(comparison),
        'Two tenants, https://test.example and https://production.example, whose ids cannot match: only their roles and permissions are compared, by name',
      );
    });

    it('sees another tenant in a file without an address, by its ids', async () => {
      const foreign = await compared(TENANT, production, '');
      assert.equal(foreign.byName, true);
      assert.match(byNameSentence(foreign) ?? '', /^Two tenants, https:\/\/test.example and After, whose/);
      assert.equal((await compared(TENANT, but({ members: {} }), '')).byName, false);
      assert.equal((await compared(TENANT, {}, '')).byName, false);
    });

    it('compares everything by id where ids match: it is one tenant at another address', async () => {
      const comparison = await compared(TENANT, but({ members: { o1: {} } }), 'https://custom.example');
      assert.equal(comparison.byName, false);
      assert.equal(byNameSentence(comparison), undefined);
      assert.equal(comparison.summary.removed, 2);
    });
  });
});
