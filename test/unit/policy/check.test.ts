import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { checkPolicy, type PolicyResult } from '../../../src/policy/check.ts';
import { parsePolicy } from '../../../src/policy/parse.ts';
import { checkReport } from '../../../src/policy/report.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withFolder } from '../../support/snapshots.ts';
import { organization, organizationRole, user, writeSnapshot } from '../snapshot/support/rows.ts';
import { checked, messages, policyOf, ROWS } from './support/checked.ts';

/** Each assertion with how it is breached, and one of its kind that holds. */
const ASSERTIONS: readonly (readonly [breached: object, how: readonly string[], holds: object])[] = [
  [
    { assert: 'emailDomains', role: 'admin', domains: ['acme.example'] },
    ['Bob holds admin in Acme with bob@home.example', 'Eve holds admin in Zeta with no e-mail'],
    { assert: 'emailDomains', role: 'Support', domains: ['ACME.example'] },
  ],
  [
    { assert: 'atMost', permission: 'delete', people: 1 },
    ['2 people have delete in Acme, and at most 1 may'],
    { assert: 'atMost', permission: 'delete', people: 2 },
  ],
  [
    { assert: 'atMost', permission: 'Orders: refund', people: 0 },
    ['1 person has Orders: refund in the tenant, and at most 0 may'],
    { assert: 'atMost', permission: 'refund', people: 1 },
  ],
  [
    { assert: 'atLeast', role: 'admin', people: 1 },
    ['no people hold admin in Zeta, and at least 1 must'],
    { assert: 'atLeast', role: 'Support', people: 1 },
  ],
  [
    { assert: 'separate', roles: ['admin', 'editor'] },
    ['Bob holds admin and editor in Acme'],
    { assert: 'separate', roles: ['editor', 'r3'] },
  ],
  [
    { assert: 'separate', roles: ['editor', 'auditor'] },
    ['Bob holds editor in Acme and globally auditor'],
    { assert: 'separate', roles: ['editor', 'Support'] },
  ],
  [
    { assert: 'separate', roles: ['editor', 'auditor'], within: 'tenant' },
    ['Bob holds auditor and editor'],
    { assert: 'separate', roles: ['Support', 'auditor'], within: 'tenant' },
  ],
  [
    { assert: 'emailDomains', role: 'Support', domains: ['home.example'] },
    ['Ada holds Support with ada@Acme.example'],
    { assert: 'emailDomains', role: 'g2', domains: ['home.example'] },
  ],
  [
    { assert: 'atLeast', role: 'Support', people: 2 },
    ['1 person holds Support in the tenant, and at least 2 must'],
    { assert: 'atLeast', role: 'g1', people: 1 },
  ],
  [
    { assert: 'requiresMfa', organizations: ['Acme', 'o2', 'Zeta'] },
    ['Zeta does not require MFA'],
    { assert: 'requiresMfa', organizations: ['o1'] },
  ],
  [
    { assert: 'requiresMfa' },
    ['Zeta does not require MFA'],
    { assert: 'requiresMfa', organizations: ['Acme'] },
  ],
];

