import assert from 'node:assert/strict';
import { organization, organizationRole, scope, user, type Rows } from '../snapshot/support/rows.ts';
import { flat, shown, walkedOf, type Walked } from './support/walk.ts';

const ROWS: Rows = {
  users: [user('u1'), user('u2', { suspended: true })],
  organizations: [organization('o1'), organization('o2'), organization('o3')],
  members: { o1: { u1: ['r1', 'r2'], u2: [] } },
  organizationRoles: [organizationRole('r1', { name: 'admin' }), organizationRole('r2', { name: 'Editor' })],
};

const ROLES = [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] }), organizationRole('r2')];

describe('The tree of a snapshot that was asked for more', () => {
  it('says what is known of a user’s MFA and enterprise identities, and that the rest was not asked', async () => {
    const users = [
      user('u1', { mfaFactors: ['Totp', 'WebAuthn'], ssoIdentities: ['https://acme.okta.example'] }),
      user('u2', { mfaFactors: [], ssoIdentities: [] }),
      user('u3'),
    ];
    const asked = await walkedOf({ users }, { userDetails: 'privileged' });
    const nowhere = 'In no organization and without a role';
    const details = (nodes: Walked[], id: string): string[] => shown(nodes, id).slice(2); // after status and sign-in
    assert.deepEqual(details(asked, 'users/u1'), [
      ...['MFA (Totp, WebAuthn)', 'Enterprise identities (https://acme.okta.example)', nowhere],
    ]);
    assert.deepEqual(details(asked, 'users/u2'), ['MFA (none)', 'Enterprise identities (none)', nowhere]);
    assert.deepEqual(details(asked, 'users/u3'), [
      'MFA (not asked)',
      'Enterprise identities (not asked)',
      nowhere,
    ]);
    const holes = [{ in: 'userDetails', of: 'u3', reason: 'It fails.' }] as const;
    const inVain = await walkedOf({ users: [...users, user('u4')] }, { userDetails: 'privileged', holes });
    assert.deepEqual(details(inVain, 'users/u3')[0], 'MFA (could not be read)');
    assert.deepEqual(details(inVain, 'users/u4')[0], 'MFA (not asked)');
    const tooMany = await walkedOf(
      { ...ROWS, users: ['u1', 'u2'].map((id) => user(id)), scopes: [scope('s1')], organizationRoles: ROLES },
      { userDetails: 'privileged', holes: [{ in: 'userDetails', rows: 51, reason: 'They fail.' }] },
    );
    assert.deepEqual(details(tooMany, 'users/u1')[0], 'MFA (could not be read)');
    assert.deepEqual(details(tooMany, 'users/u2')[0], 'MFA (not asked)');
    const all = await walkedOf({ users }, { userDetails: 'all' });
    assert.deepEqual(details(all, 'users/u3').slice(0, 1), ['MFA (could not be read)']);
  });

  it('has it for those who look closer wherever it shows a user, and no line of it where nobody was asked', async () => {
    const nodes = await walkedOf(ROWS);
    const people = [...flat(nodes)].filter(({ kind }) => kind === 'user');
    assert.ok(people.some(({ id }) => id.startsWith('organizations/')));
    for (const { facts } of people) {
      const values = new Map(facts);
      assert.equal(values.get('MFA'), 'not asked');
      assert.equal(values.get('Enterprise identities'), 'not asked');
    }
    assert.deepEqual(shown(nodes, 'users/u2').slice(0, 2), ['Status (suspended)', 'Last sign-in (never)']);
    assert.ok(!shown(nodes, 'users/u2').some((label) => label.startsWith('MFA')));
  });

  it('says who joins an organization by themselves, where that was asked', async () => {
    const justInTime = {
      o1: { emailDomain: ['b.example', 'a.example'], role: ['r2', 'r1'], ssoConnector: ['c1'] },
      o2: { emailDomain: [], role: [], ssoConnector: [] },
    };
    const asked = await walkedOf({ ...ROWS, justInTime }, { justInTime: true });
    const last = (id: string): string | undefined => shown(asked, `organizations/${id}`).at(-1);
    assert.equal(last('o1'), 'Just-in-time (a.example, b.example · connector c1 · as admin, Editor)');
    assert.equal(last('o2'), 'Just-in-time (none)');
    assert.equal(last('o3'), 'Just-in-time (could not be read)');
  });
});
