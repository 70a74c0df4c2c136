import { create } from '@bufbuild/protobuf';
import type { Application } from '../snapshot/model.ts';
import { annotated } from './annotated.ts';
import {
  ResourceSchema,
  Status_ResourceStatus,
  UserTrait_AccountType,
  UserTrait_Status_Status,
  UserTraitSchema,
} from './gen/connector_pb.js';
import { USER_TYPE } from './ids.ts';
import type { Principal } from './principal.ts';
import { descriptionFor, nameFor } from './text.ts';
import { timestamp } from './time.ts';

/** A machine-to-machine application as a C1 user whose account is a service's; it signs in by its id. */
export function applicationPrincipal(application: Application): Principal {
  const { id, name, type } = application;
  const profile = { id, name: name.toWellFormed(), type: type.toWellFormed() };
  const createdAt = timestamp(application.createdAt);
  const trait = create(UserTraitSchema, {
    status: { status: UserTrait_Status_Status.ENABLED },
    profile,
    accountType: UserTrait_AccountType.SERVICE,
    login: id,
    createdAt,
  });
  const key = { resourceType: USER_TYPE, resource: id };
  const bare = create(ResourceSchema, {
    id: key,
    displayName: nameFor(name, id),
    description: descriptionFor(application.description),
    profile,
    status: { status: Status_ResourceStatus.ENABLED },
    createdAt,
  });
  return { key, displayName: bare.displayName, user: null, resource: annotated(bare, trait) };
}
