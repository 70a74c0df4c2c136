import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { describeChange } from '../../../src/changes/sentences.ts';
import type { User } from '../../../src/snapshot/model.ts';
import { withFolder } from '../../support/snapshots.ts';
import { user, writeSnapshot } from '../snapshot/support/rows.ts';

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
