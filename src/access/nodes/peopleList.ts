import { keep } from '../../snapshot/kept.ts';
import type { User } from '../../snapshot/model.ts';
import { rolesInOrganization } from '../../snapshot/read/organizations.ts';
import {
  countPeople,
  indexOfPerson,
  peopleByInitial,
  peopleOnPage,
  usersById,
  type Among,
} from '../../snapshot/read/people.ts';
import type { Condition } from '../../snapshot/read/peopleConditions.ts';
import { unreadIn, type Place } from '../../snapshot/lacks/missing.ts';
import { listGlobalRoles } from '../../snapshot/read/roles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { tellsSignIns } from '../../snapshot/lacks/unknown.ts';
import { number, oneLine } from '../../words.ts';
import { peopleLeft } from './filter.ts';
import type { Look, PeopleArrangement } from './look.ts';
import { node, slice, type AccessNode, type Below, type GroupParts } from './node.ts';
import { filtered } from './shortList.ts';

/** A list of people that may be long. */
export interface PeopleList {
  readonly among: Among;
  readonly arrangement: PeopleArrangement;
  readonly total: number;
  /** The lines of some of them, below a node. */
  readonly lines: (parentId: string, users: readonly User[]) => AccessNode[];
}

/** Some of a list, which have something in common. */
interface PeopleGroup {
  readonly key: string;
  readonly label: string;
  readonly total: number;
  readonly conditions: readonly Condition[];
}

/** The people of a list below a node, page by page; or the groups that they are in, as is wanted. */
export function peopleBelow(snapshot: Snapshot, id: string, list: PeopleList): Below {
  const { groupBy } = list.arrangement;
  const groups = GROUPINGS[groupBy];
  if (groups === undefined) return pages(snapshot, id, list, []);
  return {
    children: (page) =>
      slice(
        keep(snapshot, `groups ${JSON.stringify([groupBy, list.among])}`, () => groups(snapshot, list))
          .filter(({ total }) => total > 0)
          .map((one) => groupNode(snapshot, id, list, one)),
        page,
      ),
  };
}

/** What a group of people shows: all of a list, or those that a filter leaves of it. */
export function listOfPeople(
  snapshot: Snapshot,
  id: string,
  look: Look,
  list: PeopleList & { readonly one: string; readonly none: string },
): Pick<GroupParts, 'total' | 'description' | 'none' | 'children' | 'indexOf'> {
  const left = list.total === 0 ? undefined : peopleLeft(snapshot, look, list.among);
  return {
    ...filtered(left?.length, list.total, list.one, list.none),
    ...(left === undefined ? peopleBelow(snapshot, id, list) : somePeople(snapshot, id, left, list.lines)),
  };
}

/** Some people below a node, page by page: those that a filter leaves, who are not grouped. */
export function somePeople(
  snapshot: Snapshot,
  id: string,
  ids: readonly string[],
  lines: PeopleList['lines'],
): Below {
  return {
    children: ({ limit, offset = 0 }) => ({
      nodes: lines(id, usersById(snapshot, ids.slice(offset, offset + limit))),
      total: ids.length,
    }),
    indexOf: (key) => ids.indexOf(key),
  };
}

function pages(snapshot: Snapshot, id: string, list: PeopleList, conditions: readonly Condition[]): Below {
  const { among, total, lines } = list;
  const query = { among, order: list.arrangement.order, conditions };
  return {
    children: (page) => ({
      nodes: lines(id, usersById(snapshot, peopleOnPage(snapshot, query, page, total))),
      total,
    }),
    indexOf: (key) => indexOfPerson(snapshot, query, key),
  };
}

function groupNode(
  snapshot: Snapshot,
  parentId: string,
  list: PeopleList,
  { key, label, total, conditions }: PeopleGroup,
): AccessNode {
  const made = node(parentId, { key, kind: 'group', label, description: number(total) });
  const has = (id: string): boolean =>
    countPeople(snapshot, { among: list.among, conditions: [...conditions, { is: 'user', id }] }) > 0;
  return { ...made, ...pages(snapshot, made.id, { ...list, total }, conditions), has };
}

type Groups = (snapshot: Snapshot, list: PeopleList) => PeopleGroup[];

const GROUPINGS: Readonly<Partial<Record<PeopleArrangement['groupBy'], Groups>>> = {
  initial: (snapshot, { among }) =>
    peopleByInitial(snapshot, { among, conditions: [] }).map(({ initial, count }) => ({
      ...{ key: `initial:${initial}`, label: initialLabel(initial), total: count },
      conditions: [{ is: 'initial', initial }],
    })),
  status: (snapshot, list) => [
    counted(snapshot, list, 'status:suspended', 'Suspended', [{ is: 'suspended' }]),
    counted(
      snapshot,
      list,
      'status:never',
      tellsSignIns(snapshot.info) ? 'Never signed in' : 'No sign-in known',
      [{ is: 'notSuspended' }, { is: 'neverSignedIn' }],
    ),
    counted(snapshot, list, 'status:active', 'Active', [{ is: 'notSuspended' }, { is: 'signedIn' }]),
  ],
  role: (snapshot, list) =>
    list.among.of === 'organization'
      ? byRoleIn(snapshot, list, list.among.organizationId)
      : byGlobalRole(snapshot, list),
};

function byRoleIn(snapshot: Snapshot, list: PeopleList, organizationId: string): PeopleGroup[] {
  const roles = rolesInOrganization(snapshot, organizationId).map(({ id, name, holderCount }) => ({
    ...{ key: `role:${id}`, label: oneLine(name), total: holderCount },
    conditions: [{ is: 'withRoleIn', organizationId, roleId: id } as const],
  }));
  const none = asFarAsRead(snapshot, 'No role', [['organizationRoles']]);
  return [...roles, counted(snapshot, list, 'role:', none, [{ is: 'withoutRoleIn', organizationId }])];
}

function byGlobalRole(snapshot: Snapshot, list: PeopleList): PeopleGroup[] {
  const roles = listGlobalRoles(snapshot)
    .filter(({ type }) => type === 'User')
    .map(({ id, name }) =>
      counted(snapshot, list, `role:${id}`, oneLine(name), [{ is: 'withGlobalRole', roleId: id }]),
    );
  const none = asFarAsRead(snapshot, 'No global role', [['globalRoles'], ['roleUsers']]);
  return [...roles, counted(snapshot, list, 'role:', none, [{ is: 'withoutGlobalRole' }])];
}

/** What a group of those without something is called: who is in it may have what could not be read. */
function asFarAsRead(snapshot: Snapshot, none: string, places: readonly Place[]): string {
  return unreadIn(snapshot, places).length === 0 ? none : `${none} that could be read`;
}

function counted(
  snapshot: Snapshot,
  { among }: PeopleList,
  key: string,
  label: string,
  conditions: readonly Condition[],
): PeopleGroup {
  return { key, label, total: countPeople(snapshot, { among, conditions }), conditions };
}

/** `A`; of a name without letters that it has none. */
export function initialLabel(initial: string): string {
  return oneLine(initial).toUpperCase() || '(no letter)';
}
