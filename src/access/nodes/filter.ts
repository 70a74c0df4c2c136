import { keep } from '../../snapshot/kept.ts';
import type { FindableKind } from '../../snapshot/read/findable.ts';
import { idsAmong, peopleIds, type Among, type PeopleOrder } from '../../snapshot/read/people.ts';
import type { Condition } from '../../snapshot/read/peopleConditions.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { NOT_IN_C1, tellsSignIns } from '../../snapshot/lacks/unknown.ts';
import { count, number } from '../../words.ts';
import { findIds } from '../find/find.ts';
import { fold } from '../find/fold.ts';
import { missingFrom, type Place } from '../../snapshot/lacks/missing.ts';
import type { Filter, Look, PeopleFilter } from './look.ts';

/** Ids of the users that a filter leaves, in an order; undefined where it leaves all. */
export function usersLeft(
  snapshot: Snapshot,
  filter: Filter | undefined,
  order: PeopleOrder = 'name',
): readonly string[] | undefined {
  if (filter === undefined) return undefined;
  return keep(snapshot, `filter ${order} ${JSON.stringify(filter)}`, () =>
    peopleIds(snapshot, { among: { of: 'tenant' }, order, conditions: conditionsOf(snapshot, filter) }),
  );
}

/**
 * Ids of the people of a list that are left by what a filter asks of people; undefined where it leaves all. Its text
 * asks for what the list belongs to.
 */
export function peopleLeft(snapshot: Snapshot, look: Look, among: Among): readonly string[] | undefined {
  const { filter, users } = look;
  if (filter === undefined || !asksOfPeople(filter)) return undefined;
  return keep(snapshot, `filter ${JSON.stringify([look, among])}`, () => {
    if (among.of === 'organization') return membersLeft(snapshot, look, filter, among);
    const left = usersLeft(snapshot, { ...filter, text: '' }, users.order) ?? [];
    return inBoth(left, idsAmong(snapshot, among));
  });
}

/** Members who have the roles there, or in the tenant. What else they are is asked of all users, once for all lists. */
function membersLeft(
  snapshot: Snapshot,
  { users, members }: Look,
  { people, roleNames }: Filter,
  among: Extract<Among, { readonly of: 'organization' }>,
): readonly string[] {
  const { organizationId } = among;
  const conditions = roleNames.map((name) => ({ is: 'withRoleNamed', name, organizationId }) as const);
  const ids = peopleIds(snapshot, { among, order: members.order, conditions });
  if (people.length === 0) return ids;
  return inBoth(ids, usersLeft(snapshot, { text: '', people, roleNames: [] }, users.order) ?? []);
}

function inBoth(ids: readonly string[], others: readonly string[]): string[] {
  const set = new Set(others);
  return ids.filter((id) => set.has(id));
}

/** Whether something is asked of people beside a text. */
export function asksOfPeople({ people, roleNames }: Filter): boolean {
  return people.length > 0 || roleNames.length > 0;
}

/** Ids of things of a kind in which the text of a filter is found; undefined where it has none. */
export function idsFound(
  snapshot: Snapshot,
  kind: FindableKind,
  filter: Filter | undefined,
): ReadonlySet<string> | undefined {
  return hasText(filter) ? new Set(findIds(snapshot, filter.text, kind)) : undefined;
}

/** Whether something is to be found: an accent alone is nothing. */
export function hasText(filter: Filter | undefined): filter is Filter {
  return filter !== undefined && fold(filter.text) !== '';
}

/**
 * What a filter leaves: `3 of 120 users`, and where it has a text `1 of 12 organizations`. In the order in which the
 * users are shown, they are read once for both.
 */
export function leftBy(snapshot: Snapshot, filter: Filter, order?: PeopleOrder): string[] {
  const { organizations } = snapshot.info.counts;
  const found = idsFound(snapshot, 'organization', filter);
  return [
    usersLeftText([snapshot], filter, order),
    ...(found === undefined ? [] : [`${number(found.size)} of ${count(organizations, 'organization')}`]),
  ];
}

/** `3 of 120 users`, of all snapshots together. */
export function usersLeftText(snapshots: readonly Snapshot[], filter: Filter, order?: PeopleOrder): string {
  const left = snapshots.map((one) => usersLeft(one, filter, order)?.length ?? one.info.counts.users);
  const all = snapshots.map(({ info }) => info.counts.users);
  return `${number(sum(left))} of ${count(sum(all), 'user')}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** What a snapshot lacks that makes people seem to be left, or not to be, in sentences. */
export function filterMayLack(snapshot: Snapshot, { people, roleNames }: Filter): string[] {
  const places = people.flatMap((one): readonly Place[] => PLACES[one] ?? []);
  const signIns = people.includes('neverSignedIn') && !tellsSignIns(snapshot.info) ? [SIGN_INS] : [];
  const ofRoles = roleNames.length === 0 ? [] : PLACES.withoutRole;
  return [...missingFrom(snapshot, [['users'], ...places, ...ofRoles]), ...signIns];
}

const SIGN_INS = `${NOT_IN_C1} of another connector: whether somebody never signed in, or when is unknown`;

const PLACES: Readonly<Partial<Record<PeopleFilter, readonly Place[]>>> & {
  readonly withoutRole: readonly Place[];
} = {
  withoutOrganization: [['organizations'], ['members']],
  withoutRole: [['organizations'], ['members'], ['organizationRoles'], ['globalRoles'], ['roleUsers']],
};

function conditionsOf(snapshot: Snapshot, filter: Filter): Condition[] {
  const { text, people, roleNames } = filter;
  return [
    ...(hasText(filter) ? [{ is: 'oneOf' as const, ids: findIds(snapshot, text, 'user') }] : []),
    ...people.map((is) => ({ is })),
    ...roleNames.map((name) => ({ is: 'withRoleNamed' as const, name })),
  ];
}
