import { Names } from '../findings/names.ts';
import { missingFrom, type Place } from '../snapshot/lacks/missing.ts';
import {
  countGlobalHolders,
  holdersOfSeveral,
  holdersOutside,
  organizationsWithFewerThan,
  organizationsWithoutMfaRule,
  placesWithMoreThan,
  type HolderCount,
  type RoleHolder,
} from '../snapshot/read/judging/policy.ts';
import { rolesWithScopes, type RoleWithScopes } from '../snapshot/read/judging/roles.ts';
import type { HoleIn } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { isUnknown } from '../snapshot/lacks/unknown.ts';
import { count, oneLine } from '../words.ts';
import { breachOf, permissionsIn, rolesIn, type Breach } from './breach.ts';
import type { Assertion, AssertionOf } from './model.ts';
import { organizationsNamed, permissionsNamed, rolesNamed } from './names.ts';

/** A name in a policy that nothing in the snapshot has. */
export interface UnknownName {
  readonly kind: 'role' | 'permission' | 'organization';
  readonly name: string;
  /** Where in the assertion it stands. */
  readonly path: readonly (string | number)[];
}

/** A name that cannot mean what the assertion wants of it. */
interface WrongName extends Pick<UnknownName, 'path'> {
  readonly message: string;
}

/** What an assertion means in one snapshot. */
export interface Meaning {
  readonly unknown: readonly UnknownName[];
  /** What makes it hold, or be breached, whatever the snapshot says. */
  readonly wrong?: readonly WrongName[];
  /** Lists that it is judged by: it cannot be said to hold where one of them has a hole. */
  readonly places: readonly Place[];
  /** What the snapshot cannot know, in a sentence, where it cannot. */
  readonly cannotKnow?: string;
  readonly breaches: () => Iterable<Breach>;
}

const ORGANIZATION_HOLDERS: readonly Place[] = [['organizations'], ['members'], ['users']];
const GLOBAL_HOLDERS: readonly Place[] = [['roleUsers'], ['users']];
const ROLES: readonly Place[] = [['organizationRoles'], ['globalRoles']];
const TENANT = { organizationId: null, organizationName: null } as const;
const PERMISSIONS: readonly Place[] = [['scopes'], ['resources'], ['roleScopes']];

/** Looks up what an assertion names, and how to judge it. */
export function meaningOf(snapshot: Snapshot, assertion: Assertion): Meaning {
  switch (assertion.assert) {
    case 'emailDomains':
      return emailDomains(snapshot, assertion);
    case 'atMost':
      return atMost(snapshot, assertion);
    case 'atLeast':
      return atLeast(snapshot, assertion);
    case 'separate':
      return separate(snapshot, assertion);
    case 'requiresMfa':
      return requiresMfa(snapshot, assertion);
  }
}

function emailDomains(snapshot: Snapshot, { role, domains }: AssertionOf<'emailDomains'>): Meaning {
  const { roles, ...named } = peoplesRoles(snapshot, role, ['role']);
  const lower = domains.map((domain) => domain.toLowerCase());
  return {
    ...named,
    *breaches() {
      const names = new Names(snapshot);
      for (const holder of holdersOutside(snapshot, ids(roles), lower))
        yield breachOf(
          holder,
          rolesIn(roles, holder),
          `${names.label(holder.user)} holds ${role}${whereOf(names, holder)} with ${holder.user.email === null ? 'no e-mail' : oneLine(holder.user.email)}`,
        );
    },
  };
}

