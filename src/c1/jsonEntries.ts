import {
  createRegistry,
  toJson,
  type DescMessage,
  type JsonObject,
  type JsonValue,
  type MessageShape,
} from '@bufbuild/protobuf';
import {
  ChildResourceTypeSchema,
  EntitlementSchema,
  GroupTraitSchema,
  RawIdSchema,
  ResourceSchema,
  ResourceTypeSchema,
  RoleTraitSchema,
  SkipEntitlementsAndGrantsSchema,
  UserTraitSchema,
  type Resource,
  type ResourceType,
} from './gen/connector_pb.js';
import { ORGANIZATION_TYPE, type EntitlementKey, type GrantKey } from './ids.ts';
import type { GrantedEntitlement } from './messages.ts';
import type { Principal } from './principal.ts';
import { usDate } from './time.ts';
import { userJson } from './userJson.ts';
import { SUSPENDED, userEmail } from './userMessages.ts';

/**
 * The rows of the C1 snapshot JSON. Their own keys are those that C1's baton-file reads; `c1` is the protojson of
 * the whole c1.connector.v2 message, for what those keys cannot say.
 */

/** What stands inside an Any, which protojson has to open. */
export const annotations = createRegistry(
  UserTraitSchema,
  GroupTraitSchema,
  RoleTraitSchema,
  RawIdSchema,
  ChildResourceTypeSchema,
  SkipEntitlementsAndGrantsSchema,
);

export function resourceTypeEntry(type: ResourceType): JsonObject {
  return protojson(ResourceTypeSchema, type);
}

export function userEntry(principal: Principal): object {
  const { key, displayName, user } = principal;
  const c1 = user === null ? protojson(ResourceSchema, principal.resource) : userJson(user);
  return {
    name: key.resource,
    display_name: displayName,
    email: user === null ? '' : userEmail(user),
    status: user?.suspended === true ? SUSPENDED : 'enabled',
    last_login: usDate(user?.lastSignInAt ?? null),
    type: user === null ? 'service' : 'human',
    profile: c1.profile,
    c1,
  };
}

export function resourceEntry(resource: Resource): JsonObject {
  const type = resource.id?.resourceType ?? '';
  return {
    resource_type: type,
    resource_function: type === ORGANIZATION_TYPE ? 'group' : 'role',
    name: nameOf(resource),
    display_name: resource.displayName,
    description: resource.description,
    parent_resource: resource.parentResourceId?.resource ?? '',
    c1: protojson(ResourceSchema, resource),
  };
}

export function entitlementEntry({ key, entitlement }: GrantedEntitlement): JsonObject {
  return {
    resource_name: key.on.resource,
    entitlement: key.name,
    display_name: entitlement.displayName,
    description: entitlement.description,
    c1: protojson(EntitlementSchema, entitlement),
  };
}

/**
 * Gives what writes grants as JSON: by far the most rows. A grant says all it has to say in baton-file's own keys. Those
 * of one entitlement come one after the other and begin alike, so that only the principal is new in each.
 */
export function grantTexts(): (key: GrantKey) => string {
  let last: Readonly<{ entitlement: EntitlementKey; text: string }> | undefined;
  return ({ entitlement, principal }) => {
    if (last?.entitlement !== entitlement) last = { entitlement, text: entitlementText(entitlement) };
    const { resourceType, resource } = principal;
    const quoted = JSON.stringify(resource);
    return `{"principal":${quoted},${last.text}:${resourceType}:${quoted.slice(1)}}`;
  };
}

/** The keys of a grant that follow from its entitlement, up to where its id goes on with the principal. */
function entitlementText({ on, name, id }: EntitlementKey): string {
  const inResource = JSON.stringify(`${on.resource}:${name}`);
  return `"entitlement_id":${inResource},"id":${JSON.stringify(id).slice(0, -1)}`;
}

/** baton-file's name of a resource: its id. */
function nameOf({ id }: Resource): string {
  return id?.resource ?? '';
}

function protojson<S extends DescMessage>(schema: S, message: MessageShape<S>): JsonObject {
  return typeFirst(toJson(schema, message, { registry: annotations })) as JsonObject;
}

/** An Any says first what it is, as C1's own protojson has it; protobuf-es says that last. */
function typeFirst(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(typeFirst);
  const { '@type': type, ...rest } = value;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, typeFirst(part)]));
  return type === undefined ? inner : { '@type': type, ...inner };
}
