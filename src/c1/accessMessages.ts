import { create } from '@bufbuild/protobuf';
import type { Organization, OrganizationRole } from '../snapshot/model.ts';
import type { AccessGrant } from '../snapshot/read/all.ts';
import {
  Entitlement_PurposeValue,
  EntitlementSchema,
  GrantSchema,
  type Entitlement,
  type Grant,
} from './gen/connector_pb.js';
import { entitlementId, entitlementName, grantId, ORGANIZATION_TYPE, USER_TYPE } from './ids.ts';
import { USER_RESOURCE_TYPE } from './resourceTypes.ts';
import { descriptionFor, isBlank, nameFor } from './text.ts';

/** What an organization can grant a user, as a C1 Entitlement: membership (`role` null) or an organization role. */
export function entitlement(organization: Organization, role: OrganizationRole | null): Entitlement {
  const roleId = role?.id ?? null;
  const slug = nameFor(role?.name ?? '', entitlementName(roleId));
  const name = nameFor(organization.name, organization.id);
  return create(EntitlementSchema, {
    resource: { id: { resourceType: ORGANIZATION_TYPE, resource: organization.id } },
    id: entitlementId({ organizationId: organization.id, roleId }),
    displayName: nameFor(`${name} ${slug}`, slug),
    description: descriptionFor(role === null ? memberOf(name) : describeRole(role, slug, name)),
    grantableTo: [USER_RESOURCE_TYPE],
    purpose: Entitlement_PurposeValue.ASSIGNMENT,
    slug,
  });
}

function memberOf(organizationName: string): string {
  return `Member of the ${organizationName} organization in Logto`;
}

function describeRole({ description }: OrganizationRole, slug: string, organizationName: string): string {
  return isBlank(description) ? `Organization role ${slug} in ${organizationName}` : description;
}

/** A user's membership or organization role as a C1 Grant; it names what it joins and does not repeat it. */
export function grant(access: AccessGrant): Grant {
  const { organizationId, userId } = access;
  return create(GrantSchema, {
    entitlement: {
      resource: { id: { resourceType: ORGANIZATION_TYPE, resource: organizationId } },
      id: entitlementId(access),
    },
    principal: { id: { resourceType: USER_TYPE, resource: userId } },
    id: grantId(access, userId),
  });
}
