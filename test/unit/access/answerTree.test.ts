import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerOf, type Answer } from '../../../src/access/answers/answer.ts';
import { explain } from '../../../src/access/explain.ts';
import type { AccessNode } from '../../../src/access/nodes/node.ts';
import type { Question } from '../../../src/access/question.ts';
import { whoCan } from '../../../src/access/whoCan.ts';
import { organization, organizationRole, scope, user } from '../snapshot/support/rows.ts';
import { SHOP, withRows } from './support/shop.ts';
import { anyTenant } from './support/tenants.ts';
import { flat, walk, type Walked } from './support/walk.ts';

const PERMISSION = (id: string): Question => ({ ask: 'whoCan', target: { kind: 'permission', id } });
const WHY = (id: string): Question => ({ ask: 'why', holder: { kind: 'user', id } });

const walkedAnswer = ({ children }: Answer): Walked[] => {
  const root = walk({ id: '', kind: 'nothing', label: '', description: '', children });
  return [...(root.below ?? [])];
};

/** The tree as indented lines. */
function* drawn(nodes: readonly Walked[], indent = ''): Generator<string> {
  for (const { label, description, below } of nodes) {
    yield `${indent}${label}${description === '' ? '' : ` (${description})`}`;
    yield* drawn(below ?? [], `${indent}  `);
  }
}

/** The title and the tree of an answer. */
const tree = (question: Question, rows = SHOP): Promise<string[]> =>
  withRows(rows, (snapshot) => {
    const answer = answerOf(snapshot, question);
    return [`${answer.title}: ${answer.summary}`, ...drawn(walkedAnswer(answer))];
  });

