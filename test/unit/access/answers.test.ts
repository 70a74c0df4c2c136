import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparedLines, explanationLines, hitLines, whoCanLines } from '../../../src/access/text/answers.ts';
import { compareFacts, factsOfHolder, factsOfRole } from '../../../src/access/compare.ts';
import { explain, type ExplainOptions } from '../../../src/access/explain.ts';
import { find } from '../../../src/access/find/find.ts';
import { resolve } from '../../../src/access/resolve.ts';
import type { TargetId } from '../../../src/access/target.ts';
import { whoCan, type WhoCanOptions } from '../../../src/access/whoCan.ts';
import { AccessError } from '../../../src/errors.ts';
import type { Hole } from '../../../src/snapshot/model.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { globalRole, user, writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { SHOP } from './support/shop.ts';

const ROWS: Rows = {
  ...SHOP,
  users: [
    user('u1', { name: 'Ada', email: 'ada@acme.example' }),
    user('u2', { name: 'Bob', suspended: true }),
    user('u3', { name: 'Bob', phone: '361' }),
    user('u4', { name: 'Nobody' }),
  ],
  globalRoles: [
    globalRole('g1', {
      name: 'Support',
      isDefault: true,
      userIds: ['u3'],
      applicationIds: ['a1'],
      scopeIds: ['s2'],
    }),
  ],
};

const HOLES: readonly Hole[] = [
  { in: 'members', of: 'o2', rows: 1, reason: 'Row 1 cannot be read.' },
  { in: 'roleUsers', of: 'g1', reason: 'Logto counts others.' },
  { in: 'invitations', reason: 'Refused.' },
];
const MEMBER = '1 member of the organization o2 is missing: Row 1 cannot be read';
const HOLDER = 'some users of the global role g1 may be missing: Logto counts others';

const BUY: TargetId = { kind: 'permission', id: 's2' };
const ADA = { kind: 'user', id: 'u1' } as const;

