import type { Children } from '../../access/nodes/node.ts';
import {
  idOf,
  PAGE,
  snapshotItem,
  type AccessItem,
  type MoreItem,
  type SnapshotItem,
} from './accessItems.ts';

/**
 * Long lists of the Access view, page by page. The page of a line that was looked for stands above "Load more" in the
 * first one, which has a line less then. All others begin where that leaves off, at equal distances: so the pages that
 * are loaded one after the other come to the one that was jumped to exactly, and no line is in two of them.
 */
export class Pages {
  /** Where the page begins that was jumped to, by the id of its list. */
  readonly #jumps = new Map<string, number>();

  /** The lines of a list from `offset` on, and what loads those after them. */
  below(parent: SnapshotItem | MoreItem, list: SnapshotItem, offset: number): AccessItem[] {
    const isFirst = parent === list;
    const { nodes, total } = list.node.children?.({ limit: PAGE, offset }) ?? NO_CHILDREN;
    const jump = this.#jumpIn(list, total);
    const limit = isFirst ? lengthOfFirst(jump) : PAGE;
    const next = offset + limit;
    const begins = [...(isFirst && jump !== undefined ? [jump] : []), ...(next === jump ? [] : [next])];
    return [
      ...nodes.slice(0, limit).map((node) => snapshotItem({ ...list, parent }, node)),
      ...begins
        .filter((begin) => begin < total)
        .map((begin): MoreItem => ({ type: 'more', list, parent, offset: begin, total })),
    ];
  }

  /** The line that opens on what stands at `index` of a list, behind its first page; stands in that from now on. */
  jump(list: SnapshotItem, index: number, total: number): MoreItem {
    const next = lengthOfFirst(this.#jumpIn(list, total));
    const offset = index < next + PAGE ? next : FIRST + Math.floor((index - FIRST) / PAGE) * PAGE;
    if (offset !== next) this.#jumps.set(idOf(list), offset);
    return { type: 'more', list, parent: list, offset, total };
  }

  isJump({ list, parent, offset }: MoreItem): boolean {
    return parent === list && this.#jumps.get(idOf(list)) === offset;
  }

  /** Shows lists from their beginning alone: they are other ones now. */
  forgetJumps(): void {
    this.#jumps.clear();
  }

  /** A list may have become shorter than where one jumped to. */
  #jumpIn(list: SnapshotItem, total: number): number | undefined {
    const jump = this.#jumps.get(idOf(list));
    return jump !== undefined && jump < total ? jump : undefined;
  }
}

/** Lines of a first page that has room for one more: that of the page that was jumped to. */
const FIRST = PAGE - 1;

const NO_CHILDREN: Children = { nodes: [], total: 0 };

function lengthOfFirst(jump: number | undefined): number {
  return jump === undefined ? PAGE : FIRST;
}
