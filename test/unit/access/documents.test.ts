import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Question } from '../../../src/access/question.ts';
import { documentLines, subjectWithId, type Subject } from '../../../src/access/text/documents.ts';
import { idsIn } from '../../../src/access/text/links.ts';
import { writeDocument } from '../../../src/access/text/write.ts';
import { subjectTitle } from '../../../src/access/titles.ts';
import { CancelledError } from '../../../src/errors.ts';
import { globalRole, user, type Rows } from '../snapshot/support/rows.ts';
import { SHOP, withRows } from './support/shop.ts';
import { anyTenant } from './support/tenants.ts';

/** The lines of a document, as a person sees them. */
const lines = (
  subject: Subject,
  { rows = SHOP, ...room }: { rows?: Rows; most?: number; mostLines?: number } = {},
): Promise<string[]> =>
  withRows(rows, async (snapshot) => {
    const text = await writeDocument(documentLines(snapshot, subject), room);
    assert.ok(text.endsWith('\n'));
    return text.slice(0, -1).split('\n');
  });

const BUY: Question = { ask: 'whoCan', target: { kind: 'permission', id: 's2' } };
const COMPARE: Question = {
  ask: 'compare',
  first: { kind: 'user', id: 'u1' },
  second: { kind: 'user', id: 'u2' },
};

/** A tenant in which 99 people have a role in an organization. */
function manyMembers(): Rows {
  const users = Array.from({ length: 99 }, (_, i) => user(`u${i}`));
  const members = { ...SHOP.members, o1: Object.fromEntries(users.map(({ id }) => [id, ['r2']])) };
  return { ...SHOP, users, members };
}

/** Every kind of document of a tenant. */
const subjectsOf = (rows: Required<Pick<Rows, 'users' | 'organizations' | 'scopes'>> & Rows): Subject[] => [
  { kind: 'tenant' },
  { kind: 'users', part: 1 },
  ...rows.users.flatMap(({ id }): Subject[] => [
    { kind: 'user', id },
    { kind: 'facts', of: { kind: 'user', id } },
    { kind: 'answer', question: { ask: 'why', holder: { kind: 'user', id } } },
  ]),
  ...rows.organizations.map(({ id }): Subject => ({ kind: 'organization', id })),
  ...(rows.organizationRoles ?? []).map(({ id }): Subject => ({ kind: 'organizationRole', id })),
  ...(rows.globalRoles ?? []).map(({ id }): Subject => ({ kind: 'globalRole', id })),
  ...(rows.applications ?? []).map(({ id }): Subject => ({ kind: 'application', id })),
  ...rows.scopes.map(({ id }): Subject => ({
    kind: 'answer',
    question: { ask: 'whoCan', target: { kind: 'permission', id } },
  })),
];

