import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import {
  GroupTraitSchema,
  RoleTraitSchema,
  UserTraitSchema,
  type Resource,
  type UserTrait,
} from '../gen/connector_pb.js';

/** What makes a resource a user; undefined where it is none. */
export function userTraitOf({ annotations }: Resource): UserTrait | undefined {
  for (const annotation of annotations) {
    const trait = anyUnpack(annotation, UserTraitSchema);
    if (trait !== undefined) return trait;
  }
  return undefined;
}

/** What a resource says of itself: its own profile over that of its trait, where older writers put it. */
export function profileOf(resource: Resource): JsonObject {
  const older = resource.annotations.map(
    (annotation) =>
      (
        anyUnpack(annotation, UserTraitSchema) ??
        anyUnpack(annotation, GroupTraitSchema) ??
        anyUnpack(annotation, RoleTraitSchema)
      )?.profile,
  );
  return Object.assign({}, ...older, resource.profile) as JsonObject;
}

/** The first of some keys that holds a text. */
export function textIn(profile: JsonObject, ...keys: readonly string[]): string | null {
  const found = keys.map((key) => profile[key]).find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : null;
}

export function booleanIn(profile: JsonObject, key: string): boolean | null {
  const value = profile[key];
  return typeof value === 'boolean' ? value : null;
}

export function textsIn(profile: JsonObject, key: string): string[] {
  const value: JsonValue = profile[key] ?? [];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
