import type { UserRow } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import type { Random } from '../random.ts';
import { portalId } from './applications.ts';
import { chooser } from './chooser.ts';
import { VENDOR_DOMAIN } from './companies.ts';
import type { Customer } from './organizations.ts';
import { globalRole, organizationRole } from './template.ts';
import type { UserMaker } from './user.ts';
import { signUpTimes } from './user.ts';

/** How many people there are and where they belong. */
export interface PeoplePlan {
  readonly users: number;
  readonly tiedUsers: number;
  readonly membershipsPerUser: number;
  /** The organizations that have members. */
  readonly customers: readonly Customer[];
}

/** How many users belong to an organization at all. */
const MEMBER_SHARE = 0.86;

/** Adds the users, oldest first, and makes most of them members of one or more organizations. */
export function addPeople(data: TenantData, random: Random, maker: UserMaker, plan: PeoplePlan): void {
  const times = signUpTimes(random, plan.users, plan.tiedUsers, data.now);
  const choose = chooser(plan.customers, random);
  for (const [index, createdAt] of times.entries()) {
    const isImported = times[index - 1] === createdAt || times[index + 1] === createdAt;
    const isMember = index < choose.count || random.chance(MEMBER_SHARE);
    const home = isMember ? choose.one(index) : undefined;
    const signUp = { createdAt, now: data.now, applicationId: isImported ? null : portalId(data) };
    const from = home ?? { domain: random.pick([VENDOR_DOMAIN, 'mail.example']) };
    const user = data.users.insert(maker.make({ ...signUp, ...from }));
    welcome(data, random, user);
    if (home === undefined) continue;
    joinAll(data, random, user, choose.several(home, plan.membershipsPerUser / MEMBER_SHARE));
  }
}

/** Gives a new user the global role that everyone has. */
export function welcome(data: TenantData, random: Random, user: UserRow): void {
  for (const role of data.roles.list()) if (role.isDefault) data.userRoles.add(user.id, role.id);
  if (user.primaryEmail?.endsWith(`@${VENDOR_DOMAIN}`) !== true) return;
  if (random.chance(0.6)) data.userRoles.add(user.id, globalRole(data, 'Support agent').id);
  if (random.chance(0.3)) data.userRoles.add(user.id, globalRole(data, 'Refund approver').id);
}

function joinAll(data: TenantData, random: Random, user: UserRow, customers: ReadonlySet<Customer>): void {
  for (const { id } of customers) {
    const isFirst = data.members.sizeOf(id) === 0;
    data.members.set(id, user.id, roleIds(data, random, isFirst));
  }
}

const COMMON_ROLES = 'viewer viewer viewer viewer editor editor editor billing-viewer auditor guest'.split(
  ' ',
);

/** Roles for a new member: an organization's first one runs it; some have none, some several. */
export function roleIds(data: TenantData, random: Random, isFirst: boolean): readonly string[] {
  if (isFirst) return [organizationRole(data, 'admin').id];
  if (random.chance(0.12)) return [];
  const names = new Set([random.pick(COMMON_ROLES)]);
  if (random.chance(0.05)) names.add('admin');
  while (random.chance(0.18)) names.add(random.pick(COMMON_ROLES));
  return [...names].map((name) => organizationRole(data, name).id);
}
