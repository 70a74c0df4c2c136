import { create } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import type { Organization } from '../snapshot/model.ts';
import {
  ChildResourceTypeSchema,
  GroupTraitSchema,
  RawIdSchema,
  ResourceSchema,
  type Resource,
} from './gen/connector_pb.js';
import { ORGANIZATION_ROLE_TYPE, ORGANIZATION_TYPE } from './ids.ts';
import { descriptionFor, nameFor } from './text.ts';
import { timestamp } from './time.ts';

/** An organization as a C1 Resource of the type `organization`, a group. */
export function organizationResource(organization: Organization): Resource {
  const { id, name, mfaRequired } = organization;
  const profile = { id, is_mfa_required: mfaRequired, name: name.toWellFormed() }; // keys sorted, as everywhere
  return create(ResourceSchema, {
    id: { resourceType: ORGANIZATION_TYPE, resource: id },
    displayName: nameFor(name, id),
    annotations: [
      anyPack(GroupTraitSchema, create(GroupTraitSchema, { profile })),
      anyPack(RawIdSchema, create(RawIdSchema, { id })),
    ],
    description: descriptionFor(organization.description),
    profile,
    createdAt: timestamp(organization.createdAt),
  });
}

/** An organization under which its roles lie as resources of their own. */
export function parentOrganization(organization: Organization): Resource {
  const resource = organizationResource(organization);
  const child = create(ChildResourceTypeSchema, { resourceTypeId: ORGANIZATION_ROLE_TYPE });
  resource.annotations.push(anyPack(ChildResourceTypeSchema, child));
  return resource;
}
