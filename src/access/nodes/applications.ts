import type { Application } from '../../snapshot/model.ts';
import {
  globalRolesOfApplication,
  listApplications,
  organizationsOfApplication,
} from '../../snapshot/read/applications.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number, oneLine } from '../../words.ts';
import { group, node, slice, type AccessNode } from './node.ts';
import { describeRoles } from './people.ts';

/** Applications → for machine-to-machine ones the organizations with their roles there, and global roles. */
export function applicationsGroup(snapshot: Snapshot): AccessNode {
  const total = snapshot.info.counts.applications;
  return group('', {
    ...{ key: 'applications', kind: 'applications', label: 'Applications', description: number(total) },
    ...{ total, none: 'This tenant has no applications' },
    children: (page) =>
      slice(
        listApplications(snapshot).map((one) => applicationNode(snapshot, one)),
        page,
      ),
  });
}

function applicationNode(snapshot: Snapshot, { id, name, type }: Application): AccessNode {
  const machine = type === 'MachineToMachine';
  const description = machine ? 'machine-to-machine' : type;
  const parts = { key: id, kind: 'application', label: oneLine(name), description, subjectId: id } as const;
  const made = node('applications', parts);
  return machine ? { ...made, children: (page) => slice(accessOf(snapshot, made.id, id), page) } : made;
}

function accessOf(snapshot: Snapshot, parentId: string, applicationId: string): AccessNode[] {
  const organizations = organizationsOfApplication(snapshot, applicationId).map(
    ({ organization, roleNames }) => {
      const parts = {
        key: `organization:${organization.id}`,
        kind: 'organization',
        subjectId: organization.id,
      } as const;
      return node(parentId, {
        ...parts,
        label: oneLine(organization.name),
        description: describeRoles(roleNames),
      });
    },
  );
  const roles = globalRolesOfApplication(snapshot, applicationId).map((role) => {
    const parts = { key: `role:${role.id}`, kind: 'role', subjectId: role.id } as const;
    return node(parentId, { ...parts, label: oneLine(role.name), description: 'global role' });
  });
  const all = [...organizations, ...roles];
  return all.length > 0
    ? all
    : [
        node(parentId, {
          key: 'nothing',
          kind: 'nothing',
          label: 'In no organization and without a role',
          description: '',
        }),
      ];
}
