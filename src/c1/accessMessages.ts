import { create } from '@bufbuild/protobuf';
import type { Organization, OrganizationRole } from '../snapshot/model.ts';
import {
  Entitlement_PurposeValue,
  EntitlementSchema,
  GrantSchema,
  type Entitlement,
  type Grant,
} from './gen/connector_pb.js';
import { grantId, organizationEntitlement, type GrantKey } from './ids.ts';
import { USER_RESOURCE_TYPE } from './resourceTypes.ts';
import { descriptionFor, isBlank, nameFor } from './text.ts';

/** What an organization can grant a user, as a C1 Entitlement: membership (`role` null) or an organization role. */
export function entitlement(organization: Organization, role: OrganizationRole | null): Entitlement {
  const key = organizationEntitlement(organization.id, role?.id ?? null);
  const slug = nameFor(role?.name ?? '', key.name);
  const name = nameFor(organization.name, organization.id);
  return create(EntitlementSchema, {
    resource: { id: key.on },
    id: key.id,
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

/** What a role is for, or that it is one. */
export function describeRole(
  { description }: Pick<OrganizationRole, 'description'>,
  slug: string,
  organizationName: string,
): string {
  return isBlank(description) ? `Organization role ${slug} in ${organizationName}` : description;
}

/** A grant as a C1 Grant; it names what it joins and does not repeat it. */
export function grant(key: GrantKey): Grant {
  return create(GrantSchema, {
    entitlement: { resource: { id: key.entitlement.on }, id: key.entitlement.id },
    principal: { id: key.principal },
    id: grantId(key),
  });
}
