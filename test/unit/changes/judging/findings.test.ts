import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { withBoth } from '../../../../src/changes/compareFiles.ts';
import {
  compareFindings,
  MOST_OF_RULE,
  type FindingChanges,
} from '../../../../src/changes/judging/findings.ts';
import { judgeFiles, type Judgement } from '../../../../src/changes/judging/judgement.ts';
import type { HowToJudge } from '../../../../src/findings/found.ts';
import { judge } from '../../../../src/findings/judge.ts';
import { RULES } from '../../../../src/findings/rules.ts';
import { DEFAULT_SETTINGS } from '../../../../src/findings/thresholds.ts';
import type { Hole, SnapshotInfo } from '../../../../src/snapshot/model.ts';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { EXAMPLES } from '../../findings/support/examples.ts';
import { daysAgo, NOW } from '../../findings/support/judged.ts';
import {
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../../snapshot/support/rows.ts';
import { anyRows } from '../support/anyRows.ts';
import { withAnyHoles } from '../support/holes.ts';

const HOW: HowToJudge = { settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-06-01' };

interface Written {
  readonly rows: Rows;
  readonly info?: Partial<SnapshotInfo>;
}

/** Writes two snapshots, and looks at the files. */
function withFiles<T>(
  before: Written,
  after: Written,
  look: (files: { before: string; after: string }) => T,
): Promise<T> {
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, before.rows, { endedAt: NOW, ...before.info });
    writeSnapshot(files.after, after.rows, { endedAt: NOW, ...after.info });
    return look(files);
  });
}

function between(before: Written, after: Written, how = HOW): Promise<FindingChanges> {
  return withFiles(before, after, (files) => withBoth(files, (pair) => compareFindings(pair, how)));
}

const ofRule = (rule: string, list: FindingChanges['new']): string[] =>
  list.filter((one) => one.rule === rule).flatMap(({ findings }) => findings.map(({ saw }) => saw));
const keys = (list: FindingChanges['new']): string[] =>
  list.flatMap(({ findings }) => findings.map(({ key }) => key)).sort();
const keysIn = (snapshot: Snapshot): string[] => [...judge(snapshot)].map(({ key }) => key);

