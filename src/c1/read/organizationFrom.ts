import { UNKNOWN_TIME, type Application, type Organization } from '../../snapshot/model.ts';
import { UserTrait_AccountType, type Resource, type UserTrait } from '../gen/connector_pb.js';
import { ORGANIZATION_TYPE, USER_TYPE } from '../ids.ts';
import { nameFor } from '../text.ts';
import { modelId } from './modelIds.ts';
import { timeOf } from './time.ts';
import { booleanIn, profileOf, textIn } from './traits.ts';

/** What grants access to its members, as an organization: in files of other connectors a group, a team, an account. */
export function organizationFrom(resource: Resource): Organization {
  const id = modelId(resource.id, ORGANIZATION_TYPE);
  return {
    id,
    name: fullName(resource, id),
    description: resource.description || null,
    createdAt: timeOf(resource.createdAt) ?? UNKNOWN_TIME,
    mfaRequired: booleanIn(profileOf(resource), 'is_mfa_required') === true,
  };
}

/** Whether a user of C1 is a machine-to-machine application of Logto, not a service account of another product. */
export function isApplication(resource: Resource, { accountType }: UserTrait): boolean {
  return accountType === UserTrait_AccountType.SERVICE && textIn(profileOf(resource), 'type') === MACHINE;
}

const MACHINE = 'MachineToMachine';

/** A machine-to-machine application of an extended export. */
export function applicationFrom(resource: Resource): Application {
  const id = modelId(resource.id, USER_TYPE);
  return {
    id,
    name: fullName(resource, id),
    description: resource.description || null,
    type: MACHINE,
    createdAt: timeOf(resource.createdAt) ?? UNKNOWN_TIME,
  };
}

/** The name in the profile, where the one that is shown is a cut one of it. */
function fullName(resource: Resource, id: string): string {
  const whole = profileOf(resource).name;
  if (typeof whole === 'string' && nameFor(whole, id) === resource.displayName) return whole;
  return resource.displayName || id;
}
