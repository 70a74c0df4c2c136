import type { Snapshot } from '../../snapshot/snapshot.ts';
import { applicationsGroup } from './applications.ts';
import { PLAIN, type Look } from './look.ts';
import type { AccessNode } from './node.ts';
import { organizationsGroup } from './organizations.ts';
import { usersGroup } from './people.ts';
import { globalRolesGroup, organizationRolesGroup } from './roles.ts';

/** The first level below a tenant, as a person wants to see it. */
export function rootNodes(snapshot: Snapshot, look: Look = PLAIN): AccessNode[] {
  return [
    organizationsGroup(snapshot, look),
    usersGroup(snapshot, look),
    organizationRolesGroup(snapshot, look),
    globalRolesGroup(snapshot, look),
    applicationsGroup(snapshot, look),
  ];
}
