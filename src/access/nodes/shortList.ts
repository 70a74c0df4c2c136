import type { FindableKind } from '../../snapshot/read/findable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number } from '../../words.ts';
import { KIND_WORDS } from '../things.ts';
import { idsFound } from './filter.ts';
import type { Filter } from './look.ts';
import { slice, type AccessNode, type GroupParts } from './node.ts';

/** A list of the first level that is never so long that it could not be read at once. */
interface ShortList<T> {
  readonly kind: FindableKind;
  readonly all: number;
  /** Says that the tenant has none. */
  readonly none: string;
  readonly read: (snapshot: Snapshot) => readonly T[];
  readonly line: (thing: T) => AccessNode;
}

/** What a group shows of such a list: all of it, or what the text of a filter leaves. */
export function shortList<T extends { readonly id: string }>(
  snapshot: Snapshot,
  { kind, all, none, read, line }: ShortList<T>,
  filter: Filter | undefined,
): Pick<GroupParts, 'total' | 'description' | 'none' | 'children'> {
  const found = idsFound(snapshot, kind, filter);
  const things = (): readonly T[] => read(snapshot).filter(({ id }) => found?.has(id) !== false);
  return {
    ...filtered(found?.size, all, KIND_WORDS[kind], none),
    children: (page) => slice(things().map(line), page),
  };
}

/** How many a group shows, and its words for none, where a filter leaves some of all or there is no filter. */
export function filtered(
  left: number | undefined,
  all: number,
  one: string,
  none: string,
): Pick<GroupParts, 'total' | 'description' | 'none'> {
  if (left === undefined) return { total: all, description: number(all), none };
  return {
    total: left,
    description: `${number(left)} of ${number(all)}`,
    none: `No ${one} matches the filter`,
  };
}
