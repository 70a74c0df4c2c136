import { create } from '@bufbuild/protobuf';
import { anyPack, type Any } from '@bufbuild/protobuf/wkt';
import {
  ResourceType_Trait,
  ResourceTypeSchema,
  SkipEntitlementsAndGrantsSchema,
  type ResourceType,
} from './gen/connector_pb.js';
import { ORGANIZATION_ROLE_TYPE, ORGANIZATION_TYPE, ROLE_TYPE, USER_TYPE } from './ids.ts';

/** Users hold access and grant none. */
export const USER_RESOURCE_TYPE = resourceType(USER_TYPE, 'User', ResourceType_Trait.USER, grantsNothing());

const ORGANIZATION_RESOURCE_TYPE = resourceType(ORGANIZATION_TYPE, 'Organization', ResourceType_Trait.GROUP);

/** The types that C1's documentation of its Logto connector names, in the order in which they are written. */
export const RESOURCE_TYPES = [USER_RESOURCE_TYPE, ORGANIZATION_RESOURCE_TYPE];

/** Those, and the types that only an extended export has. */
export const EXTENDED_RESOURCE_TYPES = [
  ...RESOURCE_TYPES,
  resourceType(ORGANIZATION_ROLE_TYPE, 'Organization role', ResourceType_Trait.ROLE),
  resourceType(ROLE_TYPE, 'Role', ResourceType_Trait.ROLE),
];

function resourceType(
  id: string,
  displayName: string,
  trait: ResourceType_Trait,
  ...annotations: Any[]
): ResourceType {
  return create(ResourceTypeSchema, { id, displayName, traits: [trait], annotations });
}

function grantsNothing(): Any {
  return anyPack(SkipEntitlementsAndGrantsSchema, create(SkipEntitlementsAndGrantsSchema));
}