function atMost(snapshot: Snapshot, { permission, people }: AssertionOf<'atMost'>): Meaning {
  const permissions = permissionsNamed(snapshot, permission);
  const wanted = new Set(ids(permissions));
  const roles = (['organizationRole', 'globalRole'] as const)
    .flatMap((kind) => rolesWithScopes(snapshot, kind))
    .filter(({ scopeIds }) => scopeIds.some((id) => wanted.has(id)));
  return {
    unknown: missing(permissions, { kind: 'permission', name: permission, path: ['permission'] }),
    places: [...ORGANIZATION_HOLDERS, ...GLOBAL_HOLDERS, ...ROLES, ...PERMISSIONS],
    *breaches() {
      const names = new Names(snapshot);
      for (const place of placesWithMoreThan(snapshot, ids(roles), people))
        yield breachOf(
          place,
          permissionsIn(permissions),
          `${count(place.holders, 'person has', 'people have')} ${permission} in ${placeName(names, place)}, and at most ${people} may`,
        );
    },
  };
}

function atLeast(snapshot: Snapshot, { role, people }: AssertionOf<'atLeast'>): Meaning {
  const named = peoplesRoles(snapshot, role, ['role']);
  return {
    ...named,
    *breaches() {
      const names = new Names(snapshot);
      for (const place of placesWithFewer(snapshot, named, people))
        yield breachOf(
          place,
          rolesIn(ofKind(named.roles, place.organizationId === null ? 'globalRole' : 'organizationRole')),
          `${count(place.holders, 'person holds', 'people hold')} ${role} in ${placeName(names, place)}, and at least ${people} must`,
        );
    },
  };
}

/** Where fewer people than that hold some roles, of what was wholly read: whoever was not read may be one more. */
function* placesWithFewer(
  snapshot: Snapshot,
  { roles, isById }: PeoplesRoles,
  people: number,
): Generator<HolderCount> {
  const isWhole = (list: HoleIn, ...holders: readonly Place[]): boolean =>
    missingFrom(snapshot, [['users'], ...(isById ? [] : [[list] as const]), ...holders]).length === 0;
  const global = ids(ofKind(roles, 'globalRole'));
  const inOrganizations = ids(ofKind(roles, 'organizationRole'));
  const globalHolders = global.map((id): Place => ['roleUsers', id]);
  if (global.length > 0 && isWhole('globalRoles', ...globalHolders)) {
    const holders = countGlobalHolders(snapshot, global);
    if (holders < people) yield { ...TENANT, holders };
  }
  if (inOrganizations.length === 0) return;
  for (const place of organizationsWithFewerThan(snapshot, inOrganizations, people))
    if (isWhole('organizationRoles', ['members', place.organizationId ?? undefined])) yield place;
}

function separate(snapshot: Snapshot, { roles: named, within }: AssertionOf<'separate'>): Meaning {
  const found = named.map((name, i) => peoplesRoles(snapshot, name, ['roles', i]));
  const roles = found.flatMap((some) => some.roles);
  // roles of one name, or a role named twice, are one side of what is to be separate
  const sides = new Map(
    found.flatMap((some, side) => some.roles.map(({ id }) => [id, side] as const)).reverse(),
  );
  const separated = new Set(sides.values());
  return {
    unknown: found.flatMap(({ unknown }) => unknown),
    wrong: found.flatMap(({ wrong, roles: some }, i) =>
      some.length === 0 || separated.has(i) ? wrong : [sameAsAnother(named[i] ?? '', ['roles', i])],
    ),
    places: found.flatMap(({ places }) => places),
    *breaches() {
      const names = new Names(snapshot);
      for (const holder of holdersOfSeveral(snapshot, ids(roles), within)) {
        if (new Set(holder.roleIds.map((id) => sides.get(id))).size < 2) continue;
        yield breachOf(
          holder,
          rolesIn(roles, holder),
          `${names.label(holder.user)} holds ${heldText(names, holder, roles)}`,
        );
      }
    },
  };
}

