import type { GlobalRole, Organization, OrganizationRole } from '../snapshot/model.ts';
import { rolesHeldInOrganizations, type HolderId } from '../snapshot/read/accessOf.ts';
import { globalRolesOfApplication } from '../snapshot/read/applications.ts';
import { findApplication, findScope, organizationOf } from '../snapshot/read/byId.ts';
import {
  scopesOfGlobalRole,
  scopesOfOrganizationRole,
  type ScopeWithResource,
} from '../snapshot/read/roles.ts';
import { findUser, globalRolesOfUser } from '../snapshot/read/users.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { missingFrom, type Place } from '../snapshot/lacks/missing.ts';
import { notThere } from './target.ts';
import type { Holder } from './whoCan.ts';

/** A way from somebody to what they hold: by an organization and a role there, or by a global role. */
export interface Path {
  /** Null where the role is a global one. */
  readonly organization: Organization | null;
  /** Null for a member without a role. */
  readonly role: OrganizationRole | GlobalRole | null;
  /** Null for a role that permits nothing. */
  readonly permission: ScopeWithResource | null;
}

/** What somebody may do, and by which roles: in one organization, or in the whole tenant. */
export interface EffectivePermission {
  readonly organization: Organization | null;
  readonly permission: ScopeWithResource;
  readonly roles: readonly (OrganizationRole | GlobalRole)[];
}

export interface Explanation {
  readonly holder: Holder;
  /** Every path; by organization, role and permission, those by global roles last. */
  readonly paths: readonly Path[];
  readonly permissions: readonly EffectivePermission[];
  /** How many paths by global roles an answer about one organization leaves out. */
  readonly leftOut: number;
  /** What the snapshot lacks that may have made more paths, in sentences. */
  readonly mayLack: readonly string[];
}

export interface ExplainOptions {
  /** Only paths through this organization. */
  readonly organizationId?: string;
  /** Only paths to this permission. */
  readonly scopeId?: string;
}

/** Why a user or an application has access, by every path; an {@link AccessError} where the snapshot does not know them. */
export function explain(snapshot: Snapshot, whose: HolderId, options: ExplainOptions = {}): Explanation {
  const holder = holderOf(snapshot, whose);
  checkOptions(snapshot, options);
  const isInOne = options.organizationId !== undefined;
  const inTenant = [...globalPathsOf(snapshot, whose, options)];
  const paths = [...pathsInOrganizations(snapshot, whose, options), ...(isInOne ? [] : inTenant)];
  return {
    ...{ holder, paths, permissions: permissionsOn(paths), leftOut: isInOne ? inTenant.length : 0 },
    mayLack: missingFrom(snapshot, [
      ...placesOfHolder(whose, options),
      ...globalPlaces(whose), // what is left out is counted from them
    ]),
  };
}

/** Somebody by id; an {@link AccessError} where the snapshot does not know them. */
export function holderOf(snapshot: Snapshot, { kind, id }: HolderId): Holder {
  if (kind === 'user') {
    const user = findUser(snapshot, id);
    if (user !== undefined) return { kind, user };
  } else {
    const application = findApplication(snapshot, id);
    if (application !== undefined) return { kind, application };
  }
  throw notThere(kind, id);
}

function checkOptions(snapshot: Snapshot, { organizationId, scopeId }: ExplainOptions): void {
  if (organizationId !== undefined && organizationOf(snapshot, organizationId) === undefined)
    throw notThere('organization', organizationId);
  if (scopeId !== undefined && findScope(snapshot, scopeId) === undefined)
    throw notThere('permission', scopeId);
}

function* pathsInOrganizations(
  snapshot: Snapshot,
  whose: HolderId,
  { organizationId, scopeId }: ExplainOptions,
): Generator<Path> {
  for (const { organization, role } of rolesHeldInOrganizations(snapshot, whose)) {
    if (organizationId !== undefined && organization.id !== organizationId) continue;
    const permissions = role === null ? [] : scopesOfOrganizationRole(snapshot, role.id);
    yield* pathsBy({ organization, role }, permissions, scopeId);
  }
}

/** The paths by global roles, which hold in the whole tenant. */
export function* globalPathsOf(
  snapshot: Snapshot,
  whose: HolderId,
  { scopeId }: ExplainOptions,
): Generator<Path> {
  const globalRoles = whose.kind === 'user' ? globalRolesOfUser : globalRolesOfApplication;
  for (const role of globalRoles(snapshot, whose.id))
    yield* pathsBy({ organization: null, role }, scopesOfGlobalRole(snapshot, role.id), scopeId);
}

function* pathsBy(
  by: Omit<Path, 'permission'>,
  permissions: readonly ScopeWithResource[],
  scopeId: string | undefined,
): Generator<Path> {
  const wanted = permissions.filter(({ id }) => scopeId === undefined || id === scopeId);
  for (const permission of wanted) yield { ...by, permission };
  if (permissions.length === 0 && scopeId === undefined) yield { ...by, permission: null };
}

/** What paths lead to, each permission once in an organization and once in the tenant. */
function permissionsOn(paths: readonly Path[]): EffectivePermission[] {
  const effective = new Map<string, EffectivePermission>();
  for (const { organization, role, permission } of paths) {
    if (permission === null || role === null) continue;
    const key = JSON.stringify([organization?.id, permission.id]);
    const roles = [...(effective.get(key)?.roles ?? []), role];
    effective.set(key, { organization, permission, roles });
  }
  return [...effective.values()];
}

/** The lists that an answer comes from. */
export function placesOfHolder(whose: HolderId, { organizationId }: ExplainOptions): Place[] {
  const { kind, id } = whose;
  const inOrganizations: Place[] = [
    ...(organizationId === undefined ? [['organizations'] as const] : []),
    kind === 'user' ? ['members', organizationId] : ['applicationOrganizations', id],
    ...[['organizationRoles'] as const, ['scopes'] as const, ['resources'] as const],
  ];
  return organizationId === undefined ? [...inOrganizations, ...globalPlaces(whose)] : inOrganizations;
}

function globalPlaces({ kind }: HolderId): Place[] {
  return [['globalRoles'], ['roleScopes'], [kind === 'user' ? 'roleUsers' : 'roleApplications']];
}
