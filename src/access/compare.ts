import { findGlobalRole, findOrganizationRole } from '../snapshot/read/byId.ts';
import { permissionLabel, scopesOfGlobalRole, scopesOfOrganizationRole } from '../snapshot/read/roles.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { missingFrom } from '../snapshot/lacks/missing.ts';
import { notThere } from './target.ts';
import type { Explanation, Path } from './explain.ts';

/** Something that one has: where, what, and as which text. */
export interface Fact {
  readonly kind: 'organization' | 'organizationRole' | 'globalRole' | 'permission';
  readonly id: string;
  readonly name: string;
  /** Where it is held; undefined in the whole tenant, and for what a role permits. */
  readonly organization?: { readonly id: string; readonly name: string };
}

/** A role, in organizations or in the whole tenant. */
export interface RoleId {
  readonly kind: 'organizationRole' | 'globalRole';
  readonly id: string;
}

/** What somebody, or a role, has: in the order in which it is told. */
export interface Facts {
  readonly facts: readonly Fact[];
  readonly mayLack: readonly string[];
}

/** What two have together, and what each has alone; in the order of each. */
export interface Compared {
  readonly both: readonly Fact[];
  readonly first: readonly Fact[];
  readonly second: readonly Fact[];
  /** What the snapshot lacks, so that a difference may be none. */
  readonly mayLack: readonly string[];
}

/** Compares what two have: people, applications or roles. */
export function compareFacts(first: Facts, second: Facts): Compared {
  const [ofFirst, ofSecond] = [first, second].map(({ facts }) => new Set(facts.map(keyOf))) as [
    Set<string>,
    Set<string>,
  ];
  return {
    both: first.facts.filter((fact) => ofSecond.has(keyOf(fact))),
    first: first.facts.filter((fact) => !ofSecond.has(keyOf(fact))),
    second: second.facts.filter((fact) => !ofFirst.has(keyOf(fact))),
    mayLack: [...new Set([...first.mayLack, ...second.mayLack])],
  };
}

/** What a user or an application has: organizations, roles in them, global roles, and then the permissions. */
export function factsOfHolder({ paths, permissions, mayLack }: Explanation): Facts {
  const facts = [
    ...paths.flatMap(factsOnPath),
    ...permissions.map(({ organization, permission }): Fact => ({
      ...{ kind: 'permission', id: permission.id, name: permissionLabel(permission) },
      ...(organization !== null && { organization }),
    })),
  ];
  return { facts: [...new Map(facts.map((fact) => [keyOf(fact), fact])).values()], mayLack };
}

function factsOnPath({ organization, role }: Path): Fact[] {
  if (organization === null)
    return role === null ? [] : [{ kind: 'globalRole', id: role.id, name: role.name }];
  const membership: Fact = { kind: 'organization', id: organization.id, name: organization.name };
  if (role === null) return [membership];
  return [membership, { kind: 'organizationRole', id: role.id, name: role.name, organization }];
}

/** What a role permits. */
export function factsOfRole(snapshot: Snapshot, { kind, id }: RoleId): Facts {
  const isInOrganizations = kind === 'organizationRole';
  const role = (isInOrganizations ? findOrganizationRole : findGlobalRole)(snapshot, id);
  if (role === undefined) throw notThere(kind, id);
  const scopes = (isInOrganizations ? scopesOfOrganizationRole : scopesOfGlobalRole)(snapshot, id);
  return {
    facts: scopes.map((scope) => ({ kind: 'permission', id: scope.id, name: permissionLabel(scope) })),
    mayLack: missingFrom(snapshot, [
      [isInOrganizations ? 'organizationRoles' : 'roleScopes', id],
      ...[['scopes'] as const, ['resources'] as const],
    ]),
  };
}

function keyOf({ kind, id, organization }: Fact): string {
  return JSON.stringify([kind, id, organization?.id]);
}
