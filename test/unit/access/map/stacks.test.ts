import assert from 'node:assert/strict';
import type { Graph } from '../../../../src/access/map/graph.ts';
import { targetGraph } from '../../../../src/access/map/targetGraph.ts';
import { globalRole, organization, organizationRole, scope, user } from '../../snapshot/support/rows.ts';
import { leadsTo, naivePaths, targetsOf, type NaivePath } from '../support/naive.ts';
import { withRows } from '../support/shop.ts';
import { edgesOf, permits, placeOf, stepsOf } from './steps.ts';
import { onRandomTenants, onWideTenants } from './support.ts';

/** The node that stands for something, alone or with others. */
const nodeFor = ({ nodes }: Graph, id: string): string => {
  if (nodes.some((node) => placeOf(node.id) === id)) return id;
  if (id.startsWith('organization:')) return 'organizations';
  return id.startsWith('permission:') ? 'permissions' : 'roles';
};

const isOfHolder = (step: string): boolean => /^(user|application):|^holders of /.test(step);

/** How many holders are drawn at each place, as `place: number`. */
const drawnAt = ({ nodes, edges }: Graph): string[] => {
  const counts = new Map(nodes.map(({ id, count = 1 }) => [id, count]));
  const byPlace = Map.groupBy(
    edges.filter(({ from }) => isOfHolder(from)),
    ({ to }) => to,
  );
  const sums = [...byPlace].map(
    ([to, there]) => `${to}: ${there.reduce((sum, { from }) => sum + (counts.get(from) ?? NaN), 0)}`,
  );
  return sums.sort();
};

/** How many different ones there are by paths, at places that are not in a stack. */
const heldAt = (graph: Graph, paths: readonly NaivePath[]): string[] => {
  const placesOf = ({ organization: place, role }: NaivePath): string[] => {
    if (place === null) return [nodeFor(graph, `globalRole:${role}`)];
    const ids = [`organization:${place}`, `organization:${place} by ${role}`];
    return ids.filter((id) => graph.nodes.some((node) => node.id === id));
  };
  const byPlace = Map.groupBy(
    paths.flatMap((path) => placesOf(path).map((at) => ({ at, who: `${path.kind}:${path.holder}` }))),
    ({ at }) => at,
  );
  return [...byPlace].map(([at, there]) => `${at}: ${new Set(there.map(({ who }) => who)).size}`).sort();
};

describe('The stacks in the graph of a role or a permission', function () {
  const openings = [{}, { organizations: 2, roles: 5, 'holders of roles': 1 }];

  for (const [tenant, onTenants] of [
    ['tenant', onRandomTenants],
    ['tenant of many organizations and roles', onWideTenants],
  ] as const) {
    it(`have the steps of what is in them and no others, in every random ${tenant}`, () =>
      onTenants((snapshot, rows) => {
        const paths = naivePaths(rows);
        for (const target of targetsOf(rows))
          for (const open of openings) {
            const graph = targetGraph(snapshot, target, { open });
            const steps = [
              ...stepsOf(paths.filter((path) => leadsTo(target, path))),
              ...permits(rows, target),
            ];
            const between = steps
              .filter((step) => !isOfHolder(step))
              .map((step) =>
                step
                  .split(' → ')
                  .map((id) => nodeFor(graph, id))
                  .join(' → '),
              );
            const drawn = edgesOf(graph).filter((step) => !isOfHolder(step));
            assert.deepEqual(drawn, [...new Set(between)].sort());
          }
      }));

    it(`count all holders of each place, opened or not, in every random ${tenant}`, () =>
      onTenants((snapshot, rows) => {
        const paths = naivePaths(rows);
        for (const target of targetsOf(rows))
          for (const open of openings) {
            const graph = targetGraph(snapshot, target, { open });
            const held = heldAt(
              graph,
              paths.filter((path) => leadsTo(target, path)),
            );
            assert.deepEqual(drawnAt(graph), held);
          }
      }));
  }

  it('lead from organizations only to the roles that somebody holds in one of them', () => {
    const ids = Array.from({ length: 14 }, (_, i) => `o${String(i).padStart(2, '0')}`);
    const members = Object.fromEntries(ids.map((id, i) => [id, { u1: [i === 0 ? 'owner' : 'viewer'] }]));
    const roles = ['owner', 'viewer', 'unheld'].map((id) => organizationRole(id, { scopeIds: ['s1'] }));
    const rows = {
      ...{ users: [user('u1')], organizations: ids.map((id) => organization(id)), members },
      ...{ organizationRoles: roles, scopes: [scope('s1')] },
    };
    return withRows(rows, (snapshot) => {
      const { edges } = targetGraph(snapshot, { kind: 'permission', id: 's1' }, { open: {} });
      assert.deepEqual(
        edges.filter(({ from }) => from === 'organizations').map(({ to }) => to),
        ['organizationRole:viewer'],
      );
    });
  });

  it('count those who hold a permission by any of several global roles together, each once', () => {
    const people = Array.from({ length: 40 }, (_, i) => user(`u${i}`));
    const globalRoles = people.map(({ id }, i) =>
      globalRole(`g${i}`, { userIds: [id, 'u39'], scopeIds: ['s1'] }),
    );
    return withRows({ users: people, organizations: [], globalRoles, scopes: [scope('s1')] }, (snapshot) => {
      const graph = targetGraph(snapshot, { kind: 'permission', id: 's1' }, { open: {} });
      const stack = graph.nodes.find(({ id }) => id === 'holders of roles');
      assert.equal(stack?.label, '10 holders');
    });
  });
});
