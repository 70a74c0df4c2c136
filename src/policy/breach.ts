import type { FoundThing } from '../findings/model.ts';
import type { HolderCount, RoleHolder } from '../snapshot/read/judging/policy.ts';
import type { RoleWithScopes } from '../snapshot/read/judging/roles.ts';
import { permissionLabel, type ScopeWithResource } from '../snapshot/read/roles.ts';

/** A way in which an assertion is breached. */
export interface Breach {
  /** The ids of who or what breaches it: the same as long as they do, however they are called and many they are. */
  readonly ids: readonly string[];
  /** What it is about: who holds what, and in which organization. */
  readonly subjects: readonly FoundThing[];
  /** A sentence without its full stop. */
  readonly message: string;
}

/** Of a person who holds some roles, or of a place where too many or few do. */
export function breachOf(
  {
    user,
    ...place
  }: Pick<HolderCount, 'organizationId' | 'organizationName'> & Partial<Pick<RoleHolder, 'user'>>,
  about: readonly FoundThing[],
  message: string,
): Breach {
  const { organizationId: id, organizationName } = place;
  const people: FoundThing[] = user === undefined ? [] : [{ kind: 'user', id: user.id, label: user.label }];
  const where: FoundThing[] =
    id === null ? [] : [{ kind: 'organization', id, label: organizationName ?? id }];
  return {
    ids: [...people, ...where].map((thing) => thing.id),
    subjects: [...people, ...about, ...where],
    message,
  };
}

/** Of some roles, those that somebody holds; all where nobody is given. */
export function rolesIn(roles: readonly RoleWithScopes[], holder?: RoleHolder): FoundThing[] {
  return roles
    .filter(({ id }) => holder === undefined || holder.roleIds.includes(id))
    .map(({ kind, id, name }) => ({ kind, id, label: name }));
}

export function permissionsIn(scopes: readonly ScopeWithResource[]): FoundThing[] {
  return scopes.map((scope) => ({ kind: 'permission', id: scope.id, label: permissionLabel(scope) }));
}
