import {
  organizationIds,
  organizationsByInitial,
  organizationsById,
} from '../../snapshot/read/organizationLists.ts';
import type { OrganizationSummary } from '../../snapshot/read/organizations.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number } from '../../words.ts';
import type { OrganizationArrangement } from './look.ts';
import { node, slice, type AccessNode, type Below } from './node.ts';
import { initialLabel } from './peopleList.ts';

/** A list of organizations that may be long. */
export interface OrganizationList {
  readonly arrangement: OrganizationArrangement;
  readonly total: number;
  /** Ids of those that a filter leaves, where there is one: then they are not grouped. */
  readonly left: ReadonlySet<string> | undefined;
  readonly line: (parentId: string, organization: OrganizationSummary) => AccessNode;
}

/** The organizations below a node, page by page, or the initials of their names. */
export function organizationsBelow(snapshot: Snapshot, id: string, list: OrganizationList): Below {
  if (list.arrangement.groupBy === 'nothing' || list.left !== undefined) return pages(snapshot, id, list);
  return {
    children: (page) =>
      slice(
        organizationsByInitial(snapshot).map(({ initial, count }) => {
          const parts = { key: `initial:${initial}`, kind: 'group', label: initialLabel(initial) } as const;
          const made = node(id, { ...parts, description: number(count) });
          return { ...made, ...pages(snapshot, made.id, { ...list, total: count }, initial) };
        }),
        page,
      ),
  };
}

function pages(snapshot: Snapshot, id: string, list: OrganizationList, initial?: string): Below {
  const { arrangement, total, left, line } = list;
  const ids = (): readonly string[] => {
    const all = organizationIds(snapshot, arrangement.order, initial);
    return left === undefined ? all : all.filter((one) => left.has(one));
  };
  return {
    children: ({ limit, offset = 0 }) => ({
      nodes: organizationsById(snapshot, ids().slice(offset, offset + limit)).map((one) => line(id, one)),
      total,
    }),
    indexOf: (key) => ids().indexOf(key),
  };
}
