import {
  createRegistry,
  toJson,
  type DescMessage,
  type JsonValue,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { Organization, OrganizationRole, User } from '../snapshot/model.ts';
import type { AccessGrant } from '../snapshot/read/all.ts';
import { entitlement } from './accessMessages.ts';
import {
  EntitlementSchema,
  GroupTraitSchema,
  RawIdSchema,
  ResourceSchema,
  ResourceTypeSchema,
  SkipEntitlementsAndGrantsSchema,
  UserTraitSchema,
  type ResourceType,
} from './gen/connector_pb.js';
import { entitlementName, grantId } from './ids.ts';
import { organizationResource } from './organizationMessages.ts';
import { usDate } from './time.ts';
import { userEmail, userResource } from './userMessages.ts';
import { userProfile } from './userProfile.ts';

/**
 * The rows of the C1 snapshot JSON. Their own keys are those that C1's baton-file reads; `c1` is the protojson of
 * the whole c1.connector.v2 message, for what those keys cannot say.
 */

/** What stands inside an Any, which protojson has to open. */
const annotations = createRegistry(
  UserTraitSchema,
  GroupTraitSchema,
  RawIdSchema,
  SkipEntitlementsAndGrantsSchema,
);

export function resourceTypeEntry(type: ResourceType): JsonValue {
  return protojson(ResourceTypeSchema, type);
}

export function userEntry(user: User): JsonValue {
  const message = userResource(user);
  return {
    name: user.id,
    display_name: message.displayName,
    email: userEmail(user),
    status: user.suspended ? 'suspended' : 'enabled',
    last_login: usDate(user.lastSignInAt),
    type: 'human',
    profile: userProfile(user),
    c1: protojson(ResourceSchema, message),
  };
}

export function organizationEntry(organization: Organization): JsonValue {
  const message = organizationResource(organization);
  return {
    resource_type: 'organization',
    resource_function: 'group',
    name: organization.id,
    display_name: message.displayName,
    description: message.description,
    parent_resource: '',
    c1: protojson(ResourceSchema, message),
  };
}

export function entitlementEntry(organization: Organization, role: OrganizationRole | null): JsonValue {
  const message = entitlement(organization, role);
  return {
    resource_name: organization.id,
    entitlement: entitlementName(role?.id ?? null),
    display_name: message.displayName,
    description: message.description,
    c1: protojson(EntitlementSchema, message),
  };
}

/** A grant says all it has to say in baton-file's own keys. */
export function grantEntry(access: AccessGrant): JsonValue {
  const { organizationId, roleId, userId } = access;
  return {
    principal: userId,
    entitlement_id: `${organizationId}:${entitlementName(roleId)}`,
    id: grantId(access, userId),
  };
}

function protojson<S extends DescMessage>(schema: S, message: MessageShape<S>): JsonValue {
  return toJson(schema, message, { registry: annotations });
}
