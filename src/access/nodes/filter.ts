import { keep } from '../../snapshot/kept.ts';
import type { FindableKind } from '../../snapshot/read/findable.ts';
import { peopleIds, type PeopleOrder } from '../../snapshot/read/people.ts';
import type { Condition } from '../../snapshot/read/peopleConditions.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, number } from '../../words.ts';
import { findIds } from '../find/find.ts';
import { missingFrom, type Place } from '../../snapshot/missing.ts';
import type { Filter, PeopleFilter } from './look.ts';

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

/** Ids of things of a kind in which the text of a filter is found; undefined where it has none. */
export function idsFound(
  snapshot: Snapshot,
  kind: FindableKind,
  filter: Filter | undefined,
): ReadonlySet<string> | undefined {
  return hasText(filter) ? new Set(findIds(snapshot, filter.text, kind)) : undefined;
}

/** Whether something is to be found. */
export function hasText(filter: Filter | undefined): filter is Filter {
  return filter !== undefined && filter.text !== '';
}

/**
 * What a filter leaves: `3 of 120 users`, and where it has a text `1 of 12 organizations`. In the order in which the
 * users are shown, they are read once for both.
 */
export function leftBy(snapshot: Snapshot, filter: Filter, order?: PeopleOrder): string[] {
  const { users, organizations } = snapshot.info.counts;
  const found = idsFound(snapshot, 'organization', filter);
  return [
    `${number(usersLeft(snapshot, filter, order)?.length ?? users)} of ${count(users, 'user')}`,
    ...(found === undefined ? [] : [`${number(found.size)} of ${count(organizations, 'organization')}`]),
  ];
}

/** What a snapshot lacks that makes people seem to be left, or not to be, in sentences. */
export function filterMayLack(snapshot: Snapshot, { people, roleNames }: Filter): string[] {
  const places = people.flatMap((one): readonly Place[] => PLACES[one] ?? []);
  return missingFrom(snapshot, [['users'], ...places, ...(roleNames.length === 0 ? [] : PLACES.withoutRole)]);
}

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