describe('A policy', () => {
  for (const [breached, how, holds] of ASSERTIONS)
    it(`is breached where ${how.join('; ')}`, async () => {
      assert.deepEqual(
        await messages(breached),
        how.map((one) => `breach: ${one}`),
      );
      assert.deepEqual(await messages(holds), []);
    });

  it('may have comments, and names a breach at the line of its assertion', async () => {
    const text = '// ours\n{\n  "assertions": [\n    { "assert": "requiresMfa" }, // all\n  ],\n}\n';
    const [verdict] = (await checked(text)).verdicts;
    assert.deepEqual(verdict?.at, { offset: text.indexOf('"requires'), length: 13, line: 3, column: 16 });
  });

  it('says where a name is unknown', async () => {
    const policy = policyOf({ assert: 'separate', roles: ['admin', 'owner'] });
    const [verdict] = (await checked(policy)).verdicts;
    assert.equal(verdict?.message, 'There is no role owner in this snapshot');
    assert.equal(policy.slice(verdict.at.offset).slice(0, verdict.at.length), '"owner"');
    assert.deepEqual(await messages({ assert: 'atMost', permission: 'fly', people: 1 }), [
      'error: There is no permission fly in this snapshot',
    ]);
    assert.deepEqual(await messages({ assert: 'requiresMfa', organizations: ['Nobody'] }), [
      'error: There is no organization Nobody in this snapshot',
    ]);
  });

  it('says so where it would hold whatever the snapshot says', async () => {
    assert.deepEqual(await messages({ assert: 'requiresMfa', organizations: [] }), [
      'error: None is named here: name one, or leave this out to mean every one',
    ]);
    assert.deepEqual(await messages({ assert: 'separate', roles: ['admin', 'admin'] }), [
      'error: A name stands here twice: name each once',
    ]);
    for (const [name, same] of [
      ['admin', 'r1'],
      ['auditor', 'g2'],
    ] as const) {
      const policy = policyOf({ assert: 'separate', roles: [name, same] });
      const [verdict, ...others] = (await checked(policy)).verdicts;
      assert.deepEqual(others, []);
      assert.equal(verdict?.kind, 'error');
      assert.equal(verdict.message, `${same} means what another name here means: name roles that differ`);
      assert.equal(policy.slice(verdict.at.offset).slice(0, verdict.at.length), `"${same}"`);
    }
  });

  it('tells people and organizations apart that are called the same', async () => {
    const users = ['u1', 'u2'].map((id) => user(id, { name: 'Ada', email: `${id}@home.example` }));
    const rows = {
      ...{ users, members: { o1: { u1: ['admin'] }, o2: { u2: ['admin'] } } },
      organizations: ['o1', 'o2'].map((id) => organization(id, { name: 'Acme' })),
      organizationRoles: [organizationRole('admin')],
    };
    const domains = { assert: 'emailDomains', role: 'admin', domains: ['acme.example'] };
    assert.deepEqual(await messages(domains, [], rows), [
      'breach: Ada (u1@home.example) holds admin in Acme (o1) with u1@home.example',
      'breach: Ada (u2@home.example) holds admin in Acme (o2) with u2@home.example',
    ]);
    assert.deepEqual(await messages({ assert: 'requiresMfa', organizations: ['o2'] }, [], rows), [
      'breach: Acme (o2) does not require MFA',
    ]);
  });

  it('takes an e-mail without @ for none of any domain', async () => {
    const rows = {
      ...{ users: [user('u1', { name: 'Ada', email: 'acme.example' })], members: { o1: { u1: ['admin'] } } },
      organizations: [organization('o1', { name: 'Acme' })],
      organizationRoles: [organizationRole('admin')],
    };
    const assertion = { assert: 'emailDomains', role: 'admin', domains: ['acme.example'] };
    assert.deepEqual(await messages(assertion, [], rows), [
      'breach: Ada holds admin in Acme with acme.example',
    ]);
  });

  it('takes large letters of a domain for small ones, in any alphabet', async () => {
    const rows = {
      ...{ users: [user('u1', { email: 'ada@MÜNCHEN.example' })], members: { o1: { u1: ['admin'] } } },
      ...{ organizations: [organization('o1')], organizationRoles: [organizationRole('admin')] },
    };
    for (const domains of [['münchen.example'], ['München.example']])
      assert.deepEqual(await messages({ assert: 'emailDomains', role: 'admin', domains }, [], rows), []);
  });

  it('says so where a role is for applications, which no person can hold', async () => {
    for (const [assertion, name] of [
      [{ assert: 'emailDomains', role: 'bot', domains: ['acme.example'] }, 'bot'],
      [{ assert: 'atLeast', role: 'integration', people: 1 }, 'integration'],
      [{ assert: 'separate', roles: ['admin', 'r4'] }, 'r4'],
    ] as const) {
      const policy = policyOf(assertion);
      const hole = { in: 'users', reason: 'It was broken.' } as const;
      for (const holes of [[], [hole]]) {
        const [verdict, ...others] = (await checked(policy, holes)).verdicts;
        assert.deepEqual(others, []);
        assert.equal(verdict?.kind, 'error');
        assert.equal(verdict.message, `${name} is a role for applications: name a role that people hold`);
        assert.equal(policy.slice(verdict.at.offset).slice(0, verdict.at.length), `"${name}"`);
      }
    }
    assert.deepEqual(await messages({ assert: 'separate', roles: ['bot', 'admin', 'editor'] }), [
      'error: bot is a role for applications: name a role that people hold',
      'breach: Bob holds admin and editor in Acme',
    ]);
    // who may have a permission says something, whoever has it now
    assert.deepEqual(await messages({ assert: 'atMost', permission: 'import', people: 0 }), []);
  });

  it('counts a global role in each organization in which somebody holds another one, and nowhere else', async () => {
    const separate = (...roles: readonly string[]): Promise<string[]> =>
      messages({ assert: 'separate', roles, within: 'organization' });
    assert.deepEqual(await separate('admin', 'editor', 'auditor'), [
      'breach: Bob holds admin and editor in Acme and globally auditor',
    ]);
    assert.deepEqual(await separate('Support', 'admin'), [
      'breach: Ada holds admin in Acme and globally Support',
    ]);
    assert.deepEqual(await separate('Support', 'editor'), []);
    assert.deepEqual(await separate('r3', 'g2'), ['breach: Bob holds auditor in Zeta and globally auditor']);
  });

  it('tells a hundred breaches of an assertion, and counts the rest', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const organizations = Array.from({ length: 103 }, (_, i) => organization(`o${i}`));
      writeSnapshot(file, { organizations });
      const { verdicts } = checkPolicy({ file, policy: policyOf({ assert: 'requiresMfa' }) });
      assert.equal(verdicts.length, 101);
      assert.equal(verdicts.at(-1)?.message, 'and 3 more breaches of this assertion');
      assert.equal(verdicts.at(-1)?.key, undefined);
    }));

  it('cannot judge by a C1 file what no C1 file tells', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const unknown = ['MFA required'] as const;
      const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, unknown, foreign: false } as const;
      writeSnapshot(file, ROWS, { c1 });
      const { verdicts } = checkPolicy({ file, policy: policyOf({ assert: 'requiresMfa' }) });
      assert.deepEqual(
        verdicts.map(({ kind, message }) => `${kind}: ${message}`),
        ['error: This cannot be judged, since a C1 file does not say which organizations require MFA'],
      );
    }));

  it('says so where the snapshot is damaged behind its beginning, and what to do', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      const users = Array.from({ length: 1000 }, (_, i) => user(`u${i}`));
      const members = { o1: Object.fromEntries(users.map(({ id }) => [id, ['r1']])) };
      writeSnapshot(file, { ...ROWS, users, members });
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0xff, bytes.length / 2));
      const policy = policyOf({ assert: 'atLeast', role: 'admin', people: 1 });
      const { message, hint } = await accessErrorOf(() => checkPolicy({ file, policy }));
      assert.equal(message, `${file} is not a Logto Access snapshot, or it is damaged.`);
      assert.ok(hint);
    }));

  it('is checked in the tenants that it names alone, by name or id, and says so where it is for others', async () => {
    const assertions = [{ assert: 'requiresMfa' }];
    const inTenants = (...tenants: readonly string[]): Promise<PolicyResult> =>
      checked(JSON.stringify({ tenants, assertions }));
    const breach = 'Zeta does not require MFA';
    for (const tenants of [['Test tenant'], ['Production', 'test']]) {
      const { verdicts, isForOthers } = await inTenants(...tenants);
      assert.deepEqual([verdicts.map(({ message }) => message), isForOthers], [[breach], undefined]);
    }
    const result = await inTenants('Production', 'test tenant');
    const message = 'This policy is for Production, test tenant, not for Test tenant: nothing was checked';
    const at = { offset: 11, length: 28, line: 0, column: 11 };
    assert.deepEqual(result.verdicts, [{ kind: 'error', at, message }]);
    assert.deepEqual([result.assertions, result.isForOthers], [1, true]);
    assert.match(
      checkReport(result, 'text', 'p', '1'),
      /: not checked, since the policy is for other tenants\n/,
    );
  });

  it('is described by a schema that takes what is read, and nothing else', () => {
    const file = new URL('../../../media/schemas/policy.schema.json', import.meta.url);
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(file, 'utf8')) as object);
    for (const one of ASSERTIONS.flatMap(([breached, , holds]) => [breached, holds]))
      for (const parts of [
        {},
        { because: 'So.' },
        { assert: 'x' },
        { extra: 1 },
        { assert: 'atLeast' },
        ...[
          { organizations: [] },
          { roles: ['admin', 'admin'] },
          { roles: ['admin'] },
          ...['@a.b', '*.b', '.b', ' a.b', 'a.b ', 'a..b', 'a', 'https://a.b'].map((one) => ({
            domains: [one],
          })),
          { people: 0 },
        ],
      ]) {
        const changed = { ...one, ...parts };
        const isRead = parsePolicy(policyOf(changed)).errors.length === 0;
        assert.equal(validate({ assertions: [changed] }), isRead, JSON.stringify(changed));
      }
    for (const tenants of [['a', 'b'], [], ['a', 'a'], [''], 'a', undefined]) {
      const policy = JSON.parse(
        JSON.stringify({ tenants, assertions: [{ assert: 'requiresMfa' }] }),
      ) as object;
      const isRead = parsePolicy(JSON.stringify(policy)).errors.length === 0;
      assert.equal(validate(policy), isRead, JSON.stringify(tenants));
    }
    assert.equal(validate({ assertions: [] }), false);
  });
});
