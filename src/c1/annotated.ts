import { create } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import {
  RawIdSchema,
  UserTraitSchema,
  type RawId,
  type Resource,
  type UserTrait,
} from './gen/connector_pb.js';

/** A principal's resource with its annotations: the trait, and the id that Logto uses. */
export function annotated(bare: Resource, trait: UserTrait): Resource {
  return { ...bare, annotations: [anyPack(UserTraitSchema, trait), anyPack(RawIdSchema, rawId(bare))] };
}

function rawId({ id }: Resource): RawId {
  return create(RawIdSchema, { id: id?.resource ?? '' });
}
