import { userLabel, type Organization } from '../../snapshot/model.ts';
import { organizationOf } from '../../snapshot/read/byId.ts';
import {
  countDifferentHolders,
  countHolders,
  countOrganizationsHolding,
  organizationsWithHolders,
} from '../../snapshot/read/holders.ts';
import type { Page, Snapshot } from '../../snapshot/snapshot.ts';
import { count, oneLine } from '../../words.ts';
import { applicationFacts, userFacts } from '../nodes/facts.ts';
import { node, nothing, slice, type AccessNode, type Children } from '../nodes/node.ts';
import { describeRoles } from '../nodes/people.ts';
import type { WhoCanQuestion } from '../question.ts';
import type { Target } from '../target.ts';
import { questionTitle } from '../titles.ts';
import { andLeftOut } from '../leftOut.ts';
import { whoCan, type Cursor, type HolderRow } from '../whoCan.ts';
import type { Answer } from './answer.ts';
import { placeNode, roleNode } from './path.ts';

/** Who holds something: by global roles, and in each organization; below each of them the roles that give it. */
export function whoCanAnswer(snapshot: Snapshot, question: WhoCanQuestion): Answer {
  const { target: targetId, organizationId } = question;
  const inOne = organizationId !== undefined && { organizationId };
  const { target, total, leftOut, mayLack } = whoCan(snapshot, targetId, { limit: 0, ...inOne });
  return {
    ...{ title: questionTitle(snapshot, question), mayLack },
    summary: andLeftOut(
      total === 0 ? 'nobody' : summaryOf(snapshot, target, total, organizationId),
      leftOut,
      'holder',
    ),
    children: (page) =>
      total + leftOut === 0
        ? slice([nothing('', 'No user and no application holds it')], page)
        : placesOf(snapshot, question, target, page),
  };
}

/** Up to here people are told apart, who may hold it in several organizations; for more that takes too long. */
const MOST_TOLD_APART = 50_000;

/** `12 people and 1 application in 3 organizations` */
function summaryOf(
  snapshot: Snapshot,
  { organizationRoles, globalRoles }: Target,
  total: number,
  organizationId: string | undefined,
): string {
  if (organizationId !== undefined) return count(total, 'holder');
  const [roleIds, globalRoleIds] = [idsOf(organizationRoles), idsOf(globalRoles)];
  const organizations = countOrganizationsHolding(snapshot, roleIds);
  const where = organizations === 0 ? '' : ` in ${count(organizations, 'organization')}`;
  if (total > MOST_TOLD_APART) return `${count(total, 'holder')}${where}`;
  const { users, applications } = countDifferentHolders(snapshot, roleIds, globalRoleIds);
  const holders = [
    ...(users > 0 ? [count(users, 'person', 'people')] : []),
    ...(applications > 0 ? [count(applications, 'application')] : []),
  ];
  return `${holders.join(' and ')}${where}`;
}

/** The places where somebody holds it: the whole tenant first, then organizations by name; one organization first. */
function placesOf(snapshot: Snapshot, question: WhoCanQuestion, target: Target, page: Page): Children {
  const place = (organization: Organization | null): AccessNode =>
    holdersNode(snapshot, question, target, organization);
  const globally = countHolders(snapshot, { organizationId: null, roleIds: idsOf(target.globalRoles) });
  const tenant = globally > 0 ? [null] : [];
  if (question.organizationId !== undefined) {
    const organization = organizationOf(snapshot, question.organizationId);
    return slice([...(organization === undefined ? [] : [place(organization)]), ...tenant.map(place)], page);
  }
  const { limit, offset = 0 } = page;
  const roleIds = idsOf(target.organizationRoles);
  const organizations = firstOrganizations(snapshot, roleIds, offset + limit);
  return {
    nodes: [...tenant, ...organizations].slice(offset, offset + limit).map(place),
    total: tenant.length + countOrganizationsHolding(snapshot, roleIds),
  };
}

function firstOrganizations(snapshot: Snapshot, roleIds: readonly string[], most: number): Organization[] {
  const organizations: Organization[] = [];
  for (const { organization } of organizationsWithHolders(snapshot, roleIds, { sort: '', id: '' })) {
    if (organizations.length >= most) break;
    organizations.push(organization);
  }
  return organizations;
}

function holdersNode(
  snapshot: Snapshot,
  { target: targetId }: WhoCanQuestion,
  target: Target,
  organization: Organization | null,
): AccessNode {
  const roleIds = idsOf(organization === null ? target.globalRoles : target.organizationRoles);
  const total = countHolders(snapshot, { organizationId: organization?.id ?? null, roleIds });
  const inOne = organization !== null && { organizationId: organization.id };
  const pageEnds = new Map<number, Cursor>();
  const made = placeNode(snapshot, organization, count(total, 'holder'), ({ limit, offset = 0 }) => {
    const after = pageEnds.get(offset);
    const skipped = after === undefined ? offset : 0;
    const page = whoCan(snapshot, targetId, { limit: limit + skipped, ...inOne, ...(after && { after }) });
    if (page.next !== undefined) pageEnds.set(offset + limit, page.next);
    const here = page.rows.slice(skipped).filter((row) => row.organization?.id === organization?.id);
    return { nodes: here.map((row) => holderNode(snapshot, made.id, row, target)), total };
  });
  return made;
}

/** Somebody, and below the roles by which they hold it. */
function holderNode(
  snapshot: Snapshot,
  parentId: string,
  { holder, roles }: HolderRow,
  { permission }: Target,
): AccessNode {
  const id = holder.kind === 'user' ? holder.user.id : holder.application.id;
  const label = holder.kind === 'user' ? userLabel(holder.user) : holder.application.name;
  const isSuspended = holder.kind === 'user' && holder.user.suspended;
  const made = node(parentId, {
    ...{ key: `${holder.kind}:${id}`, kind: holder.kind, label: oneLine(label), subjectId: id },
    description: [
      describeRoles(
        snapshot,
        roles.map(({ name }) => name),
      ),
      ...(isSuspended ? ['suspended'] : []),
    ].join(' · '),
    ...(isSuspended && { warning: 'suspended' as const }),
    facts: () =>
      holder.kind === 'user' ? userFacts(snapshot, holder.user) : applicationFacts(holder.application),
  });
  const permissions = permission === null ? [] : [permission];
  return {
    ...made,
    children: (page) =>
      slice(
        roles.map((role) => roleNode(made.id, role, permissions)),
        page,
      ),
  };
}

function idsOf(roles: readonly { readonly id: string }[]): string[] {
  return roles.map(({ id }) => id);
}
