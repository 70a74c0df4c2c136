import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { describeChange } from '../../../src/changes/text/sentences.ts';
import type { User } from '../../../src/snapshot/model.ts';
import { withFolder } from '../../support/snapshots.ts';
import { organization, organizationRole, user, writeSnapshot, type Rows } from '../snapshot/support/rows.ts';

/** What is told of a user who was so before and is so now. */
function told(before: Partial<User>, after: Partial<User>): Promise<string[]> {
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, { users: [user('u1', { name: 'Ada', ...before })] });
    writeSnapshot(files.after, { users: [user('u1', { name: 'Ada', ...after })] });
    return compareFiles(files).changes.map(describeChange);
  });
}

const OKTA = 'https://acme.okta.example';

/** What is told of an organization whose just-in-time rules were these and are those. */
function toldOfRules(before: Rows['justInTime'], after: Rows['justInTime']): Promise<string[]> {
  const tenant: Rows = {
    organizations: [organization('o1', { name: 'Acme' })],
    organizationRoles: [
      organizationRole('r1', { name: 'guest' }),
      organizationRole('r2', { name: 'editor' }),
    ],
  };
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, { ...tenant, ...(before && { justInTime: before }) });
    writeSnapshot(files.after, { ...tenant, ...(after && { justInTime: after }) });
    return compareFiles(files).changes.map(describeChange);
  });
}

const rules = (emailDomain: string[], role: string[] = [], ssoConnector: string[] = []) => ({
  o1: { emailDomain, role, ssoConnector },
});

describe('A comparison of just-in-time rules', () => {
  it('tells by which domains and connectors people join by themselves now, and with which roles', async () => {
    assert.deepEqual(await toldOfRules(rules([]), rules(['acme.example'], ['r1', 'r2'], ['okta'])), [
      'organization Acme: just-in-time e-mail domains: (none) → acme.example; ' +
        'just-in-time roles: (none) → editor, guest; just-in-time enterprise connectors: (none) → okta',
    ]);
    assert.deepEqual(await toldOfRules(rules(['a.example'], ['r1']), rules(['a.example'], ['r2'])), [
      'organization Acme: just-in-time roles: guest → editor',
    ]);
    assert.deepEqual(await toldOfRules(rules(['a.example'], ['r1']), rules(['a.example'], ['r1'])), []);
  });

  it('tells nothing where only one of the snapshots knows them', async () => {
    assert.deepEqual(await toldOfRules(rules(['acme.example'], ['r1']), undefined), []);
    assert.deepEqual(await toldOfRules(undefined, rules(['acme.example'])), []);
  });
});

describe('A comparison of MFA and enterprise identities', () => {
  it('tells what changed where both snapshots know them', async () => {
    assert.deepEqual(
      await told({ mfaFactors: [], ssoIdentities: [OKTA] }, { mfaFactors: ['Totp'], ssoIdentities: [] }),
      [`user Ada: MFA: (none) → Totp; enterprise identities: ${OKTA} → (none)`],
    );
    const same = { mfaFactors: ['Totp'], ssoIdentities: [OKTA] };
    assert.deepEqual(await told(same, same), []);
  });

  it('tells nothing where only one of them knows', async () => {
    const known = { mfaFactors: ['Totp'], ssoIdentities: [OKTA] };
    assert.deepEqual(await told(known, {}), []);
    assert.deepEqual(await told({}, known), []);
    assert.deepEqual(await told({ mfaFactors: [] }, { name: 'Ada King' }), [
      'user Ada King: name: Ada → Ada King',
    ]);
  });
});
