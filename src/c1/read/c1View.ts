import type {
  Application,
  C1Origin,
  GlobalRole,
  Organization,
  OrganizationRole,
  User,
} from '../../snapshot/model.ts';
import { isUnknown } from '../../snapshot/lacks/unknown.ts';
import { entitlement } from '../accessMessages.ts';
import { applicationPrincipal } from '../applicationMessages.ts';
import { organizationResource } from '../organizationMessages.ts';
import { globalRoleResource, organizationRoleResource } from '../roleMessages.ts';
import { userResource, userTrait } from '../userMessages.ts';
import { applicationFrom, organizationFrom } from './organizationFrom.ts';
import { globalRoleFrom, roleFromEntitlement, roleFromResource } from './roleFrom.ts';
import { userFrom } from './userFrom.ts';

/** A role is told with an organization that has it; which one makes no difference to the role. */
const SOME_ORGANIZATION: Organization = {
  ...{ id: 'o', name: 'o', description: null, createdAt: 0, mfaRequired: false },
};

type RowView<Row> = (row: Row) => Row;

/** Rows as a C1 file would have them: written as its messages, and read from these again. */
export function c1View(origin: C1Origin): {
  readonly user: RowView<User>;
  readonly organization: RowView<Organization>;
  readonly organizationRole: <T extends OrganizationRole>(role: T) => T | undefined;
  readonly globalRole: <T extends GlobalRole>(role: T) => T;
  readonly application: (application: Application) => Application | undefined;
} {
  const extended = !isUnknown({ c1: origin }, 'applications');
  return {
    user: (user) => userFrom(userResource(user), userTrait(user)),
    organization: (organization) => organizationFrom(organizationResource(organization, {})),
    organizationRole: extended ? roleOfExtended : roleOfPlain,
    globalRole: (role) => ({ ...role, ...globalRoleFrom(globalRoleResource(role)) }),
    application: (application) =>
      application.type === 'MachineToMachine'
        ? applicationFrom(applicationPrincipal(application).resource)
        : undefined,
  };
}

function roleOfExtended<T extends OrganizationRole>(role: T): T {
  return { ...role, ...roleFromResource(role.id, organizationRoleResource(SOME_ORGANIZATION, role)) };
}

/** Only roles for people are in it. */
function roleOfPlain<T extends OrganizationRole>(role: T): T | undefined {
  if (role.type !== 'User') return undefined;
  return { ...role, ...roleFromEntitlement(role.id, entitlement(SOME_ORGANIZATION, role)) };
}
