import { allGlobalRoles, allOrganizationRoles } from '../snapshot/read/all.ts';
import { findGlobalRole, findOrganizationRole } from '../snapshot/read/byId.ts';
import { findUser, listUsers } from '../snapshot/read/users.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Comparison } from './model.ts';

/**
 * Whether two snapshots are of two tenants whose ids cannot match. A .c1z has no address: there it is told by their
 * ids alone, where both hold somebody.
 */
export function areStrangers(before: Snapshot, after: Snapshot): boolean {
  const [one, other] = [before.info, after.info];
  const hasNoAddress = one.baseUrl === '' || other.baseUrl === '';
  const mayBe = hasNoAddress
    ? one.counts.users > 0 && other.counts.users > 0
    : areOfTwoTenants({ before: one, after: other });
  return mayBe && !haveIdsInCommon(before, after);
}

/** Whether the compared snapshots are of two tenants, by their addresses. */
export function areOfTwoTenants({ before, after }: Pick<Comparison, 'before' | 'after'>): boolean {
  const [one, other] = [addressOf(before.baseUrl), addressOf(after.baseUrl)];
  return one !== '' && other !== '' && one !== other;
}

/** The embedded demo has another port every time. */
function addressOf(baseUrl: string): string {
  return baseUrl.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1').replace(/\/$/, '');
}

/** What a comparison of two tenants compares; undefined where it is one at two times. */
export function byNameSentence({ before, after, byName }: Comparison): string | undefined {
  if (!byName) return undefined;
  return `Two tenants, ${placeOf(before)} and ${placeOf(after)}, whose ids cannot match: only their roles and permissions are compared, by name`;
}

/** What was compared: the tenant as it is called now; of two, both. */
export function comparedName(comparison: Pick<Comparison, 'before' | 'after' | 'byName'>): string {
  const { before, after, byName } = comparison;
  if (!byName && !areOfTwoTenants(comparison)) return after.tenantName;
  const nameOf = before.tenantName === after.tenantName ? placeOf : tenantNameOf;
  return `${nameOf(before)} \u2192 ${nameOf(after)}`;
}

function tenantNameOf({ tenantName }: SnapshotInfo): string {
  return tenantName;
}

/** The address of a tenant; of a file that has none, the file's name. */
export function placeOf({ baseUrl, tenantName }: SnapshotInfo): string {
  return baseUrl || tenantName;
}

/** So many users tell whether any has the same id in both. */
const SOME = 1000;

/** Whether ids match although the addresses differ: a tenant that is reached at another address, or a copy of one. */
function haveIdsInCommon(before: Snapshot, after: Snapshot): boolean {
  return (
    isAny(allOrganizationRoles(before), ({ id }) => findOrganizationRole(after, id)) ||
    isAny(allGlobalRoles(before), ({ id }) => findGlobalRole(after, id)) ||
    isAny(listUsers(before, { limit: SOME }), ({ id }) => findUser(after, id))
  );
}

function isAny<T>(rows: Iterable<T>, find: (row: T) => unknown): boolean {
  for (const row of rows) if (find(row) !== undefined) return true;
  return false;
}
