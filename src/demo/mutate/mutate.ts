import type { TenantData } from '../data/tenant.ts';
import { WEEK } from '../generate/time.ts';
import { Random } from '../random.ts';
import { oneBecomesAdmin, oneGetsRole, oneLosesRole, oneRoleGainsPermission } from './access.ts';
import {
  oneInvitationIsAccepted,
  oneOrganizationIsFounded,
  oneOrganizationIsRenamed,
} from './organizations.ts';
import {
  oneChangesEmail,
  oneGetsGlobalRole,
  oneIsRenamed,
  oneIsRestored,
  oneIsSuspended,
  someJoin,
  someLeave,
} from './people.ts';
import { Week } from './week.ts';

export interface MutateOptions {
  /** What the week's chances depend on; the tenant's own seed and the number of the week unless given. */
  readonly seed?: string | number;
  /** When the week ends; seven days after the last one unless given. */
  readonly now?: number;
}

const EVENTS = [
  oneIsRestored,
  oneIsSuspended,
  oneGetsRole,
  oneLosesRole,
  oneBecomesAdmin,
  oneIsRenamed,
  oneChangesEmail,
  oneGetsGlobalRole,
  oneRoleGainsPermission,
  oneOrganizationIsRenamed,
  oneInvitationIsAccepted,
  someLeave,
  someJoin,
  oneOrganizationIsFounded,
];

/** Lets a week pass in a generated tenant: the same week for the same tenant, seed and time. */
export function mutate(data: TenantData, { seed, now = data.now + WEEK }: MutateOptions = {}): void {
  const week = new Week(data, new Random(seed ?? `${data.seed}/week ${data.weeks + 1}`), now);
  for (const happens of EVENTS) happens(week);
  data.now = now;
  data.weeks++;
}