/** Runs Acme alone, and is suspended. */
const ADA: Rows = {
  users: [user('u1', { name: 'Ada', suspended: true, lastSignInAt: daysAgo(1) })],
  organizations: [organization('o1', { name: 'Acme' })],
  members: { o1: { u1: ['r1'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin' })],
};
const RESTORED: Rows = { ...ADA, users: [user('u1', { name: 'Ada', lastSignInAt: daysAgo(1) })] };
const SUSPENDED = 'suspended-with-roles/u1/o1';

/** A tenant of whose details nobody asked: of what only one snapshot knows, nothing is told. */
const anyTenant = anyRows.map((rows): Rows => {
  const users = (rows.users ?? []).map((one) => ({ ...one, mfaFactors: null, ssoIdentities: null }));
  return { ...rows, users, justInTime: {} };
});

describe('Findings of two snapshots', () => {
  // whether it was asked who joins by themselves, and which factors people have, differs between these two tenants
  const ASKED = ['privileged-just-in-time', 'privileged-without-mfa'];

  for (const { id, title } of RULES)
    it(`tell that "${title}" is new, and that it is gone`, async () => {
      for (const { rows, sees, quiet } of EXAMPLES[id] ?? []) {
        const [there, back] = [
          await between({ rows: quiet }, { rows }),
          await between({ rows }, { rows: quiet }),
        ];
        if (ASKED.includes(id) && there.unsure > 0) {
          assert.deepEqual([ofRule(id, there.new), ofRule(id, back.gone)], [[], []]);
          continue;
        }
        assert.deepEqual(ofRule(id, there.new), sees);
        assert.deepEqual(ofRule(id, back.gone), sees);
      }
    });

  it('are those of the one that the other does not have, whatever there is', () =>
    fc.assert(
      fc.asyncProperty(anyTenant, anyTenant, (one, other) =>
        withFiles({ rows: one }, { rows: other }, (files) =>
          withBoth(files, (pair) => {
            const [old, now] = [new Set(keysIn(pair.before)), new Set(keysIn(pair.after))];
            const told = compareFindings(pair, HOW);
            assert.deepEqual(keys(told.new), [...now].filter((key) => !old.has(key)).sort());
            assert.deepEqual(keys(told.gone), [...old].filter((key) => !now.has(key)).sort());
            assert.equal(told.unsure, 0);
          }),
        ),
      ),
      { numRuns: 60 },
    ));

  it('are never new or gone by what an incomplete snapshot lacks', () =>
    fc.assert(
      fc.asyncProperty(withAnyHoles, async ({ whole, lacking, holes }) => {
        const info = { holes: holes.map((place): Hole => ({ ...place, reason: 'Logto failed.' })) };
        for (const told of [
          await between({ rows: whole }, { rows: lacking, info }),
          await between({ rows: lacking, info }, { rows: whole }),
        ])
          assert.deepEqual([told.new, told.gone], [[], []]);
      }),
      { numRuns: 60 },
    ));

  it('are not told where only one of the syncs asked for what they tell of, and their rule is named', async () => {
    const [example] = EXAMPLES['privileged-without-mfa'] ?? [];
    const rows = example?.rows ?? {};
    const asked: Written = { rows, info: { userDetails: 'privileged' } };
    const users = rows.users?.map((one) => ({ ...one, mfaFactors: null })) ?? [];
    const unasked: Written = { rows: { ...rows, users }, info: { userDetails: 'none' } };
    for (const [before, after, which] of [
      [unasked, asked, 'newer'] as const,
      [asked, unasked, 'older'] as const,
    ]) {
      const told = await between(before, after);
      assert.deepEqual([told.new, told.gone, told.unsure], [[], [], 1]);
      const why = `only the ${which} sync asked for MFA factors (the setting sync.userDetails)`;
      assert.deepEqual(told.notCompared, [{ rule: 'privileged-without-mfa', why }]);
    }
  });

  it('name the rules that only one of the syncs asked for where none is found too, and that are on', async () => {
    const [before, after] = [{ rows: {} }, { rows: {}, info: { justInTime: true } }];
    const rulesOf = ({ notCompared }: FindingChanges): string[] => notCompared.map(({ rule }) => rule);
    const both = ['privileged-just-in-time', 'unusual-email-domain'];
    assert.deepEqual(rulesOf(await between(before, after)), both);
    assert.deepEqual(rulesOf(await between(after, after)), []);
    const settings = { ...DEFAULT_SETTINGS, off: ['unusual-email-domain'] };
    assert.deepEqual(rulesOf(await between(before, after, { ...HOW, settings })), both.slice(0, 1));
  });

  it('are counted, and not told, where they are suppressed', async () => {
    const one = { finding: SUSPENDED, saw: '', reason: 'On leave.', until: '2026-06-01' };
    const hidden = await between({ rows: RESTORED }, { rows: ADA }, { ...HOW, suppressions: [one] });
    assert.ok(!keys(hidden.new).includes(SUSPENDED));
    assert.equal(hidden.suppressed, 1);
    const late = await between(
      { rows: RESTORED },
      { rows: ADA },
      { ...HOW, suppressions: [one], today: '2026-06-02' },
    );
    assert.ok(keys(late.new).includes(SUSPENDED));
    assert.equal(late.suppressed, 0);
  });

  it('are new where one that is suppressed is about a role now that nobody had looked at', async () => {
    const one = { finding: SUSPENDED, saw: '', reason: 'On leave.', until: '2026-06-01', roleIds: ['r1'] };
    const roles = [...ADA.organizationRoles!, organizationRole('r2', { name: 'owner' })];
    const before: Rows = { ...ADA, organizationRoles: roles };
    const after: Rows = { ...before, members: { o1: { u1: ['r1', 'r2'] } } };
    const told = await between({ rows: before }, { rows: after }, { ...HOW, suppressions: [one] });
    assert.ok(keys(told.new).includes(SUSPENDED));
    const same = await between({ rows: before }, { rows: before }, { ...HOW, suppressions: [one] });
    assert.deepEqual([keys(same.new), same.suppressed], [[], 0]);
  });

  it('are counted where a rule has very many of them', async () => {
    const users = Array.from({ length: MOST_OF_RULE + 5 }, (_, i) =>
      user(`u${String(i).padStart(4, '0')}`, { suspended: true }),
    );
    const rows: Rows = {
      ...ADA,
      users,
      members: { o1: Object.fromEntries(users.map(({ id }) => [id, ['r1']])) },
    };
    const told = await between(
      { rows: { ...rows, users: users.map((one) => ({ ...one, suspended: false })) } },
      { rows },
    );
    const many = told.new.find(({ rule }) => rule === 'suspended-with-roles');
    assert.deepEqual([many?.count, many?.findings.length], [MOST_OF_RULE + 5, MOST_OF_RULE]);
  });
});

describe('The judgement of two snapshots', () => {
  const judged = (before: Written, after: Written, text?: string): Promise<Judgement> =>
    withFiles(before, after, (files) =>
      judgeFiles({ ...files, ...HOW, policies: text === undefined ? [] : [{ file: 'p.jsonc', text }] }),
    );
  const NOBODY_ALONE = JSON.stringify({ assertions: [{ assert: 'atLeast', people: 1, role: 'admin' }] });

  it('has no findings between two tenants, nor with a C1 file', async () => {
    const other = {
      rows: { ...ADA, users: [user('x1')], organizationRoles: [organizationRole('x2')], members: {} },
    };
    const elsewhere = await judged({ rows: ADA }, { ...other, info: { baseUrl: 'https://other.example' } });
    assert.equal(elsewhere.findings, undefined);
    const c1 = { foreign: false, olderSyncs: 0, unknown: [] } as unknown as NonNullable<SnapshotInfo['c1']>;
    assert.equal((await judged({ rows: ADA }, { rows: ADA, info: { c1 } })).findings, undefined);
    assert.ok((await judged({ rows: ADA }, { rows: ADA })).findings);
  });

  it('says which breaches of a policy are new', async () => {
    const breached = await judged({ rows: RESTORED }, { rows: ADA }, NOBODY_ALONE);
    assert.deepEqual(
      breached.policies.flatMap(({ verdicts }) => verdicts.map(({ message, isNew }) => [message, isNew])),
      [['no people hold admin in Acme, and at least 1 must', true]],
    );
    const before = await judged({ rows: ADA }, { rows: ADA }, NOBODY_ALONE);
    assert.deepEqual(
      before.policies[0]?.verdicts.map(({ isNew }) => isNew),
      [false],
    );
    assert.deepEqual(
      (await judged({ rows: ADA }, { rows: RESTORED }, NOBODY_ALONE)).policies[0]?.verdicts,
      [],
    );
  });

  it('calls a breach the same while who or what is called or held otherwise, and however many there are', async () => {
    const text = JSON.stringify({
      assertions: [
        { assert: 'atMost', people: 0, permission: 'write' },
        { assert: 'atLeast', people: 9, role: 'admin' },
        { assert: 'emailDomains', role: 'admin', domains: ['acme.example'] },
        { assert: 'separate', roles: ['admin', 'editor', 'auditor'] },
        { assert: 'requiresMfa' },
      ],
    });
    const roles = ['admin', 'editor', 'auditor'].map((name) =>
      organizationRole(name, { name, scopeIds: ['s1'] }),
    );
    const tenant = (name: string, others: readonly string[], held: readonly string[]): Rows => ({
      users: ['u1', ...others].map((id) =>
        user(id, { name: `${id} ${name}`, email: `${id}@${name}.example` }),
      ),
      organizations: [organization('o1', { name })],
      organizationRoles: roles,
      scopes: [scope('s1', { name: 'write' })],
      members: { o1: Object.fromEntries([['u1', held], ...others.map((id) => [id, ['admin']] as const)]) },
    });
    const before = { rows: tenant('One', [], ['admin', 'editor']) };
    const later = { rows: tenant('Two', ['u2'], ['admin', 'editor', 'auditor']) };
    const told = async (older: Written, newer: Written): Promise<[string, boolean][]> =>
      (await judged(older, newer, text)).policies.flatMap(({ verdicts }) =>
        verdicts.map(({ message, isNew }): [string, boolean] => [message, isNew]),
      );
    assert.deepEqual(await told(before, later), [
      ['2 people have write in Two, and at most 0 may', false],
      ['2 people hold admin in Two, and at least 9 must', false],
      ['u1 Two holds admin in Two with u1@Two.example', false],
      ['u2 Two holds admin in Two with u2@Two.example', true],
      ['u1 Two holds admin and auditor and editor in Two', false],
      ['Two does not require MFA', false],
    ]);
  });

  it('calls no breach new where the older snapshot may only lack it', async () => {
    const holes: Hole[] = [{ in: 'members', of: 'o1', reason: 'Logto failed.' }];
    const told = await judged({ rows: RESTORED, info: { holes } }, { rows: ADA }, NOBODY_ALONE);
    assert.deepEqual(
      told.policies[0]?.verdicts.map(({ isNew }) => isNew),
      [false],
    );
  });
});
