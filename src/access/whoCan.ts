import { AccessError } from '../errors.ts';
import { sentence } from '../sentence.ts';
import type { Application, GlobalRole, Organization, OrganizationRole, User } from '../snapshot/model.ts';
import { organizationOf } from '../snapshot/read/byId.ts';
import type { After } from '../snapshot/read/findable.ts';
import {
  applicationsHolding,
  countHolders,
  countHoldersInOrganizations,
  organizationsWithHolders,
  usersHolding,
} from '../snapshot/read/holders.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { missingFrom, type Place } from '../snapshot/lacks/missing.ts';
import { notThere, targetOf, type Target, type TargetId } from './target.ts';

/** A user or an application. */
export type Holder =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'application'; readonly application: Application };

/** Somebody who holds what was asked for: in one organization, or in the whole tenant. Each of the roles is a path. */
export interface HolderRow {
  readonly holder: Holder;
  /** Null where it is by global roles. */
  readonly organization: Organization | null;
  readonly roles: readonly (OrganizationRole | GlobalRole)[];
}

/** Where a page ends: the next one goes on there. Plain data. */
export interface Cursor {
  /** Null among the holders of global roles, who come first. */
  readonly organization: After | null;
  readonly kind: Holder['kind'];
  readonly holder: After;
}

export interface WhoCan {
  readonly target: Target;
  readonly rows: readonly HolderRow[];
  /** How many rows there are in all. */
  readonly total: number;
  /** How many rows by global roles an answer about one organization leaves out. */
  readonly leftOut: number;
  /** Where to go on; undefined at the end. */
  readonly next?: Cursor;
  /** What the snapshot lacks that may have made more rows, in sentences. */
  readonly mayLack: readonly string[];
}

export interface WhoCanOptions {
  readonly limit: number;
  readonly after?: Cursor;
  /** Only what is held in this organization: then without global roles. */
  readonly organizationId?: string;
}

/**
 * Who holds a permission or a role. Holders by global roles come first, then those of each organization, by name; users
 * before applications. Suspended users are among them.
 */
export function whoCan(snapshot: Snapshot, targetId: TargetId, options: WhoCanOptions): WhoCan {
  const target = targetOf(snapshot, targetId);
  const { limit, after, organizationId } = options;
  if (after !== undefined && !mayEndPage(after, target, organizationId)) throw notOfThisAnswer();
  const found: Placed[] = [];
  for (const row of rowsFrom(snapshot, target, options)) {
    found.push(row);
    if (found.length > limit) break;
  }
  const last = found[limit - 1];
  return {
    target,
    rows: found.slice(0, limit).map(({ row }) => row),
    total: countRows(snapshot, target, organizationId),
    ...(found.length > limit && last !== undefined && { next: last.cursor }),
    leftOut: organizationId === undefined ? 0 : countInTenant(snapshot, target),
    mayLack: missingFrom(snapshot, [
      ...placesOfTarget(targetId, target, organizationId),
      ...globalPlaces(targetId.kind, target.globalRoles), // what is left out is counted from them
    ]),
  };
}

/** Whether an answer may have a page that ends there. */
function mayEndPage(
  { organization }: Cursor,
  { organizationRoles, globalRoles }: Target,
  organizationId: string | undefined,
): boolean {
  if (organizationId !== undefined) return organization?.id === organizationId;
  return (organization === null ? globalRoles : organizationRoles).length > 0;
}

function notOfThisAnswer(): AccessError {
  return new AccessError(sentence`The next page that was asked for is one of another question.`, {
    code: 'argument.invalid',
    hint: sentence`Ask the same as for the page before, or begin with the first one.`,
  });
}

interface Placed {
  readonly row: HolderRow;
  readonly cursor: Cursor;
}

/** Where somebody holds it: in an organization, or in the whole tenant. */
interface Scene {
  readonly organization: Organization | null;
  readonly place: After | null;
  readonly roles: readonly (OrganizationRole | GlobalRole)[];
}

const START: After = { sort: '', id: '' };

function* rowsFrom(snapshot: Snapshot, target: Target, options: WhoCanOptions): Generator<Placed> {
  const { after } = options;
  for (const scene of scenesFrom(snapshot, target, options)) {
    const goesOn = after !== undefined && after.organization?.id === scene.place?.id;
    yield* holdersIn(snapshot, scene, goesOn ? after : undefined, options.limit + 1);
  }
}

