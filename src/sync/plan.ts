import { PAGE_SIZE } from '../logto/endpoints.ts';
import type { PageRef } from '../snapshot/write/syncWork.ts';
import type { TenantTotals } from '../snapshot/write/writer.ts';
import { countPages, endOf, overlappingPages } from './pages.ts';
import { ID_CHARACTERS, MOST_BY_PAGES, sumOf } from './prefixes.ts';

/** Lists that come at once: organization permissions, resources, applications, invitations. */
const AT_ONCE = 4;

/** The token of each run. */
export const TOKEN = 1;
/** A user's MFA factors and enterprise identities; an organization's domains, roles and connectors. */
const FOR_DETAILS = 2;
const FOR_JUST_IN_TIME = 3;

/** The requests a sync of such a tenant makes when nothing moves and nothing fails. */
export function plannedRequests(totals: TenantTotals): number {
  const { users, organizations, members, organizationRoles, globalRoles, machines } = totals;
  const { detailedUsers, justInTimeOrganizations } = totals;
  return (
    TOKEN +
    requestsForUsers(users) +
    requestsForTwoReadings(organizations) +
    sumOf(members.map(requestsForMembers)) +
    requestsForTwoReadings(organizationRoles) +
    AT_ONCE +
    requestsForTwoReadings(globalRoles.length) +
    sumOf(globalRoles.map((role) => requestsForRole(role, users))) +
    machines +
    FOR_DETAILS * detailedUsers +
    FOR_JUST_IN_TIME * justInTimeOrganizations
  );
}

/** An empty organization is asked for itself, since a deleted one looks just so. */
function requestsForMembers(members: number): number {
  if (members === 0) return 2;
  const pages = overlappingPages(members);
  return pages.length + (endsFull(pages, members) ? 1 : 0);
}

/** Where the last page is full, Logto is asked whether the list ends there. */
function endsFull(pages: readonly PageRef[], rows: number): boolean {
  return pages.some((page) => endOf(page) === rows);
}

function requestsForPage(rows: number): number {
  return rows === PAGE_SIZE ? 2 : 1;
}

/** Its permissions, its applications, and its holders or those without it, whichever is less. */
function requestsForRole(role: TenantTotals['globalRoles'][number], users: number): number {
  const forUsers =
    role.users === 0
      ? 0
      : Math.min(requestsForTwoReadings(role.users), requestsForOthers(users - role.users));
  return 1 + forUsers + (role.applications === 0 ? 0 : requestsForTwoReadings(role.applications));
}

/** Where pages cannot prove each other, more than one are read twice, until both readings agree. */
export function requestsForTwoReadings(rows: number): number {
  const pages = countPages(rows);
  return pages === 1 ? requestsForPage(rows) : 2 * pages;
}

/** Those without a role are read by id prefix, and compared with the number of holders. */
export function requestsForOthers(others: number): number {
  return others <= PAGE_SIZE ? requestsForPage(others) + 1 : requestsForLongPrefix(others, PAGE_SIZE) + 2;
}

/** By pages, with a look whether the first is as before; or by prefix, with the number of all at the end. */
function requestsForUsers(users: number): number {
  return users <= MOST_BY_PAGES ? requestsForPrefix(users) : requestsForLongPrefix(users, MOST_BY_PAGES) + 1;
}

function requestsForPrefix(users: number): number {
  const pages = countPages(users);
  return pages === 1 ? requestsForPage(users) : pages + 1;
}

/**
 * The first page, unusual ids, and what all longer prefixes need. Ids are random: how many begin alike follows Poisson's
 * law.
 */
function requestsForLongPrefix(users: number, mostByPages: number): number {
  const mean = users / ID_CHARACTERS.length;
  return Math.round(2 + ID_CHARACTERS.length * expectedRequests(mean, mostByPages));
}

function expectedRequests(mean: number, mostByPages: number): number {
  if (mean > mostByPages) return requestsForLongPrefix(mean, mostByPages);
  const spread = Math.ceil(8 * Math.sqrt(mean) + 8);
  let expected = 0;
  for (let count = Math.max(0, Math.floor(mean) - spread); count <= mean + spread; count++) {
    const split = 2 + ID_CHARACTERS.length;
    expected += poisson(count, mean) * (count <= mostByPages ? requestsForPrefix(count) : split);
  }
  return expected;
}

function poisson(count: number, mean: number): number {
  let logarithm = -mean + count * Math.log(mean);
  for (let i = 2; i <= count; i++) logarithm -= Math.log(i);
  return Math.exp(logarithm);
}
