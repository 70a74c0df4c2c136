import type { GlobalRole, Organization, OrganizationRole } from '../../snapshot/model.ts';
import { permissionLabel, type ScopeWithResource } from '../../snapshot/read/roles.ts';
import { oneLine } from '../../words.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { organizationFacts, permissionFacts, roleFacts } from '../nodes/facts.ts';
import { node, slice, type AccessNode } from '../nodes/node.ts';

/** The steps of a path as nodes, each below the one before. */

/** Where something is held: an organization, or the whole tenant (null). */
export function placeNode(
  snapshot: Snapshot,
  organization: Organization | null,
  description: string,
  children: NonNullable<AccessNode['children']>,
): AccessNode {
  if (organization === null)
    return node('', {
      ...{ key: 'global', kind: 'globalRoles', label: 'In the whole tenant' },
      ...{ description: `by global roles · ${description}`, children },
    });
  const { id, name } = organization;
  return node('', {
    ...{ key: `in:${id}`, kind: 'organization', label: oneLine(name) },
    ...{ description, subjectId: id, children },
    facts: () => organizationFacts(snapshot, organization),
  });
}

/** A role that is held, and below it what it permits, or that part of it which was asked about. */
export function roleNode(
  parentId: string,
  role: OrganizationRole | GlobalRole,
  permissions: readonly ScopeWithResource[],
): AccessNode {
  const made = node(parentId, {
    ...{ key: `role:${role.id}`, kind: isGlobal(role) ? 'globalRole' : 'organizationRole' },
    label: oneLine(role.name),
    ...{ description: describeRole(role), subjectId: role.id },
    facts: () => roleFacts(role),
  });
  const nodes = permissions.map((permission) => permissionNode(made.id, permission));
  return nodes.length === 0 ? made : { ...made, children: (page) => slice(nodes, page) };
}

function isGlobal(role: OrganizationRole | GlobalRole): role is GlobalRole {
  return 'isDefault' in role;
}

function describeRole(role: OrganizationRole | GlobalRole): string {
  if (!isGlobal(role)) return 'organization role';
  return role.isDefault ? 'global role · given to every new user' : 'global role';
}

function permissionNode(parentId: string, permission: ScopeWithResource): AccessNode {
  return node(parentId, {
    ...{
      key: `permission:${permission.id}`,
      kind: 'permission',
      label: oneLine(permissionLabel(permission)),
    },
    ...{ description: oneLine(permission.description ?? ''), subjectId: permission.id },
    facts: () => permissionFacts(permission),
  });
}