describe('The tree of an answer', function () {
  it('to "who can" goes from the place to the holder, the role, and the permission', async () => {
    assert.deepEqual(await tree(PERMISSION('s2')), [
      'Who can Shop: buy: 2 people and 1 application in 1 organization',
      'In the whole tenant (by global roles · 2 holders)',
      '  Eve (Everyone)',
      '    Everyone (global role · given to every new user)',
      '      Shop: buy',
      '  Robot (Everyone)',
      '    Everyone (global role · given to every new user)',
      '      Shop: buy',
      'Acme (2 holders)',
      '  Ada (admin)',
      '    admin (organization role)',
      '      Shop: buy',
      '  Robot (robots)',
      '    robots (organization role)',
      '      Shop: buy',
    ]);
  });

  it('to "who has a role" ends at the role, and may be of one organization', async () => {
    const target = { kind: 'organizationRole', id: 'r2' } as const;
    assert.deepEqual(await tree({ ask: 'whoCan', target, organizationId: 'o1' }), [
      'Who has the role editor in Acme: 2 holders',
      'Acme (2 holders)',
      '  Ada (editor)',
      '    editor (organization role)',
      '  Bob (editor · suspended)',
      '    editor (organization role)',
    ]);
    assert.equal(
      (await tree({ ask: 'whoCan', target }))[0],
      'Who has the role editor: 2 people in 2 organizations',
    );
    assert.deepEqual(await tree({ ask: 'whoCan', target: { kind: 'organizationRole', id: 'r4' } }), [
      'Who has the role idle: nobody',
      'No user and no application holds it',
    ]);
  });

  it('to "why" goes from the place to the role and all that it permits', async () => {
    assert.deepEqual(await tree(WHY('u1')), [
      'Why Ada has access: 3 roles and 3 permissions in 2 organizations',
      'Acme (2 roles, 2 permissions)',
      '  admin (organization role)',
      '    read',
      '    Shop: buy',
      '  editor (organization role)',
      '    read',
      'Zeta (1 role, 1 permission)',
      '  editor (organization role)',
      '    read',
    ]);
    assert.deepEqual(await tree(WHY('u3')), [
      'Why Eve has access: 1 role and 1 permission in 1 organization',
      'Acme (no roles, no permissions)',
      '  A member without a role',
      'In the whole tenant (by global roles · 1 role, 1 permission)',
      '  Everyone (global role · given to every new user)',
      '    Shop: buy',
    ]);
  });

  it('about one organization has what is held by global roles apart, in the whole tenant', async () => {
    const inZeta = { ...PERMISSION('s2'), organizationId: 'o2' } as Question;
    assert.deepEqual((await tree(inZeta)).slice(0, 4), [
      'Who can Shop: buy in Zeta: nobody, and 2 holders by global roles in the whole tenant',
      'Zeta (no holders)',
      'In the whole tenant (by global roles · 2 holders)',
      '  Eve (Everyone)',
    ]);
    const why = { ...WHY('u3'), organizationId: 'o2' } as Question;
    assert.deepEqual(await tree(why), [
      'Why Eve has access in Zeta: no access, and 1 path by global roles in the whole tenant',
      'Not in this organization',
      'In the whole tenant (by global roles · 1 role, 1 permission)',
      '  Everyone (global role · given to every new user)',
      '    Shop: buy',
    ]);
    const inAcme = { ...WHY('u3'), organizationId: 'o1' } as Question;
    assert.deepEqual((await tree(inAcme)).slice(1, 4), [
      'Acme (no roles, no permissions)',
      '  A member without a role',
      'In the whole tenant (by global roles · 1 role, 1 permission)',
    ]);
  });

  it('to "why" says in words that there is no path, and to what', async () => {
    const holder = { kind: 'user', id: 'u1' } as const;
    const told = async (question: Question): Promise<string> => (await tree(question)).join('; ');
    assert.equal(
      await told({ ask: 'why', holder, organizationId: 'o2', scopeId: 's2' }),
      'Why Ada can Shop: buy in Zeta: no access; No role gives this permission here',
    );
    assert.equal(
      await told({ ask: 'why', holder: { kind: 'user', id: 'u2' }, organizationId: 'o2' }),
      'Why Bob has access in Zeta: no access; Not in this organization',
    );
    assert.equal(
      (await tree(WHY('u1'), { users: [user('u1', { name: 'Ada' })] })).join('; '),
      'Why Ada has access: no access; In no organization and without a role',
    );
  });

  it('of two people has what both have, and what each has alone', async () => {
    const [first, second] = [{ kind: 'user', id: 'u1' } as const, { kind: 'user', id: 'u2' } as const];
    assert.deepEqual(await tree({ ask: 'compare', first, second }), [
      'Ada and Bob: 3 in common, 5 not',
      'Both have (3)',
      '  Acme (organization)',
      '  editor (organization role in Acme)',
      '  read (permission in Acme)',
      'Only Ada (5)',
      '  admin (organization role in Acme)',
      '  Zeta (organization)',
      '  editor (organization role in Zeta)',
      '  Shop: buy (permission in Acme)',
      '  read (permission in Zeta)',
      'Only Bob (0)',
      '  Nothing',
    ]);
  });

  it('of two roles has what they permit', async () => {
    const [first, second] = [
      { kind: 'organizationRole', id: 'r1' } as const,
      { kind: 'globalRole', id: 'g1' } as const,
    ];
    assert.deepEqual((await tree({ ask: 'compare', first, second })).slice(1, 5), [
      'Both have (1)',
      '  Shop: buy (permission)',
      'Only admin (1)',
      '  read (permission)',
    ]);
  });

  it('tells of every line that is about one thing what one would look up', () =>
    withRows(SHOP, (snapshot) => {
      const compare = {
        ask: 'compare',
        first: { kind: 'user', id: 'u1' },
        second: { kind: 'user', id: 'u2' },
      };
      const names = new Map<string, string[]>();
      const see = ({ kind, subjectId, facts, children }: AccessNode): void => {
        assert.equal(subjectId === undefined, facts === undefined, kind);
        names.set(kind, facts?.().map(([name]) => name) ?? []);
        children?.({ limit: 100 }).nodes.forEach(see);
      };
      for (const question of [PERMISSION('s2'), WHY('u1'), compare as Question])
        answerOf(snapshot, question).children({ limit: 100 }).nodes.forEach(see);
      assert.ok(names.get('user')?.includes('Last sign-in'));
      assert.ok(names.get('application')?.includes('Type'));
      assert.ok(names.get('organization')?.includes('Details'));
    }));

  it('has every name on one line', async () => {
    const hostile = 'a\nb\u202ec';
    const rows = {
      ...SHOP,
      users: [user('u1', { name: hostile }), user('u2', { name: hostile }), user('u3', { name: hostile })],
      organizations: [organization('o1', { name: hostile }), organization('o2', { name: hostile })],
      organizationRoles: ['r1', 'r2', 'r3'].map((id) =>
        organizationRole(id, { name: hostile, description: hostile, scopeIds: ['s1', 's2'] }),
      ),
      scopes: ['s1', 's2'].map((id) => scope(id, { name: hostile, description: hostile })),
    };
    const [first, second] = [{ kind: 'user', id: 'u1' } as const, { kind: 'user', id: 'u2' } as const];
    for (const question of [PERMISSION('s2'), WHY('u1'), { ask: 'compare', first, second } as const])
      for (const line of await tree(question, rows)) assert.doesNotMatch(line, /[\n\u202e]/);
  });

  it('has the rows and the paths of the answer, every node with an id of its own, in any tenant', () =>
    fc.assert(
      fc.asyncProperty(anyTenant, (rows) =>
        withRows(rows, (snapshot) => {
          for (const { id } of rows.scopes) {
            const nodes = [...flat(walkedAnswer(answerOf(snapshot, PERMISSION(id))))];
            const { rows: holders } = whoCan(snapshot, { kind: 'permission', id }, { limit: 999 });
            const kinds = nodes.map(({ kind }) => kind);
            assert.equal(
              kinds.filter((kind) => kind === 'user' || kind === 'application').length,
              holders.length,
            );
            assert.equal(
              kinds.filter((kind) => kind === 'permission').length,
              holders.flatMap(({ roles }) => roles).length,
            );
            assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length);
          }
          for (const { id } of rows.users) {
            const nodes = [...flat(walkedAnswer(answerOf(snapshot, WHY(id))))];
            const { paths } = explain(snapshot, { kind: 'user', id });
            const permitted = nodes.filter(({ kind }) => kind === 'permission').length;
            assert.equal(permitted, paths.filter(({ permission }) => permission !== null).length);
            assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length);
          }
        }),
      ),
      { numRuns: 60 },
    ));
});
