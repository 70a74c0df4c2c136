import type { Organization, OrganizationRole } from '../../snapshot/model.ts';
import { organizationOf } from '../../snapshot/read/byId.ts';
import {
  applicationsHolding,
  countHolders,
  countOrganizationsHolding,
  organizationsWithHolders,
  usersHolding,
  type Holding,
} from '../../snapshot/read/holders.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, oneLine } from '../../words.ts';
import { missingFrom, type Place as List } from '../../snapshot/lacks/missing.ts';
import { notThere, targetOf, type Target, type TargetId } from '../target.ts';
import { placesOfTarget, type Holder } from '../whoCan.ts';
import { GraphBuilder, type Graph } from './graph.ts';
import {
  holderNode,
  organizationNode,
  permissionNode,
  placedRoles,
  placeRoles,
  roleNode,
} from './graphNodes.ts';
import type { HolderGraphOptions } from './holderGraph.ts';

/** So many organizations are shown at first, and holders where there is only one place. */
const FIRST_ORGANIZATIONS = 12;
const FIRST_HOLDERS = 12;

/** An organization, and the stack of its holders, for each role by which it is held there. */
const WITH_HOLDERS = 2;

const START = { sort: '', id: '' };

/** Who holds a role or a permission, in which organizations and by which roles. */
export function targetGraph(snapshot: Snapshot, id: TargetId, options: HolderGraphOptions): Graph {
  const { organizationId, open } = options;
  const target = targetOf(snapshot, id);
  const graph = new GraphBuilder(open);
  addFocus(graph, target);
  const globalRoles = organizationId === undefined ? target.globalRoles : [];
  const roles = placedRoles(target.organizationRoles, globalRoles);
  const roleAt = placeRoles(snapshot, graph, roles, target.permission ?? undefined);
  const places = placesIn(snapshot, target, organizationId);
  const isOnly = places.total + globalRoles.length === 1;
  const drawing: Drawing = { snapshot, graph, roleAt, first: isOnly ? FIRST_HOLDERS : 0 };
  drawOrganizations(drawing, target.organizationRoles, places);
  for (const [node, together] of Map.groupBy(globalRoles, (role) => roleAt(role.id)))
    drawHolders(drawing, { organizationId: null, roleIds: together.map((role) => role.id) }, node);
  const lists = [...placesOfTarget(id, target, organizationId), ...permissionLists(id)];
  return graph.graph(missingFrom(snapshot, lists));
}

/** The lists from which what a role permits is drawn. */
function permissionLists({ kind, id }: TargetId): List[] {
  if (kind === 'permission') return [];
  return [['scopes'], ['resources'], ...(kind === 'globalRole' ? [['roleScopes', id] as const] : [])];
}

interface Drawing {
  readonly snapshot: Snapshot;
  readonly graph: GraphBuilder;
  readonly roleAt: (id: string) => string;
  /** How many holders of each place are shown at first. */
  readonly first: number;
}

/** The organizations in which somebody holds it. */
interface Places {
  readonly total: number;
  /** In how many of them somebody holds one of some roles. */
  readonly countOf: (roleIds: readonly string[]) => number;
  readonly organizations: Iterable<Organization>;
}

function addFocus(graph: GraphBuilder, { permission, organizationRoles, globalRoles }: Target): void {
  if (permission !== null) graph.add({ ...permissionNode(permission), isFocus: true });
  else
    for (const role of placedRoles(organizationRoles, globalRoles))
      graph.add({ ...roleNode(role), isFocus: true });
}

function placesIn(
  snapshot: Snapshot,
  { organizationRoles }: Target,
  organizationId: string | undefined,
): Places {
  const roleIds = organizationRoles.map(({ id }) => id);
  if (organizationId === undefined) {
    const countOf = (ids: readonly string[]): number => countOrganizationsHolding(snapshot, ids);
    return { total: countOf(roleIds), countOf, organizations: organizationsOf(snapshot, roleIds) };
  }
  const organization = organizationOf(snapshot, organizationId);
  if (organization === undefined) throw notThere('organization', organizationId);
  const countOf = (ids: readonly string[]): number =>
    countHolders(snapshot, { organizationId, roleIds: ids }) > 0 ? 1 : 0;
  const total = countOf(roleIds);
  return { total, countOf, organizations: total > 0 ? [organization] : [] };
}

