import type { Organization } from '../../snapshot/model.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count } from '../../words.ts';
import { explain, globalPathsOf, type Explanation, type Path } from '../explain.ts';
import { andLeftOut } from '../leftOut.ts';
import { nothing, slice, type AccessNode } from '../nodes/node.ts';
import type { WhyQuestion } from '../question.ts';
import { questionTitle } from '../titles.ts';
import type { Answer } from './answer.ts';
import { placeNode, roleNode } from './path.ts';

/** Why somebody has access: each place, below it the roles held there, and below those what they permit. */
export function whyAnswer(snapshot: Snapshot, question: WhyQuestion): Answer {
  const { holder, organizationId, scopeId } = question;
  const explanation = explain(snapshot, holder, {
    ...(organizationId !== undefined && { organizationId }),
    ...(scopeId !== undefined && { scopeId }),
  });
  const inTenant = explanation.leftOut === 0 ? [] : [...globalPathsOf(snapshot, holder, question)];
  const places = placesOn([...explanation.paths, ...inTenant]).map((place) =>
    placeWithRoles(snapshot, place),
  );
  const nodes = explanation.paths.length > 0 ? places : [nothing('', nothingText(question)), ...places];
  return {
    title: questionTitle(snapshot, question),
    summary: andLeftOut(summaryOf(explanation), explanation.leftOut, 'path'),
    mayLack: explanation.mayLack,
    children: (page) => slice(nodes, page),
  };
}

/** `3 roles and 7 permissions in 2 organizations` */
function summaryOf({ paths, permissions }: Explanation): string {
  if (paths.length === 0) return 'no access';
  const roles = new Set(paths.filter(({ role }) => role !== null).map(roleKey)).size;
  const organizations = new Set(paths.flatMap(({ organization }) => organization?.id ?? [])).size;
  const where = organizations === 0 ? '' : ` in ${count(organizations, 'organization')}`;
  return `${count(roles, 'role')} and ${count(permissions.length, 'permission')}${where}`;
}

function nothingText({ organizationId, scopeId }: WhyQuestion): string {
  if (scopeId !== undefined) return 'No role gives this permission here';
  return organizationId === undefined ? 'In no organization and without a role' : 'Not in this organization';
}

interface PlaceOnPaths {
  readonly organization: Organization | null;
  readonly paths: readonly Path[];
}

/** Paths by place, which come one after the other. */
function placesOn(paths: readonly Path[]): PlaceOnPaths[] {
  const places = Map.groupBy(paths, ({ organization }) => organization?.id ?? null);
  return [...places.values()].map((here) => ({ organization: here[0]?.organization ?? null, paths: here }));
}

function placeWithRoles(snapshot: Snapshot, { organization, paths }: PlaceOnPaths): AccessNode {
  const byRole = [...Map.groupBy(paths, roleKey).values()];
  const held = byRole.filter(([first]) => first?.role !== null).length;
  const permitted = new Set(paths.flatMap(({ permission }) => permission?.id ?? [])).size;
  const description = `${count(held, 'role')}, ${count(permitted, 'permission')}`;
  const made = placeNode(snapshot, organization, description, (page) => slice(nodes, page));
  const nodes = byRole.map((ofRole) => rolesOrNone(made.id, ofRole));
  return made;
}

function rolesOrNone(parentId: string, paths: readonly Path[]): AccessNode {
  const role = paths[0]?.role ?? null;
  if (role === null) return nothing(parentId, 'A member without a role');
  return roleNode(
    parentId,
    role,
    paths.flatMap(({ permission }) => permission ?? []),
  );
}

function roleKey({ organization, role }: Path): string {
  return JSON.stringify([organization?.id, role?.id]);
}
