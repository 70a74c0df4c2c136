import type { GlobalRole, OrganizationRole, RoleType } from '../../snapshot/model.ts';
import { describeRole } from '../accessMessages.ts';
import type { Entitlement, Resource } from '../gen/connector_pb.js';
import { ROLE_TYPE } from '../ids.ts';
import { describeGlobalRole } from '../roleMessages.ts';
import { descriptionFor, nameFor } from '../text.ts';
import { modelId } from './modelIds.ts';
import { booleanIn, profileOf, textIn } from './traits.ts';

/** An organization role as one of an organization's entitlements tells it. */
export function roleFromEntitlement(id: string, entitlement: Entitlement): OrganizationRole {
  const name = entitlement.slug || entitlement.displayName || id;
  return { id, name, type: 'User', description: descriptionIn(entitlement, name) };
}

/** What a role of another connector grants beside being assigned: its name has to tell the roles apart. */
export function roleGrantedByRole(
  id: string,
  { displayName, slug, description }: Entitlement,
): OrganizationRole {
  return { id, name: displayName || slug || id, type: 'User', description: description || null };
}

/** An organization role as an extended export has it: as a resource under each organization. */
export function roleFromResource(id: string, resource: Resource): OrganizationRole {
  const name = nameIn(resource) ?? id;
  const description = descriptionIn(resource, nameFor(name, id));
  return { id, name, type: typeOf(resource), description };
}

/** A global role of an extended export. */
export function globalRoleFrom(resource: Resource): GlobalRole {
  const id = modelId(resource.id, ROLE_TYPE);
  const name = nameIn(resource) ?? (resource.displayName || id);
  const standIn = descriptionFor(describeGlobalRole({ id, name, description: null }));
  return {
    ...{ id, name, type: typeOf(resource) },
    description: unless(standIn, resource.description),
    isDefault: booleanIn(profileOf(resource), 'is_default') === true,
  };
}

/** What is said of a role in an organization, unless it only stands in for a description. */
function descriptionIn(
  { displayName, description }: Pick<Resource, 'displayName' | 'description'>,
  roleName: string,
): string | null {
  const standIn = (organization: string): string =>
    descriptionFor(describeRole({ description: null }, roleName, organization));
  const end = ` ${roleName}`;
  if (displayName.endsWith(end)) return unless(standIn(displayName.slice(0, -end.length)), description);
  return description.startsWith(standIn('')) ? null : description || null; // the name shown was cut
}

function unless(standIn: string, description: string): string | null {
  return description === standIn ? null : description || null;
}

/** The whole name, which may be empty; the one that is shown may be cut. */
function nameIn(resource: Resource): string | undefined {
  const { name } = profileOf(resource);
  return typeof name === 'string' ? name : undefined;
}

function typeOf(resource: Resource): RoleType {
  return textIn(profileOf(resource), 'type') === 'MachineToMachine' ? 'MachineToMachine' : 'User';
}
