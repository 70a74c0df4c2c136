import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  countFindings,
  findFindings,
  unsuppressed,
  type FindingCounts,
} from '../../../src/findings/found.ts';
import { askSnapshot } from '../../../src/snapshot/ask.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import type { Suppression } from '../../../src/findings/suppressionFile.ts';
import { idleText } from '../../../src/findings/suppressions.ts';
import { DEFAULT_SETTINGS } from '../../../src/findings/thresholds.ts';
import { withFolder, withSnapshot } from '../../support/snapshots.ts';
import {
  globalRole,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
} from '../snapshot/support/rows.ts';
import { NOW } from './support/judged.ts';

/** Ada and Bob are suspended and hold admin in Acme; Ada holds it in Zeta too, and a global role. */
const ROWS = {
  users: ['u1', 'u2'].map((id) => user(id, { suspended: true, lastSignInAt: NOW })),
  organizations: [organization('o1', { name: 'Acme' }), organization('o2', { name: 'Zeta' })],
  members: { o1: { u1: ['r1'], u2: ['r1'] }, o2: { u1: ['r1'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin' })],
  globalRoles: [globalRole('g1', { name: 'Support', userIds: ['u1'] })],
};

/** The same where the role permits something, so that it is the most privileged. */
const WITH_OWNERS = {
  ...ROWS,
  organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] })],
  scopes: [scope('s1')],
};

const RULE = 'suspended-with-roles';

/** What is counted of the suspended, and how many findings of them are told. */
function counted(
  ...suppressed: readonly Pick<Suppression, 'finding' | 'until' | 'roleIds'>[]
): Promise<
  Pick<FindingCounts, 'suppressed'> & { readonly places: readonly string[]; readonly told: number }
> {
  return withFolder((folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, ROWS, { endedAt: NOW });
    const suppressions = suppressed.map((one) => ({ ...one, saw: '', reason: 'So.' }));
    const job = { file, settings: DEFAULT_SETTINGS, suppressions, today: '2026-06-01' };
    const { rules, suppressed: hidden } = countFindings(job);
    const { places = [] } = rules.find(({ rule }) => rule === RULE) ?? {};
    return {
      suppressed: hidden,
      places: places.map(({ organization: where, count }) => `${where?.name ?? 'tenant'}: ${count}`),
      told: findFindings({ ...job, wanted: { rule: RULE, offset: 0, limit: 0 } }).total,
    };
  });
}

