import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  emailDomainAnswer,
  idAnswer,
  mfaVerificationAnswer,
  parseAnswer,
  parseRows,
  userWithSsoAnswer,
} from '../../../src/logto/answers.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { allOrganizations, allUsers } from '../../../src/snapshot/read/all.ts';
import { justInTimeRulesOf } from '../../../src/snapshot/read/organizations.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { assertDetails, assertUnknown, isPrivileged, OPTIONAL, synced, userOf } from './support/detailed.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

describe('A sync that is asked for MFA factors and enterprise identities', () => {
  it('of nobody sends no request for them and leaves them unknown', () =>
    synced({}, ({ users, asked, snapshot }) => {
      assert.deepEqual(asked, []);
      users.forEach(assertUnknown);
      assert.equal(snapshot.info.userDetails, 'none');
      assert.equal(snapshot.info.justInTime, false);
    }));

  it('of everybody knows them of everybody, none included', () =>
    synced({ userDetails: 'all' }, ({ users, asked, tenant: { data }, snapshot }) => {
      assertDetails(data, users, new Set());
      assert.ok(users.some(({ mfaFactors }) => mfaFactors?.includes('Totp')));
      assert.ok(users.some(({ mfaFactors }) => mfaFactors?.length === 0));
      assert.ok(users.some(({ ssoIdentities }) => ssoIdentities?.length === 1));
      assert.equal(asked.length, 2 * users.length);
      assert.equal(snapshot.info.userDetails, 'all');
    }));

  it('of the privileged asks for nobody else', () =>
    synced({ userDetails: 'privileged' }, ({ users, asked, tenant: { data } }) => {
      const privileged = users.filter(({ id }) => isPrivileged(data, id));
      assert.ok(privileged.length > 0 && privileged.length < users.length);
      const others = users.filter((user) => !privileged.includes(user));
      assertDetails(data, users, new Set(others.map(({ id }) => id)));
      assert.deepEqual(new Set(asked.map(userOf)), new Set(privileged.map(({ id }) => id)));
      assert.equal(asked.length, 2 * privileged.length);
    }));

  it('leaves them unknown of a user who was deleted meanwhile', () => {
    let gone: string | undefined;
    const fault: Fault = ({ path }, response) => {
      const id = userOf(path);
      gone ??= id;
      if (id === undefined || id !== gone) return undefined;
      return answer(response, 404, { code: 'entity.not_found', message: 'Gone.' });
    };
    return synced(
      { userDetails: 'all' },
      ({ users, tenant: { data } }) => {
        assertDetails(data, users, new Set([gone]));
      },
      fault,
    );
  });

  it('keeps the kinds of factors and nothing else about them', () => {
    const factor = { id: 'factor-id', createdAt: '2026-11-24T02:55:56.878Z', type: 'WebAuthn' };
    const fault: Fault = ({ path }, response) =>
      path.endsWith('/mfa-verifications')
        ? answer(response, 200, [
            { ...factor, agent: 'agent-text', name: 'device-name' },
            { ...factor, id: 'factor-id-2', agent: 'agent-text', name: 'device-name' },
            { ...factor, type: 'BackupCode', remainCodes: 10 },
          ])
        : undefined;
    return synced(
      { userDetails: 'all' },
      ({ users, file }) => {
        for (const user of users) assert.deepEqual(user.mfaFactors, ['BackupCode', 'WebAuthn']);
        const bytes = readFileSync(file);
        for (const secret of ['factor-id', 'agent-text', 'device-name', 'remainCodes', '2026-11-24T02:55'])
          assert.ok(!bytes.includes(secret), secret);
      },
      fault,
    );
  });

  it('keeps the issuers of enterprise identities and nothing else about them', () =>
    synced({ userDetails: 'all' }, ({ file, tenant: { data } }) => {
      const bytes = readFileSync(file);
      const identities = [...data.ssoIdentities.values()].flat();
      assert.ok(identities.length > 0);
      for (const { id, identityId } of identities)
        assert.ok(!bytes.includes(id) && !bytes.includes(identityId));
    }));
});

