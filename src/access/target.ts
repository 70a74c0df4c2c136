import { AccessError } from '../errors.ts';
import type { GlobalRole, OrganizationRole } from '../snapshot/model.ts';
import { findGlobalRole, findOrganizationRole, findScope } from '../snapshot/read/byId.ts';
import { globalRolesWith, organizationRolesWith } from '../snapshot/read/holders.ts';
import type { ScopeWithResource } from '../snapshot/read/roles.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { KIND_WORDS } from './things.ts';
import type { FindableKind } from '../snapshot/read/findable.ts';
import { sentence } from '../sentence.ts';

/** What one can hold: a permission, of an organization or an API resource, or a role. */
export interface TargetId {
  readonly kind: 'permission' | 'organizationRole' | 'globalRole';
  readonly id: string;
}

/** What one can hold, and the roles by which one does. */
export interface Target {
  /** Null where the target is a role. */
  readonly permission: ScopeWithResource | null;
  /** By name. */
  readonly organizationRoles: readonly OrganizationRole[];
  readonly globalRoles: readonly GlobalRole[];
}

/** Looks a target up; an {@link AccessError} says that the snapshot does not have it. */
export function targetOf(snapshot: Snapshot, { kind, id }: TargetId): Target {
  if (kind === 'permission') return permissionTarget(snapshot, id);
  const organizationRole = kind === 'organizationRole' ? findOrganizationRole(snapshot, id) : undefined;
  const globalRole = kind === 'globalRole' ? findGlobalRole(snapshot, id) : undefined;
  if (organizationRole === undefined && globalRole === undefined) throw notThere(kind, id);
  return {
    permission: null,
    organizationRoles: organizationRole === undefined ? [] : [organizationRole],
    globalRoles: globalRole === undefined ? [] : [globalRole],
  };
}

function permissionTarget(snapshot: Snapshot, id: string): Target {
  const permission = findScope(snapshot, id);
  if (permission === undefined) throw notThere('permission', id);
  return {
    permission,
    organizationRoles: organizationRolesWith(snapshot, id),
    globalRoles: globalRolesWith(snapshot, id),
  };
}

/** An error that says that a snapshot does not have what was asked for. */
export function notThere(kind: FindableKind, id: string): AccessError {
  return new AccessError(sentence`This snapshot has no ${KIND_WORDS[kind]} [${id}].`, {
    code: 'access.not_there',
    hint: sentence`It may be newer than the snapshot, or could not be read: sync the tenant again.`,
  });
}
