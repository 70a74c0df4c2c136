import assert from 'node:assert/strict';
import { noticesOf } from '../../../src/findings/found.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { organization, organizationRole, scope, user, type Rows } from '../snapshot/support/rows.ts';
import { noticesIn, withJudged } from './support/judged.ts';

/** Ada and Bob hold admin where MFA is required, Eve where it is not; of Ada it is known that she has a factor. */
const ROWS: Rows = {
  users: [user('u1', { mfaFactors: ['Totp'] }), user('u2', { mfaFactors: null }), user('u3')],
  organizations: [organization('o1', { mfaRequired: true }), organization('o2')],
  members: { o1: { u1: ['r1'], u2: ['r1'] }, o2: { u3: ['r1'], u1: ['r1'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] })],
  scopes: [scope('s1')],
};
const notices = (info: Partial<SnapshotInfo>, rows = ROWS): Promise<string[]> =>
  noticesIn(rows, { info, thresholds: { privilegedRoles: ['admin'] } });

const JUST_IN_TIME =
  'Not judged: Just-in-time rule that grants the most privileged role (privileged-just-in-time), since ';
const MFA =
  ': Most privileged without MFA, where the organization requires it (privileged-without-mfa), since ';
const NOT_ASKED = 'the sync did not ask about their MFA factors (the setting sync.userDetails)';

describe('Rules on what only some syncs ask for', () => {
  it('say that they are not judged, of how many people, and which setting asks', async () => {
    assert.deepEqual(await notices({}), [
      `${JUST_IN_TIME}the sync did not ask (the setting sync.justInTime)`,
      `Not judged of 1 person${MFA}${NOT_ASKED}`,
    ]);
    const nobody = { ...ROWS, users: ['u1', 'u2', 'u3'].map((id) => user(id, { mfaFactors: null })) };
    assert.deepEqual(await notices({ justInTime: true }, nobody), [
      `Not judged of 2 people${MFA}${NOT_ASKED}`,
    ]);
  });

  it('say nothing where they are judged, or nobody would be', async () => {
    assert.deepEqual(await notices({ justInTime: true }, { ...ROWS, users: ROWS.users!.slice(0, 1) }), []);
    assert.deepEqual(
      await notices({ justInTime: true }, { ...ROWS, organizations: [organization('o1')] }),
      [],
    );
    assert.deepEqual(await notices({}, { users: ROWS.users! }), [
      'Privileged roles not found: "admin". Judged instead: none',
    ]);
    const suspended = { ...ROWS, users: [user('u2', { mfaFactors: null, suspended: true })] };
    assert.deepEqual(
      await notices({ justInTime: true }, suspended),
      [],
      'who cannot sign in is never told of',
    );
  });

  it('say where details of everybody were asked for that they could not be read', async () => {
    assert.deepEqual(await notices({ justInTime: true, userDetails: 'all' }), [
      `Not judged of 1 person${MFA}their MFA factors could not be read`,
    ]);
    assert.deepEqual(await notices({ justInTime: true, userDetails: 'privileged' }), [
      `Not judged of 1 person${MFA}${NOT_ASKED}`,
    ]);
  });

  it('tell those who were asked about in vain apart from those who were not asked about', async () => {
    const users = ['u1', 'u2', 'u3', 'u4'].map((id) => user(id, { mfaFactors: null }));
    const members = { o1: { u1: ['r1'], u2: ['r1'], u3: ['r1'], u4: [] } };
    const holes = ['u2', 'u4'].map((of) => ({ in: 'userDetails', of, reason: 'It fails.' }) as const);
    const info = { justInTime: true, userDetails: 'privileged', holes } as const;
    assert.deepEqual(await notices(info, { ...ROWS, users, members }), [
      `Not judged of 1 person${MFA}their MFA factors could not be read`,
      `Not judged of 2 people${MFA}${NOT_ASKED}`,
    ]);
  });

  it('say of how many organizations just-in-time rules could not be read', async () => {
    const users = [user('u1', { mfaFactors: [] })];
    const holes = [{ in: 'justInTime', of: 'o2', reason: 'It fails.' }] as const;
    const [notice] = await notices({ justInTime: true, holes }, { ...ROWS, users });
    assert.equal(
      notice,
      'Not judged of 1 organization: Just-in-time rule that grants the most privileged role (privileged-just-in-time), E-mail outside the usual domains of an organization (unusual-email-domain), since its just-in-time rules could not be read',
    );
  });

  it('say of how many they are not judged where so many were asked about in vain that none is named', async () => {
    const users = ['u1', 'u2', 'u3', 'u4'].map((id) => user(id, { mfaFactors: null }));
    const members = { o1: { u1: ['r1'], u2: ['r1'], u3: ['r2'], u4: [] } };
    const admin = organizationRole('r2', { name: 'admin 2' });
    const organizationRoles = [...ROWS.organizationRoles!, admin];
    const holes = (['userDetails', 'justInTime'] as const).map(
      (list) => ({ in: list, rows: 70, reason: 'It fails.' }) as const,
    );
    const info = { justInTime: true, userDetails: 'privileged', holes } as const;
    const rows = { ...ROWS, users, members, organizationRoles };
    const thresholds = { privilegedRoles: ['admin', 'admin 2'] };
    const [rules, ...ofPeople] = await noticesIn(rows, { info, thresholds });
    assert.match(
      rules ?? '',
      /^Not judged of 70 organizations: .*since their just-in-time rules could not be read$/,
    );
    assert.deepEqual(ofPeople, [
      `Not judged of 2 people${MFA}their MFA factors could not be read`,
      `Not judged of 1 person${MFA}${NOT_ASKED}`,
    ]);
  });

  it('say of a C1 file that it does not tell', async () => {
    const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, foreign: false, unknown: [] } as const;
    assert.deepEqual(await notices({ c1 }), [
      `${JUST_IN_TIME}the C1 file does not tell it`,
      `Not judged of 1 person${MFA}the C1 file does not tell it`,
    ]);
    const [, mfa] = await notices({ c1: { ...c1, unknown: ['MFA required'] } });
    assert.match(
      mfa ?? '',
      /^Not judged: .*\(privileged-without-mfa\)\. Not in a C1 file, so unknown: MFA required$/,
    );
  });

  it('say nothing while they are off', () =>
    withJudged(ROWS, ({ snapshot, thresholds }) => {
      const off = ['privileged-just-in-time', 'privileged-without-mfa'];
      assert.deepEqual(noticesOf(snapshot, { settings: { off, thresholds } }), []);
    }));
});
