import {
  create,
  fromJson,
  type DescMessage,
  type JsonObject,
  type JsonValue,
  type MessageShape,
} from '@bufbuild/protobuf';
import { anyPack, timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  EntitlementSchema,
  GrantSchema,
  ResourceSchema,
  ResourceTypeSchema,
  UserTrait_AccountType,
  UserTrait_Status_Status,
  UserTraitSchema,
  type Entitlement,
  type Grant,
  type Resource,
  type ResourceType,
} from '../gen/connector_pb.js';
import { entitlementKey, ORGANIZATION_TYPE, USER_TYPE } from '../ids.ts';
import { annotations } from '../jsonEntries.ts';
import { isObject, text, textOr, type Fields } from './jsonFields.ts';
import { timeOfUsDate } from './time.ts';

/**
 * C1's messages from the entries of a document: from `c1` where an entry has it, which says all, or else from the keys
 * that C1's baton-file reads. `types` has the type of each resource, for entries that name it by its id alone.
 */
type Types = ReadonlyMap<string, string>;

export function resourceTypeOf(entry: Fields): ResourceType {
  text(entry, 'id');
  return protojson(ResourceTypeSchema, withKnownAnnotations(entry));
}

export function userOf(entry: Fields): Resource {
  if (isObject(entry.c1)) return protojson(ResourceSchema, withKnownAnnotations(entry.c1));
  const email = textOr(entry, 'email', '');
  const lastLogin = timeOfUsDate(textOr(entry, 'last_login', ''));
  const enabled = ['enabled', 'active', ''].includes(textOr(entry, 'status', '').toLowerCase());
  const { ENABLED, DISABLED } = UserTrait_Status_Status;
  const { HUMAN, SERVICE } = UserTrait_AccountType;
  const trait = create(UserTraitSchema, {
    emails: email === '' ? [] : [{ address: email, isPrimary: true }],
    status: { status: enabled ? ENABLED : DISABLED },
    accountType: entry.type === 'service' ? SERVICE : HUMAN,
    ...(saysSomething(entry.profile) && { profile: entry.profile }),
    ...(lastLogin !== undefined && { lastLogin: timestampFromMs(lastLogin) }),
  });
  return create(ResourceSchema, {
    id: { resourceType: USER_TYPE, resource: text(entry, 'name') },
    displayName: textOr(entry, 'display_name', ''),
    annotations: [anyPack(UserTraitSchema, trait)],
  });
}

/** baton-file leaves out a profile that is empty. */
function saysSomething(profile: unknown): profile is JsonObject {
  return isObject(profile) && Object.keys(profile).length > 0;
}

export function resourceOf(entry: Fields, types: Types): Resource {
  if (isObject(entry.c1)) return protojson(ResourceSchema, withKnownAnnotations(entry.c1));
  const parent = textOr(entry, 'parent_resource', '');
  const parentType = types.get(parent) ?? ORGANIZATION_TYPE;
  return create(ResourceSchema, {
    id: { resourceType: textOr(entry, 'resource_type', ORGANIZATION_TYPE), resource: text(entry, 'name') },
    displayName: textOr(entry, 'display_name', ''),
    description: textOr(entry, 'description', ''),
    ...(parent !== '' && { parentResourceId: { resourceType: parentType, resource: parent } }),
  });
}

export function entitlementOf(entry: Fields, types: Types): Entitlement {
  if (isObject(entry.c1)) return protojson(EntitlementSchema, withoutWhatItRepeats(entry.c1));
  const resource = text(entry, 'resource_name');
  const on = { resourceType: types.get(resource) ?? ORGANIZATION_TYPE, resource };
  const name = text(entry, 'entitlement');
  return create(EntitlementSchema, {
    resource: { id: on },
    id: entitlementKey(on, name).id,
    displayName: textOr(entry, 'display_name', ''),
    description: textOr(entry, 'description', ''),
    slug: name,
  });
}

/** A grant's id is `<type>:<entitlement_id>:<type>:<principal>`; without one the types are told by what is named. */
export function grantOf(entry: Fields, types: Types): Grant {
  const principal = text(entry, 'principal');
  const entitlement = text(entry, 'entitlement_id');
  const resource = entitlement.slice(0, Math.max(0, entitlement.lastIndexOf(':')));
  const id = textOr(entry, 'id', '');
  const inner = `:${entitlement}:`;
  const at = id.indexOf(inner);
  const typed = at > 0 && id.endsWith(`:${principal}`);
  const onType = typed ? id.slice(0, at) : (types.get(resource) ?? ORGANIZATION_TYPE);
  const principalType = typed ? id.slice(at + inner.length, -principal.length - 1) : USER_TYPE;
  return create(GrantSchema, {
    entitlement: {
      resource: { id: { resourceType: onType, resource } },
      id: `${onType}:${entitlement}`,
    },
    principal: { id: { resourceType: principalType, resource: principal } },
    id,
  });
}

/** protojson refuses annotations that it cannot look up; what is not looked up here says nothing here. */
function withKnownAnnotations(fields: Fields): Fields {
  if (!Array.isArray(fields.annotations)) return fields;
  const known = (one: unknown): boolean =>
    isObject(one) && annotations.getMessage(String(one['@type']).replace(/^.*\//, '')) !== undefined;
  return { ...fields, annotations: fields.annotations.filter(known) };
}

/** C1's own tools repeat the whole resource and its type in each of its entitlements. */
function withoutWhatItRepeats(fields: Fields): Fields {
  const { id, displayName, description, purpose, slug, resource } = fields;
  const named = isObject(resource) ? { id: resource.id } : resource;
  return Object.fromEntries(
    Object.entries({ id, displayName, description, purpose, slug, resource: named }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function protojson<S extends DescMessage>(schema: S, value: Fields): MessageShape<S> {
  return fromJson(schema, value as JsonValue, { registry: annotations, ignoreUnknownFields: true });
}
