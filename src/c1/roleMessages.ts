import { create, type JsonObject } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import type { GlobalRole, Organization, OrganizationRole } from '../snapshot/model.ts';
import { describeRole } from './accessMessages.ts';
import {
  Entitlement_PurposeValue,
  EntitlementSchema,
  RawIdSchema,
  ResourceIdSchema,
  ResourceSchema,
  RoleTraitSchema,
  type Entitlement,
  type Resource,
} from './gen/connector_pb.js';
import {
  ASSIGNED,
  ORGANIZATION_TYPE,
  organizationRoleKey,
  ROLE_TYPE,
  type EntitlementKey,
  type ResourceKey,
} from './ids.ts';
import { USER_RESOURCE_TYPE } from './resourceTypes.ts';
import { descriptionFor, isBlank, nameFor } from './text.ts';

/** Roles as C1 Resources, which only an extended export has. Each grants one thing: being assigned. */

/** An organization's role, as a resource under the organization: C1's model of WorkOS. */
export function organizationRoleResource(organization: Organization, role: OrganizationRole): Resource {
  const organizationName = nameFor(organization.name, organization.id);
  const roleName = nameFor(role.name, role.id);
  const resource = roleResource(
    organizationRoleKey(organization.id, role.id),
    nameFor(`${organizationName} ${roleName}`, roleName),
    descriptionFor(describeRole(role, roleName, organizationName)),
    { id: role.id, name: role.name.toWellFormed(), organization_id: organization.id, type: role.type },
  );
  resource.parentResourceId = create(ResourceIdSchema, {
    resourceType: ORGANIZATION_TYPE,
    resource: organization.id,
  });
  return resource;
}

/** What a global role is for, or that it is one. */
export function describeGlobalRole({
  id,
  name,
  description,
}: Pick<GlobalRole, 'id' | 'name' | 'description'>): string {
  return isBlank(description) ? `Global role ${nameFor(name, id)}` : description;
}

/** A global role. */
export function globalRoleResource(role: GlobalRole): Resource {
  const { id, name, type, isDefault } = role;
  const profile = { id, is_default: isDefault, name: name.toWellFormed(), type };
  return roleResource(
    { resourceType: ROLE_TYPE, resource: id },
    nameFor(name, id),
    descriptionFor(describeGlobalRole(role)),
    profile,
  );
}

function roleResource(
  id: ResourceKey,
  displayName: string,
  description: string,
  profile: JsonObject,
): Resource {
  return create(ResourceSchema, {
    id,
    displayName,
    annotations: [
      anyPack(RoleTraitSchema, create(RoleTraitSchema, { profile })),
      anyPack(RawIdSchema, create(RawIdSchema, { id: id.resource })),
    ],
    description,
    profile,
  });
}

/** Holding a role that is a resource, as a C1 Entitlement. */
export function assigned(key: EntitlementKey, { displayName }: Resource): Entitlement {
  return create(EntitlementSchema, {
    resource: { id: key.on },
    id: key.id,
    displayName: nameFor(`${displayName} ${ASSIGNED}`, ASSIGNED),
    description: descriptionFor(`Holds the role ${displayName} in Logto`),
    grantableTo: [USER_RESOURCE_TYPE],
    purpose: Entitlement_PurposeValue.ASSIGNMENT,
    slug: ASSIGNED,
  });
}
