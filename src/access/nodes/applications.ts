import type { Application } from '../../snapshot/model.ts';
import {
  globalRolesOfApplication,
  listApplications,
  organizationsOfApplication,
} from '../../snapshot/read/applications.ts';
import type { Page, Snapshot } from '../../snapshot/snapshot.ts';
import { isUnknown } from '../../snapshot/lacks/unknown.ts';
import { oneLine } from '../../words.ts';
import { unreadIn } from '../../snapshot/lacks/missing.ts';
import { applicationFacts, organizationFacts } from './facts.ts';
import type { Look } from './look.ts';
import { group, node, nothing, slice, type AccessNode } from './node.ts';
import { describeRoles, roleLeaf } from './people.ts';
import { shortList } from './shortList.ts';

/** Applications → for machine-to-machine ones the organizations with their roles there, and global roles. */
export function applicationsGroup(snapshot: Snapshot, { filter }: Look): AccessNode {
  const list = {
    ...{ kind: 'application' as const, all: snapshot.info.counts.applications },
    ...{ none: 'This tenant has no applications', read: listApplications },
    line: (one: Application) => applicationNode(snapshot, one),
  };
  return group('', {
    ...{ key: 'applications', kind: 'applications', label: 'Applications' },
    ...shortList(snapshot, list, filter),
    ...(filter === undefined && {
      children: (page: Page) => ({
        nodes: listApplications(snapshot, page).map(list.line),
        total: list.all,
      }),
    }),
    unknown: isUnknown(snapshot.info, 'applications'),
    unread: unreadIn(snapshot, [['applications']]),
  });
}

function applicationNode(snapshot: Snapshot, application: Application): AccessNode {
  const made = applicationLeaf('applications', application, typeOf(application));
  if (application.type !== 'MachineToMachine') return made;
  return { ...made, children: (page) => slice(accessOf(snapshot, made.id, application.id), page) };
}

/** What an application is, in words. */
export function typeOf({ type }: Application): string {
  return type === 'MachineToMachine' ? 'machine-to-machine' : oneLine(type);
}

/** An application as the end of a way. */
export function applicationLeaf(parentId: string, application: Application, description: string): AccessNode {
  const { id, name } = application;
  return node(parentId, {
    ...{ key: id, kind: 'application', label: oneLine(name), description, subjectId: id },
    facts: () => applicationFacts(application),
  });
}

function accessOf(snapshot: Snapshot, parentId: string, applicationId: string): AccessNode[] {
  const organizations = organizationsOfApplication(snapshot, applicationId).map(
    ({ organization, roleNames }) =>
      node(parentId, {
        ...{ key: `organization:${organization.id}`, kind: 'organization', subjectId: organization.id },
        ...{ label: oneLine(organization.name), description: describeRoles(snapshot, roleNames) },
        facts: () => organizationFacts(snapshot, organization),
      }),
  );
  const roles = globalRolesOfApplication(snapshot, applicationId).map((role) => roleLeaf(parentId, role));
  const all = [...organizations, ...roles];
  if (all.length > 0) return all;
  const unread = unreadIn(snapshot, [
    ...[['organizations'] as const, ['applicationOrganizations', applicationId] as const],
    ...[['globalRoles'] as const, ['roleApplications'] as const],
  ]);
  const words = 'In no organization and without a role';
  return [nothing(parentId, unread.length === 0 ? words : `${words}, as far as could be read`)];
}
