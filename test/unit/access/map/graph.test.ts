import assert from 'node:assert/strict';
import { MOST_NODES, NODE, type Graph } from '../../../../src/access/map/graph.ts';
import { holderGraph } from '../../../../src/access/map/holderGraph.ts';
import { layOut } from '../../../../src/access/map/layout.ts';
import { targetGraph } from '../../../../src/access/map/targetGraph.ts';
import type { TargetId } from '../../../../src/access/target.ts';
import type { Hole } from '../../../../src/snapshot/model.ts';
import { nodeLabel } from '../../../../src/webview/graphWords.ts';
import { pathThrough } from '../../../../src/webview/paths.ts';
import { accessErrorOf } from '../../../support/rejects.ts';
import { organization, organizationRole, scope, user, type Rows } from '../../snapshot/support/rows.ts';
import { leadsTo, naivePaths, targetsOf } from '../support/naive.ts';
import { SHOP, withRows } from '../support/shop.ts';
import { edgesOf, permits, stepsOf } from './steps.ts';
import { onRandomTenants } from './support.ts';

/** Every stack of a tenant, wide open. */
function allOpen(rows: Rows): Record<string, number> {
  const ways = ['', ...(rows.organizationRoles ?? []).map(({ id }) => ` by ${id}`)];
  const places = [
    ...(rows.organizations ?? []).flatMap(({ id }) =>
      ways.map((way) => `holders of organization:${id}${way}`),
    ),
    ...(rows.globalRoles ?? []).map(({ id }) => `holders of globalRole:${id}`),
  ];
  return Object.fromEntries([...places, 'organizations', 'roles', 'permissions'].map((id) => [id, 1000]));
}

const shownIn = ({ nodes }: Graph): string[] =>
  nodes.map(({ label, kind }) => (kind === 'stack' ? `(${label})` : label));

/** Checks that every edge has both ends, that nothing is there twice, and that layers follow one another. */
function checkShape(graph: Graph): void {
  const ids = graph.nodes.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  const edges = graph.edges.map(({ from, to }) => `${from} → ${to}`);
  assert.equal(new Set(edges).size, edges.length);
  const placed = layOut(graph);
  const at = new Map(placed.nodes.map((node) => [node.id, node]));
  for (const { from, to, points } of placed.edges) {
    const [start, end] = [at.get(from)!, at.get(to)!];
    assert.ok(start.x + NODE.width < end.x);
    assert.deepEqual(points[0], { x: start.x + NODE.width, y: start.y + NODE.height / 2 });
    assert.deepEqual(points.at(-1), { x: end.x, y: end.y + NODE.height / 2 });
    const xs = points.map(({ x }) => x);
    assert.deepEqual(
      xs,
      xs.toSorted((a, b) => a - b),
    );
  }
  for (const [i, one] of placed.nodes.entries()) {
    assert.ok(one.x >= 0 && one.y >= 0);
    assert.ok(one.x + NODE.width <= placed.width && one.y + NODE.height <= placed.height);
    for (const other of placed.nodes.slice(i + 1))
      assert.ok(
        one.x !== other.x || Math.abs(one.y - other.y) >= NODE.height,
        `${one.id} covers ${other.id}`,
      );
  }
}

