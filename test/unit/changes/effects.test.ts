import assert from 'node:assert/strict';
import { byNameSentence } from '../../../src/changes/tenants.ts';
import { globalRole, organizationRole, scope, user, type Rows } from '../snapshot/support/rows.ts';
import { but, compared, TENANT, told } from './support/compared.ts';

describe('What a comparison makes of changes', function () {
  this.timeout(30_000);

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
    assert.deepEqual(await effects(TENANT, suspended), ['user lost']);
    assert.deepEqual(await effects(suspended, TENANT), ['user gained']);
    const other = but({ organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s2'] })] });
    assert.deepEqual(await effects(TENANT, other), ['organizationRole gained lost privileged']);
    const everybody = but({ globalRoles: [{ ...TENANT.globalRoles![0]!, isDefault: true, userIds: [] }] });
    const before = but({ globalRoles: [{ ...TENANT.globalRoles![0]!, isDefault: true }] });
    assert.deepEqual(await effects(before, everybody), ['globalRoleUser lost']);
    const renamed = but({ users: [user('u1', { name: 'Ada King' }), user('u2', { name: 'Bob' })] });
    assert.deepEqual(await effects(TENANT, renamed), []);
  });

  it('counts who holds a global role whose permissions changed', async () => {
    const after = but({ globalRoles: [{ ...TENANT.globalRoles![0]!, scopeIds: ['s1', 's2'] }] });
    const { changes } = await compared(TENANT, after);
    assert.deepEqual(
      changes.map(({ holders }) => holders),
      [2],
    );
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
        'changed organizationRole: organization role admin: permissions: read → read, write (held by 0)',
        'added organizationRole: organization role guest is new',
      ]);
      assert.equal(comparison.byName, true);
      assert.equal(
        byNameSentence(comparison),
        'Two tenants, https://test.example and https://production.example, whose ids cannot match: only their roles are compared, by name',
      );
    });

    it('compares everything by id where ids match: it is one tenant at another address', async () => {
      const comparison = await compared(TENANT, but({ members: { o1: {} } }), 'https://custom.example');
      assert.equal(comparison.byName, false);
      assert.equal(byNameSentence(comparison), undefined);
      assert.equal(comparison.summary.removed, 2);
    });
  });
});