function* organizationsOf(snapshot: Snapshot, roleIds: readonly string[]): Generator<Organization> {
  for (const { organization } of organizationsWithHolders(snapshot, roleIds, START)) yield organization;
}

/** An organization, and the roles of the target that somebody holds there. */
interface Place {
  readonly organization: Organization;
  readonly roles: readonly OrganizationRole[];
}

function drawOrganizations(drawing: Drawing, roles: readonly OrganizationRole[], places: Places): void {
  const { snapshot, graph } = drawing;
  const roomOf = (place: Place): number => place.roles.length * WITH_HOLDERS;
  const held = heldIn(snapshot, places.organizations, roles);
  const shown = graph.take('organizations', FIRST_ORGANIZATIONS, held, roomOf);
  drawRest(drawing, roles, places, shown);
  for (const place of shown) graph.keepRoom(roomOf(place));
  for (const place of shown) {
    graph.keepRoom(-roomOf(place));
    for (const role of place.roles) drawPlace(drawing, place.organization, role, roles.length > 1);
  }
}

/** A stack for the organizations that are not shown, which leads to the roles that somebody holds in one of them. */
function drawRest(
  { graph, roleAt }: Drawing,
  roles: readonly OrganizationRole[],
  { total, countOf }: Places,
  shown: readonly Place[],
): void {
  const rest = total - shown.length;
  if (rest === 0) return;
  const stack = graph.stack('organizations', 'organization', rest, `+${count(rest, 'organization')}`);
  for (const role of roles) {
    const shownWith = shown.filter((place) => place.roles.includes(role)).length;
    if (countOf([role.id]) > shownWith) graph.link(stack, roleAt(role.id));
  }
}

function* heldIn(
  snapshot: Snapshot,
  organizations: Iterable<Organization>,
  roles: readonly OrganizationRole[],
): Generator<Place> {
  for (const organization of organizations) {
    const isHeld = ({ id }: OrganizationRole): boolean =>
      countHolders(snapshot, { organizationId: organization.id, roleIds: [id] }) > 0;
    yield { organization, roles: roles.filter(isHeld) };
  }
}

/** Those who hold it by one role in an organization, apart from those who do by another: a path shows what one has. */
function drawPlace(
  drawing: Drawing,
  organization: Organization,
  { id, name }: OrganizationRole,
  isOneOfMany: boolean,
): void {
  const { graph, roleAt } = drawing;
  const place = organizationNode(organization);
  const way = { id: `${place.id} by ${id}`, detail: `${place.detail}, by ${oneLine(name)}` };
  const node = graph.add(isOneOfMany ? { ...place, ...way } : place);
  graph.link(node, roleAt(id));
  drawHolders(drawing, { organizationId: organization.id, roleIds: [id] }, node);
}

/** Who holds the roles in one place: the first of them, and a stack for the rest. */
function drawHolders({ snapshot, graph, first }: Drawing, holding: Holding, to: string): void {
  const total = countHolders(snapshot, holding);
  const stackId = `holders of ${to}`;
  const shown = Math.min(total, graph.room(stackId, first));
  for (const holder of shown === 0 ? [] : holdersOf(snapshot, holding, shown))
    graph.link(graph.add(holderNode(holder)), to);
  const rest = total - shown;
  if (rest === 0) return;
  const label = count(rest, 'holder');
  graph.link(graph.stack(stackId, 'holder', rest, shown === 0 ? label : `+${label}`), to);
}

/** Users first, then applications, each by name. */
function holdersOf(snapshot: Snapshot, holding: Holding, limit: number): Holder[] {
  const users = usersHolding(snapshot, holding, START, limit);
  const left = limit - users.length;
  const applications = left === 0 ? [] : applicationsHolding(snapshot, holding, START, left);
  return [
    ...users.map(({ user }) => ({ kind: 'user' as const, user })),
    ...applications.map(({ application }) => ({ kind: 'application' as const, application })),
  ];
}