describe('The graph of a holder', function () {
  it('has in every random tenant the steps of all paths, as the rows do, laid out without overlap', () =>
    onRandomTenants((snapshot, rows) => {
      const paths = naivePaths(rows);
      const holders = [
        ...rows.users.map(({ id }) => ({ kind: 'user', id }) as const),
        ...(rows.applications ?? []).map(({ id }) => ({ kind: 'application', id }) as const),
      ];
      for (const whose of holders) {
        const ofHolder = paths.filter(({ kind, holder }) => kind === whose.kind && holder === whose.id);
        const graph = holderGraph(snapshot, whose, { open: {} });
        checkShape(graph);
        assert.deepEqual(edgesOf(graph), stepsOf(ofHolder));
        for (const { id: organizationId } of rows.organizations) {
          const there = holderGraph(snapshot, whose, { organizationId, open: {} });
          const paths = ofHolder.filter((path) => path.organization === organizationId);
          assert.deepEqual(edgesOf(there), stepsOf(paths));
        }
      }
    }));

  it('keeps most of very many organizations in a stack, which opens on demand up to a limit', () => {
    const ids = Array.from({ length: 500 }, (_, i) => `o${String(i).padStart(3, '0')}`);
    const rows: Rows = {
      users: [user('u1', { name: 'Ada' })],
      organizations: ids.map((id) => organization(id)),
      members: Object.fromEntries(ids.map((id, i) => [id, { u1: i === 499 ? ['r2'] : ['r1'] }])),
      organizationRoles: [organizationRole('r1'), organizationRole('r2', { scopeIds: ['s1'] })],
      scopes: [scope('s1')],
    };
    return withRows(rows, (snapshot) => {
      const whose = { kind: 'user', id: 'u1' } as const;
      const first = holderGraph(snapshot, whose, { open: {} });
      assert.ok(shownIn(first).includes('(+488 organizations)'));
      assert.equal(first.nodes.length, 1 + 2 + 1 + 12 + 1);
      assert.ok(
        edgesOf(first).includes('organizations → organizationRole:r2'),
        'also what lies in the stack',
      );
      const more = holderGraph(snapshot, whose, { open: { organizations: 50 } });
      assert.ok(shownIn(more).includes('(+438 organizations)'));
      const most = holderGraph(snapshot, whose, { open: { organizations: 5000 } });
      assert.equal(most.nodes.length, MOST_NODES + 1);
      const stack = most.nodes.find(({ kind }) => kind === 'stack');
      const shown = most.nodes.filter(({ kind }) => kind === 'organization').length;
      assert.equal((stack?.count ?? NaN) + shown, 500);
      checkShape(most);
    });
  });

  it('of somebody the snapshot does not have is an error that says so', () =>
    withRows(SHOP, async (snapshot) => {
      const error = await accessErrorOf(() =>
        holderGraph(snapshot, { kind: 'user', id: 'u9' }, { open: {} }),
      );
      assert.equal(error.code, 'access.not_there');
    }));
});

