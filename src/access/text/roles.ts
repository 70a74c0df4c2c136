import type { OrganizationRole } from '../../snapshot/model.ts';
import { listApplications } from '../../snapshot/read/applications.ts';
import {
  permissionLabel,
  applicationsOfGlobalRole,
  eachUserOfGlobalRole,
  listGlobalRoles,
  listOrganizationRoles,
  scopesOfGlobalRole,
  scopesOfOrganizationRole,
  type GlobalRoleSummary,
  type ScopeWithResource,
} from '../../snapshot/read/roles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { describeApplication, describeUser, machine } from './lines.ts';

/** Every application; what it has stands below organizations and global roles. */
export function* applicationLines(snapshot: Snapshot): Generator<string> {
  for (const application of listApplications(snapshot))
    yield `application ${describeApplication(application)} ${oneLine(application.type)}`;
}

/** Every organization role with what it permits. */
export function* organizationRoleLines(snapshot: Snapshot): Generator<string> {
  for (const role of listOrganizationRoles(snapshot)) yield* linesOfOrganizationRole(snapshot, role);
}

/** An organization role with what it permits. */
export function* linesOfOrganizationRole(
  snapshot: Snapshot,
  { id, name, type }: OrganizationRole,
): Generator<string> {
  yield `organization role ${oneLine(name)} [${id}]${machine(type)}`;
  yield* scopeLines(scopesOfOrganizationRole(snapshot, id));
}

/** Every global role with what it permits and who holds it. */
export function* globalRoleLines(snapshot: Snapshot): Generator<string> {
  for (const role of listGlobalRoles(snapshot)) {
    yield* linesOfGlobalRole(snapshot, role);
    yield* holderLines(snapshot, role);
  }
}

/** A global role with what it permits. */
export function* linesOfGlobalRole(snapshot: Snapshot, role: GlobalRoleSummary): Generator<string> {
  const { id, name, type, isDefault } = role;
  yield `global role ${oneLine(name)} [${id}]${machine(type)}${isDefault ? ' default' : ''}`;
  yield* scopeLines(scopesOfGlobalRole(snapshot, id));
}

/** Who holds a global role. */
export function* holderLines(snapshot: Snapshot, role: GlobalRoleSummary): Generator<string> {
  for (const user of eachUserOfGlobalRole(snapshot, role)) yield `  user ${describeUser(user)}`;
  yield* applicationHolderLines(snapshot, role);
}

/** Which applications hold a global role. */
export function* applicationHolderLines(snapshot: Snapshot, role: GlobalRoleSummary): Generator<string> {
  for (const application of applicationsOfGlobalRole(snapshot, role.id))
    yield `  application ${describeApplication(application)}`;
}

function* scopeLines(scopes: readonly ScopeWithResource[]): Generator<string> {
  for (const scope of scopes) yield `  permission ${oneLine(permissionLabel(scope))} [${scope.id}]`;
}
