import type { UserRow } from '../data/rows.ts';
import { portalId } from '../generate/applications.ts';
import { VENDOR_DOMAIN } from '../generate/companies.ts';
import { renamed } from '../generate/names.ts';
import { roleIds, welcome } from '../generate/people.ts';
import { globalRole } from '../generate/template.ts';
import type { Week } from './week.ts';

/** New people sign up, each with the organization that lets them in. */
export function someJoin(week: Week): void {
  const { data } = week;
  for (let count = week.few(1 / 80); count > 0; count--) {
    const organization = week.anyOrganization();
    const user = signUp(week, organization === undefined ? VENDOR_DOMAIN : domainOf(week, organization.id));
    if (organization !== undefined) {
      data.members.set(organization.id, user.id, roleIds(data, week.random, false));
    }
  }
}

/** People leave, and their accounts are deleted. */
export function someLeave(week: Week): void {
  for (let count = week.few(1 / 120); count > 0; count--) {
    const user = week.takeUser(({ id }) => week.data.members.organizationsOf(id).length > 0);
    if (user !== undefined) week.data.deleteUser(user.id);
  }
}

/** Somebody who belongs to an organization is suspended. */
export function oneIsSuspended(week: Week): void {
  const isMember = ({ id, isSuspended }: UserRow) =>
    !isSuspended && week.data.members.organizationsOf(id).length > 0;
  const user = week.takeUser(isMember);
  if (user !== undefined) week.updateUser(user, { isSuspended: true });
}

/** Somebody suspended may come back. */
export function oneIsRestored(week: Week): void {
  const user = week.takeUser(({ isSuspended }) => isSuspended);
  if (user !== undefined) week.updateUser(user, { isSuspended: false });
}

/** Somebody takes another family name. */
export function oneIsRenamed(week: Week): void {
  const user = week.takeUser(({ name }) => name !== null && TWO_LATIN_WORDS.test(name));
  if (user?.name == null) return;
  week.updateUser(user, { name: renamed(week.random, user.name), profile: {} });
}

const TWO_LATIN_WORDS = /^[\p{Script=Latin}-]+ [\p{Script=Latin}-]+$/u;

/** Somebody takes a shorter e-mail address: `o.gage` after `owen.gage`. */
export function oneChangesEmail(week: Week): void {
  const user = week.takeUser(({ primaryEmail }) => /^\w{2,}\.\w+@/.test(primaryEmail ?? ''));
  const [local = '', domain = ''] = user?.primaryEmail?.split('@') ?? [];
  const shorter = local.replace(/^(\w)\w+/, '$1');
  if (user !== undefined) week.updateUser(user, { primaryEmail: week.maker.unique(shorter, `@${domain}`) });
}

/** A global role that is not for everyone goes to somebody who lacks it. */
export function oneGetsGlobalRole(week: Week): void {
  const role = globalRole(week.data, week.random.pick(['Refund approver', 'Support agent']));
  const user = week.takeUser(({ id }) => !week.data.userRoles.has(id, role.id));
  if (user !== undefined) week.data.userRoles.add(user.id, role.id);
}

/** A new user of a domain. */
export function signUp(week: Week, domain: string): UserRow {
  const createdAt = week.moment();
  const user = week.maker.make({ createdAt, now: createdAt, domain, applicationId: portalId(week.data) });
  week.data.users.insert({ ...user, isSuspended: false });
  welcome(week.data, week.random, user);
  return user;
}

/** The domain that most of an organization's people have. */
function domainOf({ data }: Week, organizationId: string): string {
  const counts = new Map<string, number>();
  for (const id of data.members.membersOf(organizationId)) {
    const domain = data.users.get(id)?.primaryEmail?.split('@')[1];
    if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? VENDOR_DOMAIN;
}