describe('A document', function () {
  it('of a user has what is known of them, and each step of a path below the one before', async () => {
    assert.deepEqual(await lines({ kind: 'user', id: 'u1' }), [
      'user Ada <ada@acme.example> [u1]',
      '  email ada@acme.example',
      '  organization Acme [o1]',
      '    organization role admin [r1]',
      '      permission read [s1]',
      '      permission Shop: buy [s2]',
      '    organization role editor [r2]',
      '      permission read [s1]',
      '  organization Zeta [o2]',
      '    organization role editor [r2]',
      '      permission read [s1]',
    ]);
    assert.deepEqual(await lines({ kind: 'user', id: 'u3' }), [
      'user Eve [u3]',
      '  organization Acme [o1]',
      '    no role',
      '  global role Everyone [g1]',
      '    permission Shop: buy [s2]',
    ]);
  });

  it('of an application has the same', async () => {
    assert.deepEqual(await lines({ kind: 'application', id: 'a1' }), [
      'application Robot [a1] MachineToMachine',
      '  organization Acme [o1]',
      '    organization role robots [r3]',
      '      permission Shop: buy [s2]',
      '  global role Everyone [g1]',
      '    permission Shop: buy [s2]',
    ]);
  });

  it('of a role has what it permits and who holds it where, and only how many where that is too long', async () => {
    const admin = { kind: 'organizationRole', id: 'r2' } as const;
    const head = ['organization role editor [r2]', '  permission read [s1]'];
    const whole = [
      ...head,
      '  organization Acme [o1]',
      '    user Ada <ada@acme.example> [u1]',
      '    user Bob [u2] suspended',
      '  organization Zeta [o2]',
      '    user Ada <ada@acme.example> [u1]',
    ];
    assert.deepEqual(await lines(admin), whole);
    const rows = manyMembers();
    const long = await lines(admin, { rows });
    const size = Buffer.byteLength(long.join('\n')) + 1;
    assert.deepEqual(await lines(admin, { rows, most: size }), long);
    const split = await lines(admin, { rows, most: size - 1 });
    assert.match(split[2] ?? '', /^split: /);
    assert.deepEqual(split.toSpliced(2, 1), [
      ...head,
      '  organization Acme [o1]: 99 holders',
      '  organization Zeta [o2]: 1 holder',
    ]);
  });

  it('of a global role has who holds it, and the users as documents of their own where they are too many', async () => {
    const everyone = { kind: 'globalRole', id: 'g1' } as const;
    const head = ['global role Everyone [g1] default', '  permission Shop: buy [s2]'];
    const whole = [...head, '  user Eve [u3]', '  application Robot [a1]'];
    assert.deepEqual(await lines(everyone), whole);
    const users = Array.from({ length: 99 }, (_, i) => user(`u${i}`));
    const role = globalRole('g1', { name: 'Everyone', userIds: users.map(({ id }) => id) });
    const rows = { ...SHOP, users, globalRoles: [role] };
    assert.equal((await lines(everyone, { rows })).length, 1 + 99);
    const split = await lines(everyone, { rows, most: 999 });
    assert.match(split[1] ?? '', /^split: /);
    assert.deepEqual(split.toSpliced(1, 1), ['global role Everyone [g1]', '  users 1 to 99 [users-1-of-g1]']);
    await withRows(SHOP, (snapshot) => {
      const part = { kind: 'users', part: 1, roleId: 'g1' } as const;
      assert.deepEqual(subjectWithId(snapshot, 'users-1-of-g1'), part);
      assert.equal(subjectTitle(snapshot, part), 'Everyone users 1');
      assert.deepEqual([...documentLines(snapshot, part).whole], ['user Eve [u3]']);
    });
  });

  it('of an organization has the members as documents of their own where they are too many', async () => {
    const rows = manyMembers();
    const acme = { kind: 'organization', id: 'o1' } as const;
    assert.equal((await lines(acme, { rows })).length, 1 + 1 + 99 + 1);
    const split = await lines(acme, { rows, most: 999 });
    assert.match(split[2] ?? '', /^split: /);
    assert.deepEqual(split.toSpliced(2, 1), [
      ...['organization Acme [o1]', '  left out: global roles, which 1 member holds in the whole tenant'],
      '  members 1 to 99 [members-1-of-o1]',
      '  application Robot [a1]: robots',
    ]);
    await withRows(SHOP, (snapshot) => {
      const part = { kind: 'users', part: 1, organizationId: 'o1' } as const;
      assert.deepEqual(subjectWithId(snapshot, 'members-1-of-o1'), part);
      assert.equal(subjectWithId(snapshot, 'members-1'), undefined);
      assert.equal(subjectTitle(snapshot, part), 'Acme members 1');
      assert.deepEqual([...documentLines(snapshot, part).whole].slice(0, 2), [
        ...['member Ada: admin, editor <ada@acme.example> [u1]', 'member Bob: editor [u2] suspended'],
      ]);
    });
  });

  it('of an answer is what the command line prints', async () => {
    assert.deepEqual(await lines({ kind: 'answer', question: BUY }), [
      'permission Shop: buy [s2]: 4 holders',
      '  Eve [u3]: global role Everyone → Shop: buy',
      '  Robot [a1]: global role Everyone → Shop: buy',
      '  Ada <ada@acme.example> [u1]: Acme [o1] → admin → Shop: buy',
      '  Robot [a1]: Acme [o1] → robots → Shop: buy',
    ]);
    const [, first] = await lines({ kind: 'answer', question: COMPARE });
    assert.equal(first, '  organization Acme [o1]');
    assert.equal(
      (await lines({ kind: 'facts', of: { kind: 'user', id: 'u2' } }))[0],
      'organization Acme [o1]',
    );
  });

  it('of a long answer has every holder once', async () => {
    const users = Array.from({ length: 1203 }, (_, i) => user(`u${i}`));
    const members = { o1: Object.fromEntries(users.map(({ id }) => [id, ['r2']])) };
    const question = { ask: 'whoCan', target: { kind: 'organizationRole', id: 'r2' } } as const;
    const [head, ...holders] = await lines(
      { kind: 'answer', question },
      { rows: { ...SHOP, users, members } },
    );
    assert.equal(head, 'organization role editor [r2]: 1,203 holders');
    assert.equal(new Set(holders).size, 1203);
    assert.equal(holders.length, 1203);
    const split = await lines({ kind: 'answer', question }, { rows: { ...SHOP, users, members }, most: 999 });
    assert.match(split[1] ?? '', /^split: /);
    assert.equal(split[2], '  organization Acme [o1]: 1,203 holders');
    const inside = { kind: 'answer', question: { ...question, organizationId: 'o1' } } as const;
    const cut = await lines(inside, { rows: { ...SHOP, users, members }, most: 999 });
    assert.ok(!cut.some((line) => line.startsWith('split: ')), 'one organization is not split');
  });

  it('of a tenant that is too long is split by organization, global role and users, and says so', async () => {
    const whole = await lines({ kind: 'tenant' });
    const most = Buffer.byteLength(whole.join('\n'));
    const users = [...(SHOP.users ?? []), ...Array.from({ length: 99 }, (_, i) => user(`more${i}`))];
    const split = await lines({ kind: 'tenant' }, { rows: { ...SHOP, users }, most });
    assert.deepEqual(split, [
      ...[
        'tenant Test tenant',
        split[1],
        '',
        'organization Acme [o1]: 3 members',
        'organization Zeta [o2]: 1 member',
      ],
      ...['', 'organization role admin [r1]', '  permission read [s1]', '  permission Shop: buy [s2]'],
      ...['organization role editor [r2]', '  permission read [s1]', 'organization role idle [r4]'],
      ...['organization role robots [r3] machine-to-machine', '  permission Shop: buy [s2]', ''],
      ...['global role Everyone [g1] default', '  permission Shop: buy [s2]', '  1 user, 1 application', ''],
      ...['application Robot [a1] MachineToMachine', ''],
      'users 1 to 102 [users-1]',
    ]);
    assert.match(split[1] ?? '', /^split: /);
    await withRows({ ...SHOP, users }, async (snapshot) => {
      for (const line of split)
        for (const { id } of idsIn(line)) {
          const subject = subjectWithId(snapshot, id);
          assert.ok(subject, id);
          assert.doesNotMatch(await writeDocument(documentLines(snapshot, subject)), /^split: /m);
        }
    });
  });

  it('of more lines than an editor folds is split', async () => {
    const whole = await lines({ kind: 'tenant' });
    // the empty one at the end is one too
    assert.deepEqual(await lines({ kind: 'tenant' }, { mostLines: whole.length + 1 }), whole);
    const split = await lines({ kind: 'tenant' }, { mostLines: whole.length });
    assert.match(split[1] ?? '', /^split: /);
    assert.equal(split.at(-1), 'users 1 to 3 [users-1]');
  });

  it('that cannot be split is cut, and says so', async () => {
    const cut = await lines({ kind: 'user', id: 'u1' }, { most: 80 });
    assert.deepEqual(cut, [
      ...['user Ada <ada@acme.example> [u1]', '  email ada@acme.example'],
      'cut: 9 more lines do not fit into one document; the view and an export have what they say',
    ]);
    const whole = await lines({ kind: 'user', id: 'u1' }, { mostLines: 3 });
    assert.equal(whole.length, 2 + 9, 'nothing is cut for its number of lines');
  });

  it('is no longer written once it is cancelled', () =>
    withRows(SHOP, () => {
      const cancelled = new AbortController();
      function* endless(): Generator<string> {
        for (let i = 0; ; i++) {
          if (i === 1000) cancelled.abort();
          yield 'a';
        }
      }
      const writing = writeDocument({ whole: endless() }, { most: Infinity, signal: cancelled.signal });
      return assert.rejects(writing, CancelledError);
    }));

  it('is the same twice, with names on one line, and every id that it names has a document', () =>
    fc.assert(
      fc.asyncProperty(anyTenant, (rows) =>
        withRows(rows, async (snapshot) => {
          for (const subject of subjectsOf(rows)) {
            const [text, again] = [
              await writeDocument(documentLines(snapshot, subject)),
              await writeDocument(documentLines(snapshot, subject)),
            ];
            assert.equal(text, again);
            assert.doesNotMatch(subjectTitle(snapshot, subject), /\n/);
            for (const { id } of text.split('\n').flatMap(idsIn)) assert.ok(subjectWithId(snapshot, id), id);
          }
        }),
      ),
      { numRuns: 25 },
    ));
});