/** `admin and editor in Acme`, or where one of them is held in the whole tenant, `editor in Acme and globally auditor`. */
function heldText(names: Names, holder: RoleHolder, roles: readonly RoleWithScopes[]): string {
  const held = roles.filter(({ id }) => holder.roleIds.includes(id));
  const namesOf = (some: readonly RoleWithScopes[]): string =>
    [...new Set(some.map(({ name }) => oneLine(name)))].sort().join(' and ');
  const [global, there] = [ofKind(held, 'globalRole'), ofKind(held, 'organizationRole')];
  if (holder.organizationName === null || global.length === 0)
    return `${namesOf(held)}${whereOf(names, holder)}`;
  return `${namesOf(there)}${whereOf(names, holder)} and globally ${namesOf(global)}`;
}

function requiresMfa(snapshot: Snapshot, { organizations: named }: AssertionOf<'requiresMfa'>): Meaning {
  const found = named?.map((name) => organizationsNamed(snapshot, name));
  return {
    unknown: (found ?? []).flatMap((some, i) =>
      missing(some, { kind: 'organization', name: named?.[i] ?? '', path: ['organizations', i] }),
    ),
    places: [['organizations']],
    ...(isUnknown(snapshot.info, 'MFA required') && {
      cannotKnow: 'a C1 file does not say which organizations require MFA',
    }),
    *breaches() {
      const names = new Names(snapshot);
      const without =
        found === undefined
          ? organizationsWithoutMfaRule(snapshot)
          : new Map(found.flat().flatMap((one) => (one.mfaRequired ? [] : [[one.id, one]]))).values();
      for (const { id, name } of without)
        yield breachOf(
          { organizationId: id, organizationName: name },
          [],
          `${names.place(id).name} does not require MFA`,
        );
    },
  };
}

/** The roles of a name that people can hold. */
interface PeoplesRoles extends Pick<Meaning, 'unknown' | 'places'> {
  readonly roles: readonly RoleWithScopes[];
  readonly isById: boolean;
  readonly wrong: WrongName[];
}

/** The roles of a name that people can hold, what is wrong with the name, and where it is read who holds them. */
function peoplesRoles(snapshot: Snapshot, name: string, path: UnknownName['path']): PeoplesRoles {
  const named = rolesNamed(snapshot, name);
  const roles = named.filter(({ type }) => type === 'User');
  const isById = named.length > 0 && named.every((role) => role.name !== name);
  const message = `${name} is a role for applications: name a role that people hold`;
  return {
    ...{ roles, isById, places: placesOf(roles, isById) },
    unknown: missing(named, { kind: 'role', name, path }),
    wrong: named.length > 0 && roles.length === 0 ? [{ path, message }] : [],
  };
}

/** Nobody could hold both. */
function sameAsAnother(name: string, path: UnknownName['path']): WrongName {
  return { path, message: `${name} means what another name here means: name roles that differ` };
}

function missing(found: readonly unknown[], name: UnknownName): UnknownName[] {
  return found.length === 0 ? [name] : [];
}

function ids(things: readonly { readonly id: string }[]): string[] {
  return things.map(({ id }) => id);
}

function ofKind(roles: readonly RoleWithScopes[], kind: RoleWithScopes['kind']): RoleWithScopes[] {
  return roles.filter((role) => role.kind === kind);
}

/**
 * Lists from which it is read who holds these roles; all where there is none, since it may be missing. Roles of both
 * kinds may have one name, so that another one of it may be missing; an id is of one role.
 */
function placesOf(roles: readonly RoleWithScopes[], isById: boolean): readonly Place[] {
  const isOfKind = (kind: RoleWithScopes['kind']): boolean =>
    roles.length === 0 || ofKind(roles, kind).length > 0;
  return [
    ...(isById ? [] : ROLES),
    ...(isOfKind('organizationRole') ? ORGANIZATION_HOLDERS : []),
    ...(isOfKind('globalRole') ? GLOBAL_HOLDERS : []),
  ];
}

function whereOf(names: Names, { organizationId }: RoleHolder): string {
  return organizationId === null ? '' : ` in ${names.place(organizationId).name}`;
}

function placeName(names: Names, { organizationId }: HolderCount): string {
  return organizationId === null ? 'the tenant' : names.place(organizationId).name;
}
