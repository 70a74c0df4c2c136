import type { GlobalRole, Organization, OrganizationRole } from '../../snapshot/model.ts';
import type { ScopeWithResource } from '../../snapshot/read/roles.ts';
import { scopesOfGlobalRole, scopesOfOrganizationRole } from '../../snapshot/read/roles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, oneLine } from '../../words.ts';
import { describedUser } from '../things.ts';
import type { Holder } from '../whoCan.ts';
import type { GraphBuilder, GraphNode } from './graph.ts';

/** How things become nodes of a graph. */

/** So many roles and permissions are shown at first. */
const FIRST_ROLES = 30;
const FIRST_PERMISSIONS = 24;

export function holderNode(holder: Holder): GraphNode {
  const { kind } = holder;
  const described =
    holder.kind === 'user'
      ? describedUser(holder.user)
      : { label: oneLine(holder.application.name), detail: 'application' };
  const { id } = holder.kind === 'user' ? holder.user : holder.application;
  return { id: `${kind}:${id}`, kind, thingId: id, layer: 'holder', ...described };
}

export function organizationNode({ id, name }: Organization): GraphNode {
  return {
    ...nodeOf('organization', id),
    layer: 'organization',
    label: oneLine(name),
    detail: 'organization',
  };
}

/** A role, and whether it is one of an organization or of the tenant. */
export type PlacedRole = { readonly kind: 'organizationRole' | 'globalRole' } & OrganizationRole;

export function placedRoles(
  organizationRoles: readonly OrganizationRole[],
  globalRoles: readonly GlobalRole[],
): PlacedRole[] {
  return [
    ...organizationRoles.map((role) => ({ ...role, kind: 'organizationRole' as const })),
    ...globalRoles.map((role) => ({ ...role, kind: 'globalRole' as const })),
  ];
}

/** Places roles with what they permit; gives the node that stands for a role by its id. */
export function placeRoles(
  snapshot: Snapshot,
  graph: GraphBuilder,
  roles: readonly PlacedRole[],
  only?: ScopeWithResource,
): (id: string) => string {
  const words = (n: number): string => `+${count(n, 'role')}`;
  const roleAt = graph.place(roles, { id: 'roles', layer: 'role', first: FIRST_ROLES, words }, roleNode);
  const given = roles.flatMap((role) =>
    scopesOf(snapshot, role)
      .filter(({ id }) => only === undefined || id === only.id)
      .map((permission) => ({ role, permission })),
  );
  const permissions = [...new Map(given.map(({ permission }) => [permission.id, permission])).values()];
  const permissionAt = graph.place(
    permissions,
    {
      ...{ id: 'permissions', layer: 'permission', first: FIRST_PERMISSIONS },
      words: (n) => `+${count(n, 'permission')}`,
    },
    permissionNode,
  );
  for (const { role, permission } of given) graph.link(roleAt(role.id), permissionAt(permission.id));
  return roleAt;
}

export function roleNode({ id, kind, name }: PlacedRole): GraphNode {
  const detail = kind === 'globalRole' ? 'global role' : 'organization role';
  return { ...nodeOf(kind, id), layer: 'role', label: oneLine(name), detail };
}

export function permissionNode(scope: ScopeWithResource): GraphNode {
  return {
    ...{ ...nodeOf('permission', scope.id), layer: 'permission' },
    ...{ label: oneLine(scope.name), detail: oneLine(scope.resourceName ?? 'permission') },
  };
}

function nodeOf<K extends GraphNode['kind']>(
  kind: K,
  id: string,
): { readonly id: string; readonly kind: K; readonly thingId: string } {
  return { id: `${kind}:${id}`, kind, thingId: id };
}

function scopesOf(snapshot: Snapshot, { id, kind }: PlacedRole): ScopeWithResource[] {
  return kind === 'globalRole' ? scopesOfGlobalRole(snapshot, id) : scopesOfOrganizationRole(snapshot, id);
}
