import assert from 'node:assert/strict';
import type { Hole, HoleIn } from '../../src/snapshot/model.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { keysOfSnapshot, type Part, type Witness } from './keys.ts';

/** In which list's hole a row may be missing, and whose list that is. */
type Place = readonly [list: HoleIn, of: string];

/** Which holes explain that a key is missing. */
const PLACES: Readonly<Record<Part, (first: string, second: string) => readonly Place[]>> = {
  users: (id) => [['users', id]],
  userRows: (id) => [['users', id]],
  organizations: (id) => [['organizations', id]],
  organizationRows: (id) => [['organizations', id]],
  memberships: placesOfMember,
  memberRoles: placesOfMember,
  memberRows: placesOfMember,
  organizationRoles: (id) => [['organizationRoles', id]],
  organizationRoleRows: (id) => [['organizationRoles', id]],
  organizationRoleScopes: (roleId, scopeId) => [['organizationRoles', roleId], ...placesOfScope(scopeId)],
  scopes: placesOfScope,
  scopeRows: placesOfScope,
  resources: (id) => [['resources', id]],
  resourceRows: (id) => [['resources', id]],
  roles: (id) => [['globalRoles', id]],
  roleRows: (id) => [['globalRoles', id]],
  roleScopes: (roleId, scopeId) => [
    ['roleScopes', roleId],
    ['globalRoles', roleId],
    ...placesOfScope(scopeId),
  ],
  applicationRoles: (roleId, applicationId) => [
    ['roleApplications', roleId],
    ['globalRoles', roleId],
    ['applications', applicationId],
  ],
  holders: (roleId, userId) => [
    ['roleUsers', roleId],
    ['users', userId],
    ['globalRoles', roleId],
  ],
  applications: (id) => [['applications', id]],
  machines: placesOfMachine,
  machineRoles: placesOfMachine,
  invitations: placesOfInvitation,
  invitationRows: placesOfInvitation,
  invitationRoles: placesOfInvitation,
};

/** A permission is listed by itself, or with its resource. */
function placesOfScope(id: string): readonly Place[] {
  return [
    ['scopes', id],
    ['resources', id],
  ];
}

function placesOfMachine(organizationId: string, applicationId: string): readonly Place[] {
  return [
    ['applicationOrganizations', applicationId],
    ['organizations', organizationId],
    ['applications', applicationId],
  ];
}

function placesOfInvitation(id: string, organizationId: string): readonly Place[] {
  return [
    ['invitations', id],
    ['organizations', organizationId],
  ];
}

function placesOfMember(organizationId: string, userId: string): readonly Place[] {
  return [
    ['members', organizationId],
    ['users', userId],
    ['organizations', organizationId],
  ];
}

/** Lists whose holes hide rows, and what those rows are. */
const ENTITIES: Partial<Record<HoleIn, Part>> = {
  ...{ users: 'users', organizations: 'organizations', globalRoles: 'roles', applications: 'applications' },
  ...{ organizationRoles: 'organizationRoles', scopes: 'scopes', resources: 'resources' },
};

/**
 * Asserts that a snapshot has everything that was there all the time exactly once, or says where it is missing and
 * hides no more than it says, and has nothing that never was. Gives how much is missing.
 */
export function assertWhole(snapshot: Snapshot, { lasting, ever, latest }: Witness): number {
  const { holes } = snapshot.info;
  const lists = keysOfSnapshot(snapshot);
  const parts = Object.keys(lists) as Part[];
  const found = Object.fromEntries(parts.map((part) => [part, new Set(lists[part])])) as Record<
    Part,
    Set<string>
  >;
  const missing = (part: Part): string[] => [...lasting[part]].filter((key) => !found[part].has(key));
  const isNamed =
    (part: Part) =>
    (key: string): boolean =>
      PLACES[part](...idsOf(key)).some(([list, of]) => {
        const entity = ENTITIES[list];
        return (entity === undefined || !found[entity].has(of)) && holesIn(holes, list, of).length > 0;
      });
  // Holders that follow from those without a role can have one who was deleted in between: nothing tells any more.
  const isGone = (holder: string): boolean => !latest.users.has(idsOf(holder)[1]);
  for (const part of parts) {
    assert.equal(found[part].size, lists[part].length, `${part} are there once`);
    const invented = lists[part].filter(
      (key) => !ever[part].has(key) && !(part === 'holders' && isGone(key)),
    );
    assert.deepEqual(invented, [], `${part} are nothing that never was`);
    const unsaid = missing(part).filter((key) => !isNamed(part)(key));
    assert.deepEqual(unsaid, [], `${part} are all there or named: ${JSON.stringify(holes)}`);
  }
  assertNoMore(holes, 'users', missing('users'));
  assertNoMore(holes, 'organizations', missing('organizations'));
  assertTied(found);
  return parts.reduce((sum, part) => sum + missing(part).length, 0);
}

function idsOf(key: string): [string, string] {
  const [first = '', second = ''] = key.split(' ');
  return [first, second];
}

function holesIn(holes: readonly Hole[], list: HoleIn, of: string): Hole[] {
  return holes.filter((hole) => hole.in === list && (hole.of === undefined || hole.of === of));
}

/** Where every hole of a list says how much it hides, no more is missing. */
function assertNoMore(holes: readonly Hole[], list: HoleIn, missing: readonly string[]): void {
  const rows = holes
    .filter((hole) => hole.in === list)
    .reduce((sum, hole) => sum + (hole.rows ?? Infinity), 0);
  assert.ok(
    missing.length <= rows,
    `${list}: ${rows} missing by the holes, and in fact ${missing.join(', ')}`,
  );
}

/** Every name leads somewhere. */
function assertTied(found: Readonly<Record<Part, Set<string>>>): void {
  const tied = (part: Part, first: Part, second: Part): void => {
    const loose = [...found[part]].filter((key) => {
      const [one, other] = idsOf(key);
      return !found[first].has(one) || !found[second].has(other);
    });
    assert.deepEqual(loose, [], `${part} lead somewhere`);
  };
  tied('memberships', 'organizations', 'users');
  tied('memberRoles', 'organizations', 'users');
  tied('holders', 'roles', 'users');
  tied('machines', 'organizations', 'applications');
  tied('organizationRoleScopes', 'organizationRoles', 'scopes');
  tied('roleScopes', 'roles', 'scopes');
  tied('applicationRoles', 'roles', 'applications');
  for (const part of ['memberRoles', 'machineRoles', 'invitationRoles'] as const) {
    const loose = [...found[part]].filter((key) => !found.organizationRoles.has(key.split(' ').at(-1) ?? ''));
    assert.deepEqual(loose, [], `${part} name roles that are there`);
  }
}