describe('The graph of a role or a permission', function () {
  it('has, with all stacks open, in every random tenant the steps of all paths, as the rows do', () =>
    onRandomTenants((snapshot, rows) => {
      const paths = naivePaths(rows);
      for (const target of targetsOf(rows)) {
        const graph = targetGraph(snapshot, target, { open: allOpen(rows) });
        for (const one of [graph, targetGraph(snapshot, target, { open: {} })]) checkShape(one);
        const steps = stepsOf(paths.filter((path) => leadsTo(target, path)));
        assert.deepEqual(edgesOf(graph), [...new Set([...steps, ...permits(rows, target)])].sort());
        assert.ok(graph.nodes.every(({ kind }) => kind !== 'stack'));
        for (const { id: organizationId } of rows.organizations) {
          const there = targetGraph(snapshot, target, { organizationId, open: allOpen(rows) });
          const steps = stepsOf(
            paths.filter((path) => leadsTo(target, path) && path.organization === organizationId),
          );
          const inOrganizations = permits(rows, target).filter((step) => !step.startsWith('globalRole:'));
          const wanted = target.kind === 'globalRole' ? [] : inOrganizations;
          assert.deepEqual(edgesOf(there), [...new Set([...steps, ...wanted])].sort());
        }
      }
    }));

  it('has of a permission the whole paths of everybody and no others, in every random tenant, and lights those', () =>
    onRandomTenants((snapshot, rows) => {
      const paths = naivePaths(rows);
      for (const { id } of rows.scopes ?? []) {
        const graph = targetGraph(snapshot, { kind: 'permission', id }, { open: allOpen(rows) });
        const ofHolder = (node: string): string[] =>
          stepsOf(paths.filter((path) => path.permission === id && node === `${path.kind}:${path.holder}`));
        for (const node of graph.nodes.filter(({ layer }) => layer === 'holder')) {
          const lit = { ...graph, edges: [...pathThrough(graph.edges, node.id).edges] };
          assert.deepEqual(edgesOf(lit), ofHolder(node.id));
        }
      }
    }));

  it('has an organization once for each role by which a permission is held there, told apart by the role', () => {
    const members = { o1: { u1: ['r1'], u2: ['r2'] } };
    return withRows({ ...SHOP, members }, (snapshot) => {
      const graph = targetGraph(snapshot, { kind: 'permission', id: 's1' }, { open: {} });
      const places = graph.nodes.filter(({ layer }) => layer === 'organization');
      assert.deepEqual(
        places.map(({ label, detail, thingId }) => [label, detail, thingId]),
        [
          ['Acme', 'organization, by admin', 'o1'],
          ['Acme', 'organization, by editor', 'o1'],
        ],
      );
      const ada = pathThrough(graph.edges, 'user:u1').nodes;
      assert.deepEqual(
        [...ada].filter((node) => node.startsWith('organizationRole:')),
        ['organizationRole:r1'],
      );
      const node = graph.nodes.find(({ id }) => id === 'user:u1')!;
      assert.match(nodeLabel(node, graph), /leads to Acme \(organization, by admin\)$/);
    });
  });

  it('says of a role where permissions that it gives may be missing', async () => {
    const lacks = (hole: Pick<Hole, 'in' | 'of'>, ...targets: TargetId[]): Promise<number[]> =>
      withRows(
        SHOP,
        (snapshot) => targets.map((target) => targetGraph(snapshot, target, { open: {} }).mayLack.length),
        { holes: [{ ...hole, reason: 'Logto says 500.' }] },
      );
    const admin = { kind: 'organizationRole', id: 'r1' } as const;
    const everyone = { kind: 'globalRole', id: 'g1' } as const;
    assert.deepEqual(await lacks({ in: 'scopes' }, admin, everyone), [1, 1]);
    assert.deepEqual(await lacks({ in: 'resources' }, admin, everyone), [1, 1]);
    assert.deepEqual(await lacks({ in: 'roleScopes', of: 'g1' }, admin, everyone), [0, 1]);
    assert.deepEqual(await lacks({ in: 'roleScopes', of: 'g2' }, admin, everyone), [0, 0]);
  });

  it('shows who holds it where there is one place only, and stacks where there are more', () =>
    withRows(SHOP, (snapshot) => {
      const admin = targetGraph(snapshot, { kind: 'organizationRole', id: 'r1' }, { open: {} });
      assert.deepEqual(shownIn(admin), ['admin', 'read', 'buy', 'Acme', 'Ada']);
      const editor = targetGraph(snapshot, { kind: 'organizationRole', id: 'r2' }, { open: {} });
      assert.deepEqual(shownIn(editor), ['editor', 'read', 'Acme', '(2 holders)', 'Zeta', '(1 holder)']);
      const opened = { 'holders of organization:o1': 1 };
      const more = targetGraph(snapshot, { kind: 'organizationRole', id: 'r2' }, { open: opened });
      assert.deepEqual(shownIn(more), ['editor', 'read', 'Acme', 'Ada', '(+1 holder)', 'Zeta', '(1 holder)']);
      assert.deepEqual(
        more.nodes.filter(({ isFocus }) => isFocus).map(({ id }) => id),
        ['organizationRole:r2'],
      );
    }));

  it('stays within what can be looked at however much is opened, and says which stacks have no room', () => {
    const ids = Array.from({ length: 400 }, (_, i) => `o${String(i).padStart(3, '0')}`);
    const people = Array.from({ length: 30 }, (_, i) => `u${i}`);
    const rows: Rows = {
      users: people.map((id) => user(id)),
      organizations: ids.map((id) => organization(id)),
      members: Object.fromEntries(
        ids.map((id) => [id, Object.fromEntries(people.map((person) => [person, ['r1']]))]),
      ),
      organizationRoles: [organizationRole('r1')],
    };
    return withRows(rows, (snapshot) => {
      const role = { kind: 'organizationRole', id: 'r1' } as const;
      const full = (open: Record<string, number>): string[] =>
        targetGraph(snapshot, role, { open }).nodes.flatMap(({ id, isFull }) =>
          isFull === true ? [id] : [],
        );
      assert.deepEqual(full({ organizations: 50 }), []);
      const last = 'holders of organization:o120';
      const open = { organizations: 5000, [last]: 50 };
      const graph = targetGraph(snapshot, role, { open });
      assert.ok(graph.nodes.length <= MOST_NODES + 1, String(graph.nodes.length));
      checkShape(graph);
      assert.deepEqual(full(open), ['organizations', last]);
    });
  });
});

describe('A graph as it is laid out', () => {
  it('has names from A to Z from above to below, and what stands for the rest below them', () => {
    const users = Array.from({ length: 30 }, (_, i) =>
      user(`u${i}`, { name: `N${String(i).padStart(2, '0')}` }),
    );
    const rows: Rows = {
      users,
      organizations: [organization('o1')],
      organizationRoles: [organizationRole('r1', { scopeIds: ['s1', 's2'] })],
      scopes: [scope('s1'), scope('s2')],
      members: { o1: Object.fromEntries(users.map(({ id }) => [id, ['r1']])) },
    };
    return withRows(rows, (snapshot) => {
      const graph = targetGraph(
        snapshot,
        { kind: 'organizationRole', id: 'r1' },
        { organizationId: 'o1', open: {} },
      );
      const drawn = layOut(graph).nodes.filter(({ layer }) => layer === 'holder');
      const labels = drawn.toSorted((a, b) => a.y - b.y).map(({ label }) => label);
      assert.ok(labels.length > 5);
      assert.match(labels.at(-1) ?? '', /^\+\d+ holders$/);
      assert.deepEqual(labels.slice(0, -1), labels.slice(0, -1).sort());
    });
  });
});
