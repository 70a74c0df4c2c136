import { rolesWithScopes, type RoleWithScopes } from '../../snapshot/read/judging/roles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { ROLES } from '../documentation.ts';
import { ALL_PERMISSIONS } from '../known.ts';
import type { Sight } from '../model.ts';
import type { Rule } from '../rule.ts';
import { byId, roleNoun, roleThing } from './roles.ts';

/** Rules on roles of one kind, for people or for machines, that permit the same or nearly so. */

export const equalRoles: Rule = {
  id: 'equal-roles',
  severity: 'medium',
  title: 'Roles with equal permissions',
  why: 'Two names for one thing: people ask for the wrong one, and a permission that is taken out of one of them stays in the other.',
  whatToDo:
    'Keep one of the roles in Console > Organization template or Console > Roles, move its holders, and delete the other.',
  documentation: ROLES,
  reads: () => ALL_PERMISSIONS,
  whole: ALL_PERMISSIONS,
  judge({ snapshot }) {
    return sortedByFirst(
      groupsOfRoles(snapshot).flatMap((groups) =>
        groups.filter(({ length }) => length > 1).map((equal) => equalSight(equal)),
      ),
    );
  },
};

export const roleWithinRole: Rule = {
  id: 'role-within-role',
  severity: 'low',
  title: 'Role whose permissions another role has too',
  why: 'Whoever holds the larger role gains nothing by the smaller one. That is as it should be for steps such as viewer, editor and admin; where the roles are for different work, the larger one permits more than somebody meant.',
  whatToDo:
    'Compare both in Console > Organization template or Console > Roles: if they are not meant as steps, take out of the larger what does not belong there. If they are, suppress this.',
  documentation: ROLES,
  reads: () => ALL_PERMISSIONS,
  whole: ALL_PERMISSIONS,
  judge({ snapshot }) {
    return sortedByFirst(groupsOfRoles(snapshot).flatMap(withinSights));
  },
};

/** Roles that permit something, of one kind and type together, and of these those that permit the same. */
function groupsOfRoles(snapshot: Snapshot): RoleWithScopes[][][] {
  const roles = (['globalRole', 'organizationRole'] as const)
    .flatMap((kind) => rolesWithScopes(snapshot, kind))
    .filter(({ scopeIds }) => scopeIds.length > 0)
    .sort(byId);
  return groupBy(roles, ({ kind, type }) => `${kind} ${type}`).map((family) =>
    groupBy(family, ({ scopeIds }) => scopeIds.join('\0')),
  );
}

function groupBy(roles: RoleWithScopes[], keyOf: (role: RoleWithScopes) => string): RoleWithScopes[][] {
  return [...Map.groupBy(roles, keyOf).values()];
}

function equalSight(equal: readonly RoleWithScopes[]): Sight {
  const [first] = equal;
  const names = equal.map(({ name }) => oneLine(name)).join(' and ');
  const noun = first === undefined ? 'role' : roleNoun(first);
  return { about: equal.map(roleThing), saw: () => `The ${noun}s ${names} permit the same` };
}

/** For each role the next larger ones that permit all that it does: those larger still follow from these. */
function withinSights(groups: readonly (readonly RoleWithScopes[])[]): Sight[] {
  const firsts = groups.flatMap(([first]) => (first === undefined ? [] : [first]));
  return firsts.flatMap((small) => {
    const larger = firsts.filter((large) => isWithin(small, large));
    return larger
      .filter((large) => !larger.some((between) => isWithin(between, large)))
      .map((large) => ({
        about: [roleThing(small), roleThing(large)],
        saw: () =>
          `All that the ${roleNoun(small)} ${oneLine(small.name)} permits, ${oneLine(large.name)} permits too`,
      }));
  });
}

function isWithin(small: RoleWithScopes, large: RoleWithScopes): boolean {
  if (small.scopeIds.length >= large.scopeIds.length) return false;
  const permitted = new Set(large.scopeIds);
  return small.scopeIds.every((id) => permitted.has(id));
}

function sortedByFirst(sights: readonly Sight[]): Sight[] {
  return sights.toSorted((a, b) => {
    for (const [i, one] of a.about.entries()) {
      const other = b.about[i];
      const order = other === undefined ? 1 : byId(one, other);
      if (order !== 0) return order;
    }
    return a.about.length - b.about.length;
  });
}
