import type { Snapshot } from '../../snapshot/snapshot.ts';
import { applicationsGroup } from './applications.ts';
import type { AccessNode } from './node.ts';
import { organizationsGroup } from './organizations.ts';
import { usersGroup } from './people.ts';
import { globalRolesGroup, organizationRolesGroup } from './roles.ts';

/** The first level below a tenant. */
export function rootNodes(snapshot: Snapshot): AccessNode[] {
  return [
    organizationsGroup(snapshot),
    usersGroup(snapshot),
    organizationRolesGroup(snapshot),
    globalRolesGroup(snapshot),
    applicationsGroup(snapshot),
  ];
}
