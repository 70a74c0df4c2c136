import { toBinary } from '@bufbuild/protobuf';
import type { Content } from '../content.ts';
import { EntitlementSchema, ResourceSchema, ResourceTypeSchema, type Resource } from '../gen/connector_pb.js';
import { grantId, resourceId, type GrantKey } from '../ids.ts';
import {
  entitlements,
  grants,
  principals,
  resources,
  resourceTypes,
  type GrantedEntitlement,
} from '../messages.ts';
import { GrantEncoder } from './grantEncoder.ts';
import type { MessageRow } from './schema.ts';

/** What the tables of a .c1z hold of a snapshot, in the order of the C1 snapshot JSON. */
export function* messageRows(content: Content): Generator<MessageRow> {
  for (const type of resourceTypes(content))
    yield { table: 'v1_resource_types', values: [type.id, toBinary(ResourceTypeSchema, type)] };
  for (const { resource } of principals(content)) yield resourceRow(resource);
  for (const resource of resources(content)) yield resourceRow(resource);
  for (const granted of entitlements(content)) yield entitlementRow(granted);
  const encoder = new GrantEncoder();
  for (const key of grants(content)) yield grantRow(key, encoder);
}

function resourceRow(resource: Resource): MessageRow {
  const { id, parentResourceId: parent } = resource;
  if (id === undefined) throw new TypeError('A resource without an id');
  return {
    table: 'v1_resources',
    values: [
      id.resourceType,
      resourceId(id),
      parent?.resourceType ?? null,
      parent?.resource ?? null,
      toBinary(ResourceSchema, resource),
    ],
  };
}

/** C1's connectors write the whole resource in its entitlements. */
function entitlementRow({ key, resource, entitlement }: GrantedEntitlement): MessageRow {
  const { on } = key;
  const data = toBinary(EntitlementSchema, { ...entitlement, resource });
  return { table: 'v1_entitlements', values: [on.resourceType, on.resource, entitlement.id, data] };
}

function grantRow(key: GrantKey, encoder: GrantEncoder): MessageRow {
  const { entitlement, principal } = key;
  const id = grantId(key);
  return {
    table: 'v1_grants',
    values: [
      entitlement.on.resourceType,
      entitlement.on.resource,
      entitlement.id,
      principal.resourceType,
      principal.resource,
      id,
      encoder.encode(key, id),
    ],
  };
}
