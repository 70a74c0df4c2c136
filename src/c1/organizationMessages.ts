import { create } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import type { Organization, SnapshotInfo } from '../snapshot/model.ts';
import { isUnknown } from '../snapshot/lacks/unknown.ts';
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

/** What a snapshot says of where it comes from. */
type Origin = Pick<SnapshotInfo, 'c1'>;

/** An organization as a C1 Resource of the type `organization`, a group. */
export function organizationResource(organization: Organization, origin: Origin): Resource {
  const { id, name, mfaRequired } = organization;
  const isKnown = mfaRequired || !isUnknown(origin, 'MFA required');
  const profile = {
    id,
    ...(isKnown && { is_mfa_required: mfaRequired }), // keys sorted, as everywhere
    name: name.toWellFormed(),
  };
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
export function parentOrganization(organization: Organization, origin: Origin): Resource {
  const resource = organizationResource(organization, origin);
  const child = create(ChildResourceTypeSchema, { resourceTypeId: ORGANIZATION_ROLE_TYPE });
  resource.annotations.push(anyPack(ChildResourceTypeSchema, child));
  return resource;
}