describe('A sync that is asked for just-in-time rules', () => {
  it('knows those of every organization, none included', () =>
    synced({ justInTime: true }, ({ snapshot, asked, users, tenant: { data } }) => {
      const organizations = [...allOrganizations(snapshot)];
      for (const { id } of organizations) {
        const roleNames = [...data.jitRoles.of(id)].map((roleId) => data.organizationRoles.get(roleId)!.name);
        assert.deepEqual(justInTimeRulesOf(snapshot, id), {
          emailDomains: [...data.jitEmailDomains.of(id)].sort(),
          roleNames: roleNames.sort(),
          ssoConnectorIds: [...data.jitSsoConnectors.of(id)].sort(),
        });
      }
      const rules = organizations.map(({ id }) => justInTimeRulesOf(snapshot, id)!);
      for (const part of ['emailDomains', 'roleNames', 'ssoConnectorIds'] as const) {
        assert.ok(
          rules.some((one) => one[part].length > 0),
          part,
        );
        assert.ok(
          rules.some((one) => one[part].length === 0),
          part,
        );
      }
      assert.equal(asked.length, 3 * organizations.length);
      assert.equal(snapshot.info.justInTime, true);
      users.forEach(assertUnknown);
    }));
});

describe('A sync that goes on with an interrupted one', () => {
  for (const [wish, all] of [
    [{ userDetails: 'all' }, 2 * 60],
    [{ justInTime: true }, 3 * 40],
  ] as const)
    it(`does not ask again for ${Object.keys(wish).join()} that are there already`, () => {
      let asked = 0;
      const fault: Fault = ({ path }, response) => {
        if (!OPTIONAL.test(path) || ++asked !== all - 10) return undefined;
        return answer(response, 403, { code: 'auth.forbidden', message: 'No longer.' });
      };
      return withTenant({ users: 60, organizations: 40, fault }, (_, client) =>
        withFolder(async (folder) => {
          const sync = (): Promise<SnapshotInfo> =>
            syncTo(join(folder, 'a.snapshot'), client, undefined, { ...wish, keepsWork: true });
          assert.equal((await accessErrorOf(sync)).code, 'api.forbidden');
          asked = all;
          await sync();
          assert.ok(asked > all && asked < 2 * all, `${asked - all} of ${all}`);
          await withSnapshot(join(folder, 'a.snapshot'), (snapshot) => {
            if ('userDetails' in wish)
              assert.ok([...allUsers(snapshot)].every((one) => one.mfaFactors !== null));
            else
              for (const { id } of allOrganizations(snapshot))
                assert.ok(justInTimeRulesOf(snapshot, id) !== null);
          });
        }),
      );
    });
});

describe('What Logto answered to such requests', () => {
  const RECORDINGS = fileURLToPath(new URL('../../fixtures/logto/recordings/', import.meta.url));
  const bodyOf = (name: string): ArrayBuffer => {
    const { body } = JSON.parse(readFileSync(join(RECORDINGS, `${name}.json`), 'utf8')) as { body: unknown };
    return new TextEncoder().encode(JSON.stringify(body)).buffer;
  };

  it('is read as it was recorded', () => {
    assert.deepEqual(parseRows(mfaVerificationAnswer, bodyOf('user-mfa'), ''), [
      { type: 'Totp' },
      { type: 'BackupCode' },
    ]);
    assert.deepEqual(parseAnswer(userWithSsoAnswer, bodyOf('user-by-id-sso'), ''), {
      ssoIdentities: [{ issuer: 'https://acme.okta.example' }],
    });
    assert.deepEqual(parseRows(emailDomainAnswer, bodyOf('organization-jit-email-domains'), ''), [
      { emailDomain: 'acme-contractors.example' },
      { emailDomain: 'acme.example' },
    ]);
    assert.equal(parseRows(idAnswer, bodyOf('organization-jit-roles'), '').length, 2);
    assert.deepEqual(parseRows(idAnswer, bodyOf('organization-jit-sso-connectors'), ''), [
      { id: 'm0pm3unhdwlv' },
    ]);
  });
});