function* scenesFrom(
  snapshot: Snapshot,
  { organizationRoles, globalRoles }: Target,
  { after, organizationId }: WhoCanOptions,
): Generator<Scene> {
  if (organizationId !== undefined) {
    const organization = organizationOf(snapshot, organizationId);
    if (organization === undefined) throw notThere('organization', organizationId);
    yield { organization, place: { sort: '', id: organizationId }, roles: organizationRoles };
    return;
  }
  const from = after?.organization ?? null;
  if (from === null && globalRoles.length > 0) yield { organization: null, place: null, roles: globalRoles };
  if (organizationRoles.length === 0) return;
  const organizations = organizationsWithHolders(snapshot, idsOf(organizationRoles), from ?? START);
  for (const { organization, place } of organizations)
    yield { organization, place, roles: organizationRoles };
}

/** Holders in a scene, from where a page before has ended. */
function* holdersIn(
  snapshot: Snapshot,
  { organization, place, roles }: Scene,
  after: Cursor | undefined,
  limit: number,
): Generator<Placed> {
  const holding = { organizationId: organization?.id ?? null, roleIds: idsOf(roles) };
  const placed = (holder: Holder, roleIds: readonly string[], at: After): Placed => ({
    row: { holder, organization, roles: roles.filter(({ id }) => roleIds.includes(id)) },
    cursor: { organization: place, kind: holder.kind, holder: at },
  });
  if (after?.kind !== 'application')
    for (const one of usersHolding(snapshot, holding, after?.holder ?? START, limit))
      yield placed({ kind: 'user', user: one.user }, one.roleIds, one.place);
  const start = after?.kind === 'application' ? after.holder : START;
  for (const one of applicationsHolding(snapshot, holding, start, limit))
    yield placed({ kind: 'application', application: one.application }, one.roleIds, one.place);
}

function idsOf(roles: readonly OrganizationRole[]): string[] {
  return roles.map(({ id }) => id);
}

/** Counting takes longer than a page: a snapshot never changes, so that it is done once for each target. */
const COUNTS = new WeakMap<Snapshot, Map<string, number>>();

function countRows(snapshot: Snapshot, target: Target, organizationId: string | undefined): number {
  const { organizationRoles, globalRoles } = target;
  const roleIds = idsOf(organizationRoles);
  if (organizationId !== undefined) return countHolders(snapshot, { organizationId, roleIds });
  const globalRoleIds = idsOf(globalRoles);
  return remembered(snapshot, JSON.stringify([roleIds, globalRoleIds]), () => {
    return countInTenant(snapshot, target) + countHoldersInOrganizations(snapshot, roleIds);
  });
}

function countInTenant(snapshot: Snapshot, { globalRoles }: Target): number {
  const roleIds = idsOf(globalRoles);
  return remembered(snapshot, JSON.stringify(roleIds), () =>
    countHolders(snapshot, { organizationId: null, roleIds }),
  );
}

function remembered(snapshot: Snapshot, key: string, count: () => number): number {
  const counts = COUNTS.get(snapshot) ?? new Map<string, number>();
  COUNTS.set(snapshot, counts);
  const value = counts.get(key) ?? count();
  counts.set(key, value);
  return value;
}

/** The lists that an answer comes from. */
export function placesOfTarget(
  { kind, id }: TargetId,
  { globalRoles }: Target,
  organizationId?: string,
): Place[] {
  const inOrganizations: Place[] =
    kind === 'globalRole'
      ? []
      : [
          ['organizationRoles', kind === 'organizationRole' ? id : undefined],
          ...(organizationId === undefined ? [['organizations'] as const] : []),
          ...[['members', organizationId] as const, ['applicationOrganizations'] as const],
        ];
  const inTenant = organizationId === undefined ? globalPlaces(kind, globalRoles) : [];
  return [['users'], ['applications'], ...inOrganizations, ...inTenant];
}

function globalPlaces(kind: TargetId['kind'], globalRoles: readonly GlobalRole[]): Place[] {
  return [
    ...(kind === 'permission' ? [['globalRoles'] as const, ['roleScopes'] as const] : []),
    ...globalRoles.flatMap((role): Place[] => [
      ['roleUsers', role.id],
      ['roleApplications', role.id],
    ]),
  ];
}