describe('Findings that are counted', () => {
  const [acme, tenant] = [`${RULE}/u2/o1`, `${RULE}/u1`];

  it('are as many as are told, by organization, and those of the whole tenant first', async () => {
    const all = { suppressed: 0, places: ['tenant: 1', 'Acme: 2', 'Zeta: 1'], told: 4 };
    assert.deepEqual(await counted(), all);
    assert.deepEqual(await counted({ finding: acme, until: '2026-05-31' }), all, 'until yesterday');
    assert.deepEqual(await counted({ finding: `${RULE}/u9/o1`, until: '2999-12-31' }), all, 'nobody');
  });

  it('tell which suppressions match nothing, and which have ended, of rules that are on', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, ROWS, { endedAt: NOW });
      const suppressions = [
        { finding: acme, until: '2026-06-01' },
        { finding: `${RULE}/u9/o1`, until: '2026-06-01' },
        { finding: tenant, until: '2026-05-31' },
        { finding: 'empty-organization/o9/o9', until: '2026-06-01' },
      ].map((one) => ({ ...one, saw: '', reason: 'So.' }));
      const settings = { ...DEFAULT_SETTINGS, off: ['empty-organization'] };
      const job = { file, settings, suppressions, today: '2026-06-01' };
      const { idle } = countFindings(job);
      assert.deepEqual(idle, { unmatched: 1, ended: 1 });
      assert.equal(idleText(idle), '1 suppression matches nothing here, 1 suppression has ended');
      assert.equal(idleText({ unmatched: 0, ended: 0 }), '');
      return withSnapshot(file, (snapshot) => {
        const told = unsuppressed(snapshot, job);
        assert.ok([...told].every(({ key }) => key !== acme));
        assert.deepEqual(told.idle, idle);
      });
    }));

  it('tell before all else that not all suppressions could be read', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, WITH_OWNERS, { endedAt: NOW });
      const unreadSuppressions = 'f cannot be read';
      const how = { settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-06-01', unreadSuppressions };
      assert.deepEqual(countFindings({ file, ...how }).notices, [unreadSuppressions]);
      const { notices } = findFindings({ file, ...how, wanted: { offset: 0, limit: 0 } });
      assert.equal(notices[0], unreadSuppressions);
    }));

  it('do not tell that a suppression matches nothing where its rule may not see all that is there', () =>
    withFolder((folder) => {
      const unmatched = (name: string, finding: string, info: Partial<SnapshotInfo>): readonly number[] => {
        const file = join(folder, `${name}.snapshot`);
        writeSnapshot(file, WITH_OWNERS, { endedAt: NOW, ...info });
        const suppressions = [{ finding, until: '2999-12-31', saw: '', reason: 'So.' }];
        const job = { file, settings: DEFAULT_SETTINGS, suppressions, today: '2026-06-01' };
        const told = askSnapshot(file, (snapshot) => {
          const all = unsuppressed(snapshot, job);
          assert.ok([...all].every(({ key }) => key !== finding));
          return all.idle.unmatched;
        });
        return [countFindings(job).idle.unmatched, told];
      };
      const mfa = 'privileged-without-mfa/u9/o1';
      const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, foreign: false, unknown: [] } as const;
      const holes = [{ in: 'members', of: 'o2', reason: 'Logto says 500.' } as const];
      assert.deepEqual(unmatched('whole', acme.replace('u2', 'u9'), {}), [1, 1]);
      assert.deepEqual(unmatched('hole', acme.replace('u2', 'u9'), { holes }), [0, 0]);
      assert.deepEqual(unmatched('c1', acme.replace('u2', 'u9'), { c1 }), [0, 0]);
      assert.deepEqual(unmatched('not-asked', mfa, {}), [0, 0]);
      assert.deepEqual(unmatched('asked', mfa, { userDetails: 'all' }), [1, 1]);
      assert.deepEqual(unmatched('no-rule', 'gone/u9', { holes }), [1, 1], 'no rule could see that');
    }));

  it('are fewer by those that are suppressed, also in an organization of which others are not', async () => {
    assert.deepEqual(await counted({ finding: acme, until: '2026-06-01' }), {
      ...{ suppressed: 1, places: ['tenant: 1', 'Acme: 1', 'Zeta: 1'], told: 3 },
    });
    const both = [acme, tenant].map((finding) => ({ finding, until: '2999-12-31' }));
    assert.deepEqual(await counted(...both), { suppressed: 2, places: ['Acme: 1', 'Zeta: 1'], told: 2 });
  });

  it('are suppressed as long as they are about no other role than then', async () => {
    const since = async (...roleIds: readonly string[]): Promise<number[]> => {
      const { suppressed, told } = await counted({
        finding: acme,
        until: '2026-06-01',
        roleIds: [...roleIds],
      });
      return [suppressed, told];
    };
    assert.deepEqual(await since('r1'), [1, 3]);
    assert.deepEqual(await since('r0', 'r1'), [1, 3], 'one of them was taken away');
    assert.deepEqual(await since('r0'), [0, 4], 'a stronger one was given');
    assert.deepEqual(await since(), [0, 4]);
  });

  it('of just-in-time rules are suppressed as long as nobody else gets the role by them', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const joining = { emailDomain: ['acme.com', 'acme.org'], ssoConnector: ['c1'], role: ['r1'] };
      writeSnapshot(file, { ...WITH_OWNERS, justInTime: { o1: joining } }, { endedAt: NOW });
      const rule = 'privileged-just-in-time';
      const since = (...joinedBy: readonly string[]): number => {
        const one = {
          finding: `${rule}/o1/o1`,
          until: '2999-12-31',
          saw: '',
          reason: 'So.',
          roleIds: ['r1'],
        };
        const suppressions = [{ ...one, ...(joinedBy.length > 0 && { joinedBy: [...joinedBy] }) }];
        const job = { file, settings: DEFAULT_SETTINGS, suppressions, today: '2026-06-01' };
        return findFindings({ ...job, wanted: { rule, offset: 0, limit: 0 } }).total;
      };
      assert.equal(since('acme.com', 'acme.org', 'c1'), 0);
      assert.equal(since('acme.com', 'acme.net', 'acme.org', 'c1'), 0, 'one of them was taken away');
      assert.equal(since('acme.com', 'c1'), 1, 'another domain');
      assert.equal(since('acme.com', 'acme.org'), 1, 'another identity provider');
      assert.equal(since(), 0, 'an entry of before, which names none');
    }));
});
