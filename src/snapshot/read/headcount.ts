import type { Unknown } from '../model.ts';
import type { Snapshot } from '../snapshot.ts';
import { isUnknown } from '../lacks/unknown.ts';
import { countDifferentHolders } from './holders.ts';
import { privilegedOrganizationRoleIds, privilegedRoleIds } from './privileged.ts';

/** How many different people belong, and how many of all people hold a privileged role. */
export interface Headcount {
  readonly members: number;
  /** Null where the snapshot cannot know what makes a role privileged. */
  readonly privileged: number | null;
}

/** People in any organization of the tenant, and those who hold a privileged role anywhere. */
export function tenantHeadcount(snapshot: Snapshot): Headcount {
  const row = snapshot.get('select count(*) as n from (select distinct user_id from memberships)');
  const members = Number(row?.n);
  if (isAnyUnknown(snapshot, 'permissions', 'organization roles', 'global roles'))
    return { members, privileged: null };
  const roleIds = [...privilegedRoleIds(snapshot)];
  return { members, privileged: countDifferentHolders(snapshot, roleIds, roleIds).users };
}

/** The same in one organization. */
export function organizationHeadcount(snapshot: Snapshot, organizationId: string): Headcount {
  const row = snapshot.get(
    `select (select count(*) from memberships where organization_id = ?1) as members,
       (select count(distinct h.user_id) from json_each(?2) r
          cross join member_roles h on h.organization_id = ?1 and h.role_id = r.value) as privileged`,
    organizationId,
    JSON.stringify(privilegedOrganizationRoleIds(snapshot)),
  );
  const isPrivilegeUnknown = isAnyUnknown(snapshot, 'permissions', 'organization roles');
  return { members: Number(row?.members), privileged: isPrivilegeUnknown ? null : Number(row?.privileged) };
}

function isAnyUnknown({ info }: Snapshot, ...lists: readonly Unknown[]): boolean {
  return lists.some((list) => isUnknown(info, list));
}