describe('What is in brackets', () => {
  it('is an id with its place, and no other text', () => {
    assert.deepEqual(idsIn('  Ada [u1]: Acme [o-1] → [not one] []'), [
      { id: 'u1', start: 7, end: 9 },
      { id: 'o-1', start: 18, end: 21 },
    ]);
  });

  it('leads to the thing with this id, or nowhere', () =>
    withRows(SHOP, (snapshot) => {
      const led = ['u1', 'o1', 'r1', 'g1', 'a1', 's2', 'api', 'users-2', 'x'].map((id) =>
        subjectWithId(snapshot, id),
      );
      assert.deepEqual(led, [
        { kind: 'user', id: 'u1' },
        { kind: 'organization', id: 'o1' },
        { kind: 'organizationRole', id: 'r1' },
        { kind: 'globalRole', id: 'g1' },
        { kind: 'application', id: 'a1' },
        { kind: 'answer', question: { ask: 'whoCan', target: { kind: 'permission', id: 's2' } } },
        undefined,
        { kind: 'users', part: 2 },
        undefined,
      ]);
    }));
});

describe('The title of a document', () => {
  it('says what it is about', () =>
    withRows(SHOP, (snapshot) => {
      const titles = (
        [
          { kind: 'tenant' },
          { kind: 'users', part: 2 },
          { kind: 'organization', id: 'o1' },
          { kind: 'facts', of: { kind: 'globalRole', id: 'g1' } },
          { kind: 'answer', question: BUY },
          { kind: 'answer', question: COMPARE },
        ] as const
      ).map((subject) => subjectTitle(snapshot, subject));
      assert.deepEqual(titles, [
        ...['Test tenant', 'Test tenant users 2', 'Acme', 'Everyone'],
        ...['Who can Shop: buy', 'Ada and Bob'],
      ]);
    }));
});
