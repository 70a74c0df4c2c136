import { create } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import {
  ResourceType_Trait,
  ResourceTypeSchema,
  SkipEntitlementsAndGrantsSchema,
} from './gen/connector_pb.js';
import { ORGANIZATION_TYPE, USER_TYPE } from './ids.ts';

/** Users hold access and grant none. */
export const USER_RESOURCE_TYPE = create(ResourceTypeSchema, {
  id: USER_TYPE,
  displayName: 'User',
  traits: [ResourceType_Trait.USER],
  annotations: [anyPack(SkipEntitlementsAndGrantsSchema, create(SkipEntitlementsAndGrantsSchema))],
});

const ORGANIZATION_RESOURCE_TYPE = create(ResourceTypeSchema, {
  id: ORGANIZATION_TYPE,
  displayName: 'Organization',
  traits: [ResourceType_Trait.GROUP],
});

/** The types that C1's documentation of its Logto connector names, in the order in which they are written. */
export const RESOURCE_TYPES = [USER_RESOURCE_TYPE, ORGANIZATION_RESOURCE_TYPE];
