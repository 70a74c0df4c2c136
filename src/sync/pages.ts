import { PAGE_SIZE } from '../logto/endpoints.ts';
import type { PageRef } from '../snapshot/write/syncWork.ts';

/** How many pages a list of `total` rows has: an empty one too has to be asked. */
export function countPages(total: number): number {
  return Math.max(1, Math.ceil(total / PAGE_SIZE));
}

/** The pages of a list of `total` rows. */
export function plainPages(total: number): PageRef[] {
  return Array.from({ length: countPages(total) }, (_, i) => ({ page: i + 1, size: PAGE_SIZE }));
}

/**
 * Pages of a list of `total` rows of which each begins with the row, or some rows, that the one before ended with.
 * Where both agree on that row, no row that was there all the time can have slipped through between them, whatever
 * was added or removed meanwhile: rows before it are on the earlier page, rows behind it on the later. Logto counts
 * pages in multiples of their size, so the overlap comes from sizes a little below the largest; it costs one page
 * in thirty.
 */
export function overlappingPages(total: number): PageRef[] {
  const pages: PageRef[] = [{ page: 1, size: PAGE_SIZE }];
  for (let end = PAGE_SIZE; end < total;) {
    const next = furthest(end);
    pages.push(next);
    end = next.page * next.size;
  }
  return pages;
}

/** The page that holds row `end - 1` (from 0) and reaches furthest behind it. */
function furthest(end: number): PageRef {
  let best: PageRef = { page: end, size: 1 };
  for (let size = PAGE_SIZE; size > 1; size--) {
    const before = Math.floor((end - 1) / size);
    if ((before + 1) * size > best.page * best.size) best = { page: before + 1, size };
  }
  return best;
}

/** The index of the first row of a page in the whole list, from 0. */
export function startOf({ page, size }: PageRef): number {
  return (page - 1) * size;
}

/** The index behind the last row of a page. */
export function endOf({ page, size }: PageRef): number {
  return page * size;
}

/** Smaller pages that cover a page, for when one of its rows makes it fail. */
export function smallerPages(ref: PageRef): PageRef[] {
  const size = ref.size > 10 ? 10 : 1;
  const first = Math.floor(startOf(ref) / size) + 1;
  const last = Math.ceil(endOf(ref) / size);
  return Array.from({ length: last - first + 1 }, (_, i) => ({ page: first + i, size }));
}
