import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerOf } from '../../../src/access/answers/answer.ts';
import type { NodeKind } from '../../../src/access/nodes/node.ts';
import type { Question } from '../../../src/access/question.ts';
import type { TargetId } from '../../../src/access/target.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import type { Rows } from '../snapshot/support/rows.ts';
import { naivePaths, type NaivePath } from './support/naive.ts';
import { withRows } from './support/shop.ts';
import { anyTenant } from './support/tenants.ts';
import { walk, type Walked } from './support/walk.ts';

/** The step of a path that a line of a tree is. */
const STEPS: Partial<Record<NodeKind, keyof NaivePath>> = {
  ...{ user: 'holder', application: 'holder', organization: 'organization' },
  ...{ organizationRole: 'role', globalRole: 'role', permission: 'permission' },
};

function stepOf({ kind, subjectId }: Walked): Partial<NaivePath> {
  const step = STEPS[kind];
  if (step === undefined) return {};
  return { [step]: subjectId, ...((kind === 'user' || kind === 'application') && { kind }) };
}

/** Every way down a tree, after the steps that led to it. */
function waysDown(nodes: readonly Walked[], path: NaivePath): NaivePath[] {
  return nodes.flatMap((node) => {
    const here = { ...path, ...stepOf(node) };
    return node.below === undefined ? [here] : waysDown(node.below, here);
  });
}

/** The paths that the tree of an answer shows. */
function pathsOf(snapshot: Snapshot, question: Question): NaivePath[] {
  const { children } = answerOf(snapshot, question);
  const { below = [] } = walk({ id: '', kind: 'nothing', label: '', description: '', children });
  const holder = question.ask === 'why' ? question.holder : { kind: 'user' as const, id: '' };
  const start = { kind: holder.kind, holder: holder.id, organization: null, role: null, permission: null };
  return waysDown(
    below.filter(({ kind }) => kind !== 'nothing'),
    start,
  );
}

const unordered = (paths: readonly NaivePath[]): string[] =>
  paths
    .map(({ kind, holder, organization, role, permission }) =>
      [kind, holder, organization, role, permission].join(' '),
    )
    .sort();

/** The paths that lead to something: to a role each once, whatever it permits. */
function pathsTo({ kind, id }: TargetId, paths: readonly NaivePath[]): NaivePath[] {
  if (kind === 'permission') return paths.filter(({ permission }) => permission === id);
  const held = paths.filter(
    ({ organization, role }) => role === id && (organization === null) === (kind === 'globalRole'),
  );
  return [
    ...Map.groupBy(held, ({ kind: of, holder, organization }) => [of, holder, organization].join()).values(),
  ]
    .flatMap(([first]) => first ?? [])
    .map((path) => ({ ...path, permission: null }));
}

/** Who belongs where, who holds what there, and what permits what: as the rows of a tenant say. */
function edgesIn(rows: Rows): Set<string> {
  const edges: string[] = [];
  for (const [kind, belonging] of [
    ['user', rows.members ?? {}],
    ['application', rows.applicationMembers ?? {}],
  ] as const)
    for (const [organization, holders] of Object.entries(belonging))
      for (const [holder, roles] of Object.entries(holders))
        edges.push(
          `${kind} ${holder} in ${organization}`,
          ...roles.map((role) => `${kind} ${holder} has ${role} in ${organization}`),
        );
  for (const { id, userIds = [], applicationIds = [] } of rows.globalRoles ?? [])
    edges.push(
      ...userIds.map((holder) => `user ${holder} has ${id}`),
      ...applicationIds.map((holder) => `application ${holder} has ${id}`),
    );
  for (const { id, scopeIds = [] } of [...(rows.organizationRoles ?? []), ...(rows.globalRoles ?? [])])
    edges.push(...scopeIds.map((scope) => `${id} permits ${scope}`));
  return new Set(edges);
}

/** The edges that a path goes along. */
function edgesOf({ kind, holder, organization, role, permission }: NaivePath): string[] {
  const where = organization === null ? '' : ` in ${organization}`;
  return [
    ...(organization === null ? [] : [`${kind} ${holder}${where}`]),
    ...(role === null ? [] : [`${kind} ${holder} has ${role}${where}`]),
    ...(permission === null ? [] : [`${String(role)} permits ${permission}`]),
  ];
}

function assertPaths(rows: Rows, shown: readonly NaivePath[], expected: readonly NaivePath[]): void {
  assert.deepEqual(unordered(shown), unordered(expected));
  const edges = edgesIn(rows);
  for (const path of shown) {
    assert.ok(edgesOf(path).length > 0, 'a path has edges');
    for (const edge of edgesOf(path)) assert.ok(edges.has(edge), edge);
  }
}

/** Checks all answers to questions about something of a random tenant. */
const check = (test: (snapshot: Snapshot, rows: Rows, naive: readonly NaivePath[]) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anyTenant, (rows) =>
      withRows(rows, (snapshot) => {
        test(snapshot, rows, naivePaths(rows));
      }),
    ),
    { numRuns: 60 },
  );

const targetsOf = (rows: Rows): TargetId[] => [
  ...(rows.scopes ?? []).map(({ id }) => ({ kind: 'permission', id }) as const),
  ...(rows.organizationRoles ?? []).map(({ id }) => ({ kind: 'organizationRole', id }) as const),
  ...(rows.globalRoles ?? []).map(({ id }) => ({ kind: 'globalRole', id }) as const),
];

describe('The tree of an answer about a random tenant', () => {
  it('to "who can" has each path that the rows have, along edges that they have, and no other', () =>
    check((snapshot, rows, naive) => {
      for (const target of targetsOf(rows)) {
        const expected = pathsTo(target, naive);
        assertPaths(rows, pathsOf(snapshot, { ask: 'whoCan', target }), expected);
        for (const { id: organizationId } of rows.organizations ?? [])
          assertPaths(
            rows,
            pathsOf(snapshot, { ask: 'whoCan', target, organizationId }),
            expected.filter(({ organization }) => [organizationId, null].includes(organization)),
          );
      }
    }));

  it('to "why" has each path that the rows have, along edges that they have, and no other', () =>
    check((snapshot, rows, naive) => {
      const holders = [
        ...(rows.users ?? []).map(({ id }) => ({ kind: 'user', id }) as const),
        ...(rows.applications ?? []).map(({ id }) => ({ kind: 'application', id }) as const),
      ];
      for (const holder of holders) {
        const expected = naive.filter((path) => path.kind === holder.kind && path.holder === holder.id);
        assertPaths(rows, pathsOf(snapshot, { ask: 'why', holder }), expected);
        for (const { id: organizationId } of rows.organizations ?? [])
          assertPaths(
            rows,
            pathsOf(snapshot, { ask: 'why', holder, organizationId }),
            expected.filter(({ organization }) => [organizationId, null].includes(organization)),
          );
        for (const { id: scopeId } of rows.scopes ?? [])
          assertPaths(
            rows,
            pathsOf(snapshot, { ask: 'why', holder, scopeId }),
            expected.filter(({ permission }) => permission === scopeId),
          );
      }
    }));
});
