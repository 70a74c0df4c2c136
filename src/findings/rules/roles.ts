import type { Place } from '../../snapshot/lacks/missing.ts';
import {
  permissionsOfOnePerson,
  rolesNobodyHolds,
  type RoleWithScopes,
} from '../../snapshot/read/judging/roles.ts';
import { oneLine } from '../../words.ts';
import { ORGANIZATION_TEMPLATE, ROLES } from '../documentation.ts';
import { ALL_HOLDERS, ALL_PERMISSIONS } from '../known.ts';
import type { FoundThing } from '../model.ts';
import { permission } from '../names.ts';
import type { Rule } from '../rule.ts';

/** Rules on who holds roles and permissions in the whole tenant. */

const ALL_HELD: readonly Place[] = [
  ...ALL_HOLDERS,
  ...[['applications'] as const, ['applicationOrganizations'] as const, ['roleApplications'] as const],
];

export const unheldRole: Rule = {
  id: 'unheld-role',
  severity: 'low',
  title: 'Role that nobody holds',
  why: 'A role that nobody holds is one that nobody checks: whoever is given it by mistake gets whatever it permits.',
  whatToDo:
    'Delete the role in Console > Organization template or Console > Roles, unless it is still to come.',
  documentation: ROLES,
  reads: () => ALL_HELD,
  whole: ALL_HELD,
  *judge({ snapshot }) {
    const roles = (['globalRole', 'organizationRole'] as const).flatMap((kind) =>
      rolesNobodyHolds(snapshot, kind),
    );
    for (const role of roles.filter(({ isDefault }) => !isDefault).sort(byId))
      yield {
        about: [roleThing(role)],
        saw: () => `Nobody holds the ${roleNoun(role)} ${oneLine(role.name)}`,
      };
  },
};

export const permissionOfOnePerson: Rule = {
  id: 'permission-of-one-person',
  severity: 'medium',
  title: 'Permission that only one person has',
  why: 'What only one person may do, nobody does while this person is away, and nobody else can check it. A suspended holder counts as none.',
  whatToDo:
    'Give a role with this permission to a second person, or take the permission out of the role in Console > Organization template or Console > Roles where it is not needed.',
  documentation: ORGANIZATION_TEMPLATE,
  reads: () => [...ALL_HOLDERS, ...ALL_PERMISSIONS],
  whole: [...ALL_HOLDERS, ...ALL_PERMISSIONS],
  *judge({ snapshot, names }) {
    for (const { scope, userId } of permissionsOfOnePerson(snapshot)) {
      const [thing, holder] = [permission(scope), names.personOf(userId)];
      const saw = (): string => `${holder.label} is the only person with the permission ${thing.label}`;
      yield { about: [thing], also: [holder], saw };
    }
  },
};

export function roleThing({ kind, id, name }: RoleWithScopes): FoundThing {
  return { kind, id, label: oneLine(name) };
}

export function roleNoun({ kind }: RoleWithScopes): string {
  return kind === 'globalRole' ? 'global role' : 'organization role';
}

/** As SQLite sorts ids. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