describe('Answers', () => {
  let folder: string;
  let whole: Snapshot;
  let holed: Snapshot;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    const [a, b] = [join(folder, 'a.snapshot'), join(folder, 'b.snapshot')];
    writeSnapshot(a, ROWS);
    writeSnapshot(b, ROWS, { holes: HOLES });
    [whole, holed] = [Snapshot.open(a), Snapshot.open(b)];
  });

  after(() => {
    whole.close();
    holed.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const who = (target: TargetId, options: WhoCanOptions = { limit: 99 }): string[] => [
    ...whoCanLines(whoCan(whole, target, options)),
  ];
  const why = (kind: 'user' | 'application', id: string, options?: ExplainOptions): string[] => [
    ...explanationLines(explain(whole, { kind, id }, options)),
  ];

  it('to "who can" have a line for each path: by global roles, then by organization', () => {
    assert.deepEqual(who(BUY), [
      'permission Shop: buy [s2]: 4 holders',
      '  Bob <361> [u3]: global role Support → Shop: buy',
      '  Robot [a1]: global role Support → Shop: buy',
      '  Ada <ada@acme.example> [u1]: Acme [o1] → admin → Shop: buy',
      '  Robot [a1]: Acme [o1] → robots → Shop: buy',
    ]);
    assert.deepEqual(who({ kind: 'permission', id: 's1' }), [
      'permission read [s1]: 3 holders',
      '  Ada <ada@acme.example> [u1]: Acme [o1] → admin → read',
      '  Ada <ada@acme.example> [u1]: Acme [o1] → editor → read',
      '  Bob [u2] suspended: Acme [o1] → editor → read',
      '  Ada <ada@acme.example> [u1]: Zeta [o2] → editor → read',
    ]);
  });

  it('to "who can" may be about a role, of one organization, and a page', () => {
    const editor = { kind: 'organizationRole', id: 'r2' } as const;
    assert.deepEqual(who(editor, { limit: 99, organizationId: 'o2' }), [
      'organization role editor [r2]: 1 holder',
      '  Ada <ada@acme.example> [u1]: Zeta [o2] → editor',
    ]);
    assert.deepEqual(who({ kind: 'globalRole', id: 'g1' }, { limit: 1 }), [
      'global role Support [g1]: 2 holders',
      '  Bob <361> [u3]: global role Support',
      '  and more, of whom the first 1 are shown',
    ]);
    assert.deepEqual(who({ kind: 'organizationRole', id: 'r4' }), [
      'organization role idle [r4]: no holders',
    ]);
  });

  it('to "who can" go on with a page of the same question alone, lest its first page be taken for the next one', () => {
    const { next: after } = whoCan(whole, BUY, { limit: 1 });
    assert.ok(after?.organization === null, 'a page that ends among the holders of global roles');
    for (const ask of [
      () => whoCan(whole, { kind: 'organizationRole', id: 'r2' }, { limit: 1, after }),
      () => whoCan(whole, BUY, { limit: 1, organizationId: 'o2', after }),
    ])
      assert.throws(ask, { message: 'The next page that was asked for is one of another question.' });
  });

  it('about one organization say how many more there are by global roles', () => {
    assert.deepEqual(who(BUY, { limit: 9, organizationId: 'o2' }), [
      'left out: 2 holders by global roles in the whole tenant: ask without the organization',
      'permission Shop: buy [s2]: no holders',
    ]);
    assert.deepEqual(why('user', 'u3', { organizationId: 'o1', scopeId: 's2' }), [
      'left out: 1 path by global roles in the whole tenant: ask without the organization',
      'user Bob <361> [u3]: no paths',
    ]);
  });

  it('to "why" have a line for each path, a member without a role and a role that permits nothing among them', () => {
    assert.deepEqual(why('user', 'u1'), [
      'user Ada <ada@acme.example> [u1]: 4 paths',
      '  Acme [o1] → admin → read',
      '  Acme [o1] → admin → Shop: buy',
      '  Acme [o1] → editor → read',
      '  Zeta [o2] → editor → read',
    ]);
    assert.deepEqual(why('user', 'u3'), [
      'user Bob <361> [u3]: 2 paths',
      '  Acme [o1] → no role',
      '  global role Support → Shop: buy',
    ]);
    assert.deepEqual(why('application', 'a1'), [
      'application Robot [a1]: 2 paths',
      '  Acme [o1] → robots → Shop: buy',
      '  global role Support → Shop: buy',
    ]);
    assert.deepEqual(why('user', 'u4'), ['user Nobody [u4]: no paths']);
    assert.deepEqual(why('user', 'u1', { organizationId: 'o1', scopeId: 's2' }), [
      'user Ada <ada@acme.example> [u1]: 1 path',
      '  Acme [o1] → admin → Shop: buy',
    ]);
  });

  it('say which permissions somebody has in effect, and by which roles', () => {
    const { permissions } = explain(whole, ADA);
    assert.deepEqual(
      permissions.map(({ organization, permission, roles }) => [
        ...[organization?.name, permission.name],
        ...roles.map(({ name }) => name),
      ]),
      [
        ['Acme', 'read', 'admin', 'editor'],
        ['Acme', 'buy', 'admin'],
        ['Zeta', 'read', 'editor'],
      ],
    );
  });

  it('compare two people: what both have, and what each has alone', () => {
    const [ada, bob] = [ADA, { kind: 'user', id: 'u2' } as const].map((one) =>
      factsOfHolder(explain(whole, one)),
    );
    assert.deepEqual(
      [...comparedLines(compareFacts(ada!, bob!), ['Ada', 'Bob'])],
      [
        'both: 3 facts',
        '  organization Acme [o1]',
        '  organization role editor [r2] in Acme [o1]',
        '  permission read [s1] in Acme [o1]',
        'only Ada: 5 facts',
        '  organization role admin [r1] in Acme [o1]',
        '  organization Zeta [o2]',
        '  organization role editor [r2] in Zeta [o2]',
        '  permission Shop: buy [s2] in Acme [o1]',
        '  permission read [s1] in Zeta [o2]',
        'only Bob: no facts',
      ],
    );
  });

  it('compare two roles, in organizations or in the whole tenant, by what they permit', () => {
    const admin = factsOfRole(whole, { kind: 'organizationRole', id: 'r1' });
    const support = factsOfRole(whole, { kind: 'globalRole', id: 'g1' });
    assert.deepEqual(
      [...comparedLines(compareFacts(support, admin), ['Support', 'admin'])],
      [
        'both: 1 fact',
        '  permission Shop: buy [s2]',
        'only Support: no facts',
        'only admin: 1 fact',
        '  permission read [s1]',
      ],
    );
  });

  it('tell hits by what was found where that is not shown anyway, and how many more there are', () => {
    assert.deepEqual(
      [...hitLines(find(whole, 'bob', { limit: 1 }))],
      ['user Bob · suspended [u2]', 'and 1 more'],
    );
    assert.deepEqual([...hitLines(find(whole, 'a@a', { limit: 1 }))], ['user Ada · ada@acme.example [u1]']);
    assert.deepEqual([...hitLines(find(whole, '361', { limit: 2 }))], ['user Bob · 361 [u3]']);
    assert.deepEqual([...hitLines(find(whole, 'zz', { limit: 2 }))], ['nothing found']);
  });

  it('say what an incomplete snapshot may lack of them, and nothing of what has nothing to do with them', () => {
    const lack = (target: TargetId, organizationId?: string): readonly string[] =>
      whoCan(holed, target, { limit: 9, ...(organizationId !== undefined && { organizationId }) }).mayLack;
    assert.deepEqual(lack(BUY), [MEMBER, HOLDER]);
    assert.deepEqual(lack({ kind: 'permission', id: 's1' }), [MEMBER], 'no global role gives it');
    assert.deepEqual(lack(BUY, 'o1'), [HOLDER], 'of whom some are left out, and counted');
    assert.deepEqual(lack({ kind: 'organizationRole', id: 'r1' }, 'o2'), [MEMBER]);
    assert.deepEqual(lack({ kind: 'globalRole', id: 'g1' }), [HOLDER]);
    assert.deepEqual(explain(holed, ADA).mayLack, [MEMBER, HOLDER]);
    assert.deepEqual(explain(holed, ADA, { organizationId: 'o1' }).mayLack, [HOLDER]);
    assert.deepEqual(explain(holed, { kind: 'application', id: 'a1' }).mayLack, []);
    const both = compareFacts(
      factsOfHolder(explain(holed, ADA)),
      factsOfHolder(explain(holed, { kind: 'user', id: 'u2' })),
    );
    assert.deepEqual(both.mayLack, [MEMBER, HOLDER]);
    assert.equal([...explanationLines(explain(holed, ADA))][0], `incomplete: ${MEMBER}`);
    assert.equal([...whoCanLines(whoCan(holed, BUY, { limit: 9 }))][1], `incomplete: ${HOLDER}`);
  });

  it('say what a C1 file does not carry, where that may be part of them', () => {
    const file = join(folder, 'c1.snapshot');
    const unknown = ['permissions', 'global roles', 'phone'] as const;
    writeSnapshot(file, ROWS, { c1: { format: 'C1Z', syncId: 'x', olderSyncs: 0, unknown, foreign: false } });
    const imported = Snapshot.open(file);
    const told = 'Not in a C1 file, so unknown: permissions, global roles';
    assert.deepEqual(explain(imported, ADA).mayLack, [told]);
    const editor = { kind: 'organizationRole', id: 'r2' } as const;
    assert.deepEqual(whoCan(imported, editor, { limit: 1 }).mayLack, []);
    imported.close();
  });

  it('do not exist of what the snapshot does not have, which an error says', () => {
    const fails = (ask: () => unknown, message: string): void =>
      assert.throws(ask, (error) => {
        assert.ok(error instanceof AccessError);
        assert.equal(error.code, 'access.not_there');
        assert.equal(error.message, `This snapshot has no ${message}.`);
        return true;
      });
    fails(() => whoCan(whole, { kind: 'permission', id: 'x' }, { limit: 1 }), 'permission [x]');
    fails(
      () => whoCan(whole, { kind: 'organizationRole', id: 'g1' }, { limit: 1 }),
      'organization role [g1]',
    );
    fails(() => whoCan(whole, { kind: 'globalRole', id: 'r1' }, { limit: 1 }), 'global role [r1]');
    fails(() => whoCan(whole, BUY, { limit: 1, organizationId: 'x' }), 'organization [x]');
    fails(() => explain(whole, { kind: 'user', id: 'a1' }), 'user [a1]');
    fails(() => explain(whole, { kind: 'application', id: 'u1' }), 'application [u1]');
    fails(() => explain(whole, ADA, { organizationId: 'x' }), 'organization [x]');
    fails(() => explain(whole, ADA, { scopeId: 'x' }), 'permission [x]');
    fails(() => factsOfRole(whole, { kind: 'globalRole', id: 'r1' }), 'global role [r1]');
  });

  it('take names for ids, and list candidates where a name means several things', async () => {
    assert.deepEqual(await resolve(whole, 'u2', ['user']), { kind: 'user', id: 'u2' });
    assert.deepEqual(await resolve(whole, 'ADA', ['user', 'application']), ADA);
    assert.deepEqual(await resolve(whole, 'ada@acme.example', ['user']), ADA);
    assert.deepEqual(await resolve(whole, 'support', ['permission', 'globalRole']), {
      kind: 'globalRole',
      id: 'g1',
    });
    const fails = (text: string, message: string, hint: string): Promise<void> =>
      assert.rejects(resolve(whole, text, ['user', 'application']), (error) => {
        assert.ok(error instanceof AccessError);
        assert.deepEqual([error.message, error.hint], [message, hint]);
        return true;
      });
    await fails(
      'Bob',
      '"Bob" may be user Bob (suspended) [u2], or user Bob (361) [u3].',
      'Give the id that stands in brackets.',
    );
    await fails(
      'bo\n',
      'This snapshot has no user or application "bo".',
      'There is user Bob (suspended) [u2], user Bob (361) [u3], user Nobody [u4], application Robot (MachineToMachine) [a1].',
    );
    await fails(
      'zz',
      'This snapshot has no user or application "zz".',
      'It may be newer than the snapshot, or could not be read: sync the tenant again.',
    );
  });
});
