import type { GlobalRole, Organization, OrganizationRole } from '../../snapshot/model.ts';
import { rolesHeldInOrganizations, type HolderId } from '../../snapshot/read/accessOf.ts';
import { globalRolesOfApplication } from '../../snapshot/read/applications.ts';
import { globalRolesOfUser } from '../../snapshot/read/users.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count } from '../../words.ts';
import { holderOf, placesOfHolder } from '../explain.ts';
import { missingFrom } from '../../snapshot/lacks/missing.ts';
import { GraphBuilder, type Graph } from './graph.ts';
import { holderNode, organizationNode, placedRoles, placeRoles } from './graphNodes.ts';

/** So many organizations are shown at first. */
const FIRST_ORGANIZATIONS = 12;

export interface HolderGraphOptions {
  /** Only this organization, and no global roles. */
  readonly organizationId?: string;
  /** How many more of each stack are to be shown. */
  readonly open: Readonly<Record<string, number>>;
}

/** Where somebody belongs, which roles they hold there, and what these permit. */
export function holderGraph(snapshot: Snapshot, whose: HolderId, options: HolderGraphOptions): Graph {
  const { organizationId, open } = options;
  const graph = new GraphBuilder(open);
  const focus = graph.add({ ...holderNode(holderOf(snapshot, whose)), isFocus: true });
  const held = rolesHeldInOrganizations(snapshot, whose).filter(
    ({ organization }) => organizationId === undefined || organization.id === organizationId,
  );
  const globalRoles = organizationId === undefined ? globalRolesOf(snapshot, whose) : [];
  const roles = distinct(held.flatMap(({ role }) => (role === null ? [] : [role])));
  const roleAt = placeRoles(snapshot, graph, placedRoles(roles, globalRoles));
  const organizationAt = placeOrganizations(graph, distinct(held.map(({ organization }) => organization)));
  for (const { organization, role } of held) {
    graph.link(focus, organizationAt(organization.id));
    if (role !== null) graph.link(organizationAt(organization.id), roleAt(role.id));
  }
  for (const { id } of globalRoles) graph.link(focus, roleAt(id));
  return graph.graph(missingFrom(snapshot, placesOfHolder(whose, options)));
}

function placeOrganizations(
  graph: GraphBuilder,
  organizations: readonly Organization[],
): (id: string) => string {
  return graph.place(
    organizations,
    {
      ...{ id: 'organizations', layer: 'organization', first: FIRST_ORGANIZATIONS },
      words: (n) => `+${count(n, 'organization')}`,
    },
    organizationNode,
  );
}

function globalRolesOf(snapshot: Snapshot, { kind, id }: HolderId): GlobalRole[] {
  return kind === 'user' ? globalRolesOfUser(snapshot, id) : globalRolesOfApplication(snapshot, id);
}

function distinct<T extends Organization | OrganizationRole>(things: readonly T[]): T[] {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}
