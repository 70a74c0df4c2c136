import { create, type JsonObject } from '@bufbuild/protobuf';
import { anyPack, timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { Organization, OrganizationRole } from '../snapshot/model.ts';
import {
  Entitlement_PurposeValue,
  EntitlementSchema,
  GroupTraitSchema,
  RawIdSchema,
  ResourceSchema,
  type Entitlement,
  type Resource,
} from './gen/connector_pb.js';
import { entitlementId, ORGANIZATION_TYPE } from './ids.ts';
import { USER_RESOURCE_TYPE } from './resourceTypes.ts';
import { description, displayName } from './text.ts';

/** An organization as C1's Resource. */
export function organizationResource(organization: Organization): Resource {
  const { id, createdAt } = organization;
  const profile = organizationProfile(organization);
  return create(ResourceSchema, {
    id: { resourceType: ORGANIZATION_TYPE, resource: id },
    displayName: organizationName(organization),
    annotations: [
      anyPack(GroupTraitSchema, create(GroupTraitSchema, { profile })),
      anyPack(RawIdSchema, create(RawIdSchema, { id })),
    ],
    description: description(organization.description),
    profile,
    createdAt: timestampFromMs(createdAt),
  });
}

/** Never empty, as C1 wants it: an organization without a name is called by its id. */
export function organizationName({ id, name }: Organization): string {
  return displayName(name.trim() === '' ? id : name);
}

function organizationProfile({ id, name, mfaRequired }: Organization): JsonObject {
  return { id, is_mfa_required: mfaRequired, name: name.toWellFormed() };
}

/** What an organization can grant: membership (`role` undefined) or an organization role. */
export function entitlement(organization: Organization, role?: OrganizationRole): Entitlement {
  const name = organizationName(organization);
  const what = role === undefined ? 'member' : role.name;
  return create(EntitlementSchema, {
    resource: { id: { resourceType: ORGANIZATION_TYPE, resource: organization.id } },
    id: entitlementId(organization.id, role?.id ?? null),
    displayName: displayName(`${name} ${what}`),
    description: description(
      role === undefined ? `Member of the ${name} organization in Logto` : describeRole(name, role),
    ),
    grantableTo: [USER_RESOURCE_TYPE],
    purpose: Entitlement_PurposeValue.ASSIGNMENT,
    slug: displayName(what),
  });
}

function describeRole(organizationName: string, role: OrganizationRole): string {
  return role.description?.trim()
    ? role.description
    : `Organization role ${role.name} in ${organizationName}`;
}
