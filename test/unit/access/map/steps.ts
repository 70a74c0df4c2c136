import type { Graph } from '../../../../src/access/map/graph.ts';
import type { TargetId } from '../../../../src/access/target.ts';
import type { Rows } from '../../snapshot/support/rows.ts';
import type { NaivePath } from '../support/naive.ts';

/** What a graph is to have, read off the rows, and what it has, as the same steps. */

/** The steps of paths, as `from → to`. */
export function stepsOf(paths: readonly NaivePath[]): string[] {
  const steps = paths.flatMap(({ kind, holder, organization: place, role, permission }) => {
    const roleId = `${place === null ? 'globalRole' : 'organizationRole'}:${role}`;
    const way = [
      `${kind}:${holder}`,
      ...(place === null ? [] : [`organization:${place}`]),
      ...(role === null ? [] : [roleId]),
      ...(permission === null ? [] : [`permission:${permission}`]),
    ];
    return way.slice(1).map((to, i) => `${way[i]} → ${to}`);
  });
  return [...new Set(steps)].sort();
}

/** An organization in which a permission is held by several roles has a node for each of them. */
export const placeOf = (id: string): string => id.replace(/ by .*/, '');
export const edgesOf = ({ edges }: Graph): string[] => [
  ...new Set(edges.map(({ from, to }) => `${placeOf(from)} → ${placeOf(to)}`).sort()),
];

/** The steps from roles to permissions, which are there whether or not somebody holds the role. */
export function permits(rows: Rows, { kind, id }: TargetId): string[] {
  const of = (roleKind: string, roles: Rows['globalRoles'] | Rows['organizationRoles']): string[] =>
    (roles ?? []).flatMap((role) =>
      (role.scopeIds ?? [])
        .filter((scopeId) => (kind === 'permission' ? scopeId === id : kind === roleKind && role.id === id))
        .map((scopeId) => `${roleKind}:${role.id} → permission:${scopeId}`),
    );
  return [...of('organizationRole', rows.organizationRoles), ...of('globalRole', rows.globalRoles)];
}
