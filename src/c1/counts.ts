import { allGlobalRoles, allMachines, allOrganizationRoles } from '../snapshot/read/all.ts';
import { countHoldings } from '../snapshot/read/holdings.ts';
import type { Content } from './content.ts';
import type { ExportCounts } from './tally.ts';

type Source = Pick<Content, 'snapshot' | 'extended'>;

/** How many rows an export will have, by what the snapshot says of itself. */
export function announcedCounts(content: Source): ExportCounts {
  return content.extended ? extendedCounts(content) : defaultCounts(content);
}

function defaultCounts({ snapshot }: Source): ExportCounts {
  const { users, organizations, memberships, roleAssignments } = snapshot.info.counts;
  const roles = [...allOrganizationRoles(snapshot)].filter(({ type }) => type === 'User').length;
  return {
    users,
    resources: organizations,
    entitlements: organizations * (1 + roles),
    grants: memberships + roleAssignments,
  };
}

function extendedCounts({ snapshot }: Source): ExportCounts {
  const { users, organizations, organizationRoles } = snapshot.info.counts;
  const all = organizations * (1 + organizationRoles) + countOf(allGlobalRoles(snapshot));
  return {
    users: users + countOf(allMachines(snapshot)),
    resources: all,
    entitlements: all,
    grants: countHoldings(snapshot),
  };
}

function countOf(rows: Iterator<unknown>): number {
  let count = 0;
  while (rows.next().done !== true) count++;
  return count;
}
