import { create, toJson, type DescMessage, type JsonObject, type MessageShape } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import {
  RawIdSchema,
  ResourceSchema,
  UserTraitSchema,
  type RawId,
  type Resource,
  type UserTrait,
} from './gen/connector_pb.js';

/** A principal's resource with its annotations: the trait, and the id that Logto uses. */
export function annotated(bare: Resource, trait: UserTrait): Resource {
  return { ...bare, annotations: [anyPack(UserTraitSchema, trait), anyPack(RawIdSchema, rawId(bare))] };
}

/** The protojson of that. Packing the annotations only to unpack them again would take half of the time. */
export function annotatedJson(bare: Resource, trait: UserTrait): JsonObject {
  const { id = null, displayName = '', ...rest } = toJson(ResourceSchema, bare) as JsonObject;
  const annotations = [anyJson(UserTraitSchema, trait), anyJson(RawIdSchema, rawId(bare))];
  return { id, displayName, annotations, ...rest };
}

function rawId({ id }: Resource): RawId {
  return create(RawIdSchema, { id: id?.resource ?? '' });
}

function anyJson<S extends DescMessage>(schema: S, message: MessageShape<S>): JsonObject {
  const json = toJson(schema, message) as JsonObject;
  return { '@type': `type.googleapis.com/${schema.typeName}`, ...json };
}
