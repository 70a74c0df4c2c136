import assert from 'node:assert/strict';
import { RULES } from '../../../src/findings/rules.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/findings/thresholds.ts';
import { organization, organizationRole, user, type Rows } from '../snapshot/support/rows.ts';
import { EXAMPLES } from './support/examples.ts';
import { daysAgo, findingsIn, noticesIn, seenBy } from './support/judged.ts';

describe('Each rule', () => {
  for (const { id, title } of RULES)
    it(`sees "${title}" where it is so, and nothing where it is not`, async () => {
      const examples = EXAMPLES[id] ?? [];
      assert.ok(examples.length > 0, `${id} has an example`);
      for (const { rows, sees, quiet } of examples) {
        assert.deepEqual(await seenBy(id, rows), sees);
        assert.deepEqual(await seenBy(id, quiet), []);
      }
    });

  it('has words of its own for what it is, why it matters and what to do', () => {
    for (const field of ['id', 'title', 'why', 'whatToDo'] as const)
      assert.equal(new Set(RULES.map((rule) => rule[field])).size, RULES.length, field);
    for (const { id, whatToDo, documentation } of RULES) {
      assert.match(whatToDo, /Console >|MFA/, id);
      assert.match(documentation, /^https:\/\/docs\.logto\.io\//);
    }
  });
});

describe('A finding', () => {
  const [example] = EXAMPLES['single-privileged-holder'] ?? [];
  const rows = example?.rows ?? {};

  it('names its organization and its subjects by id, and has a key of its own', async () => {
    const found = (await findingsIn(rows)).find(({ rule }) => rule === 'single-privileged-holder');
    assert.deepEqual(found, {
      rule: 'single-privileged-holder',
      severity: 'medium',
      saw: 'Ada alone holds admin in Acme',
      key: 'single-privileged-holder/o1/o1',
      organization: { id: 'o1', name: 'Acme' },
      subjects: [
        { kind: 'organization', id: 'o1', label: 'Acme' },
        { kind: 'user', id: 'u1', label: 'Ada' },
      ],
    });
  });

  const exampleOf = (rule: string, which: number): Rows => EXAMPLES[rule]?.[which]?.rows ?? {};
  for (const [threshold, rule, which, seen, unseen] of [
    ['dormantDays', 'dormant-with-roles', 0, 90, 91],
    ['neverSignedInDays', 'dormant-with-roles', 1, 7, 8],
    ['pendingInvitationDays', 'pending-invitation', 0, 5, 6],
    ['usualDomainPercent', 'unusual-email-domain', 0, 21, 20],
    ['usualDomainMembers', 'unusual-email-domain', 0, 5, 6],
  ] as const)
    it(`of ${rule} is judged by ${threshold}, which can be changed`, async () => {
      assert.ok(RULES.find(({ id }) => id === rule)?.thresholds?.includes(threshold));
      const found = async (value: number): Promise<number> =>
        (await seenBy(rule, exampleOf(rule, which), { thresholds: { [threshold]: value } })).length;
      assert.deepEqual([await found(seen), await found(unseen)], [1, 0]);
    });

  it('names every threshold that is a setting as one of a rule', () => {
    const named = new Set(RULES.flatMap(({ thresholds = [] }) => thresholds));
    assert.deepEqual([...named].sort(), Object.keys(DEFAULT_THRESHOLDS).sort());
  });

  it('takes for privileged the roles that were named, also where permissions are unknown', async () => {
    const named = { ...rows, organizationRoles: [organizationRole('r1', { name: 'admin' })] };
    assert.deepEqual(await seenBy('single-privileged-holder', named), []);
    const thresholds = { privilegedRoles: ['admin'] };
    assert.deepEqual(await seenBy('single-privileged-holder', named, { thresholds }), [
      'Ada alone holds admin in Acme',
    ]);
  });

  it('takes those with the most permissions where none that was named exists, and says so', async () => {
    const judged = async (...privilegedRoles: readonly string[]): Promise<string[][]> => {
      const how = { info: { justInTime: true }, thresholds: { privilegedRoles } };
      return [await noticesIn(rows, how), await seenBy('single-privileged-holder', rows, how)];
    };
    const sees = ['Ada alone holds admin in Acme'];
    assert.deepEqual(await judged('admin'), [[], sees]);
    assert.deepEqual(await judged('admn', 'ow\nner'), [
      ['Privileged roles not found: "admn", "ow ner". Judged instead: admin'],
      sees,
    ]);
    assert.deepEqual(await judged('admin', 'admn'), [
      ['Privileged roles not found: "admn". Judged instead: admin'],
      sees,
    ]);
  });

  it('is none of the most privileged roles where it is not known which these are, and that is told', async () => {
    const [weak] = await noticesIn({ ...rows, organizationRoles: [organizationRole('r1')] });
    assert.match(
      String(weak),
      /^Nothing is judged that is about the most privileged roles: no organization role/,
    );
    const holes = [{ in: 'scopes', reason: 'It was broken.' }] as const;
    const [nothing] = await noticesIn(rows, { info: { holes } });
    assert.equal(
      nothing,
      'Nothing is judged that is about the most privileged roles: some organization permissions may be missing: It was broken',
    );
    const roleless = [{ in: 'organizationRoles', reason: 'It was broken.' }] as const;
    const [lost] = await noticesIn(rows, {
      info: { holes: roleless },
      thresholds: { privilegedRoles: ['owner'] },
    });
    assert.match(
      String(lost),
      /^Privileged roles not found: "owner" \(some organization roles may be missing: .*\)\. Judged instead: none$/,
    );
    assert.deepEqual(await noticesIn({ users: [user('u1')] }), [], 'of a tenant without organizations');
  });

  it('waits for no list but those it is read from', async () => {
    const holes = (['organizationRoles', 'globalRoles', 'roleUsers'] as const).map(
      (list) => ({ in: list, reason: 'It was broken.' }) as const,
    );
    for (const rule of ['user-without-organization', 'empty-organization', 'unusual-email-domain'])
      for (const example of EXAMPLES[rule] ?? [])
        assert.deepEqual(await seenBy(rule, example.rows, { info: { holes } }), example.sees, rule);
    const applications = [{ in: 'applicationOrganizations', of: 'a1', reason: 'It was broken.' }] as const;
    assert.deepEqual(
      await seenBy('empty-organization', { ...rows, members: {} }, { info: { holes: applications } }),
      [],
    );
    const members = [{ in: 'members', of: 'o1', reason: 'It was broken.' }] as const;
    for (const rule of ['user-without-organization', 'empty-organization', 'member-without-role'])
      assert.deepEqual(await seenBy(rule, EXAMPLES[rule]?.[0]?.rows ?? {}, { info: { holes: members } }), []);
  });

  it('never follows from what another connector’s C1 file does not tell', async () => {
    const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, unknown: [], foreign: true } as const;
    const never = { ...rows, users: [user('u1', { createdAt: daysAgo(300) }), user('u2')] };
    assert.equal((await seenBy('dormant-with-roles', never)).length, 1);
    assert.deepEqual(await seenBy('dormant-with-roles', never, { info: { c1 } }), []);
  });

  it('tells people and organizations apart that are called the same', async () => {
    const same = {
      ...{ organizationRoles: [organizationRole('r1', { name: 'admin' })] },
      users: [
        ...[user('u1', { name: 'Ada', email: 'ada@acme.example' }), user('u2', { name: 'Ada', email: null })],
        ...[user('u3', { name: 'Bob' }), user('u4', { name: 'Eve' })],
      ],
      organizations: [
        ...['o1', 'o2'].map((id) => organization(id, { name: 'Acme' })),
        ...['o3', 'o4'].map((id) => organization(id, { name: `Only ${id}` })),
      ],
      members: { o1: { u1: [], u2: [] }, o3: { u3: [] } },
    };
    assert.deepEqual(await seenBy('member-without-role', same), [
      'Ada (ada@acme.example) is a member of Acme (o1) and holds no role there',
      'Ada (u2) is a member of Acme (o1) and holds no role there',
      'Bob is a member of Only o3 and holds no role there',
    ]);
    assert.deepEqual(await seenBy('empty-organization', same), [
      'Acme (o2) has no members',
      'Only o4 has no members',
    ]);
  });

  it('shows names of a tenant on one line', async () => {
    const users = [user('u1', { name: 'Ada\n\u202eeve' }), user('u2')];
    assert.deepEqual(await seenBy('single-privileged-holder', { ...rows, users }), [
      'Ada eve alone holds admin in Acme',
    ]);
    const rules = { emailDomain: ['acme.example\n\u202eforged'], role: ['r1'], ssoConnector: [] };
    assert.deepEqual(await seenBy('privileged-just-in-time', { ...rows, justInTime: { o1: rules } }), [
      'Acme gives admin to new users with e-mails of acme.example forged',
    ]);
  });
});
