import { atPage } from '../logto/endpoints.ts';
import { isBroken } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import { readAnew, readPages } from './list.ts';
import { keyOf, type PagedList, type WithId } from './pagedList.ts';

/** The characters of Logto's user ids. */
export const ID_CHARACTERS = Array.from('0123456789abcdefghijklmnopqrstuvwxyz');

/**
 * A list of users up to here is read by pages. `/users` is ordered by creation time with nothing to break a tie, so
 * users created in the same millisecond (any bulk import) move between pages, and each page of a long list makes the
 * database count and sort the whole of it. Listing by id prefix has neither trouble.
 */
export const MOST_BY_PAGES = 2000;

/** The users of a list whose id begins with a prefix. */
export type ByPrefix<T extends WithId> = (prefix: string) => PagedList<T>;

/**
 * Reads a list of users: by pages where it is short and they prove it whole, and by id prefix elsewhere, where whoever
 * was there all the time is found but the number is still to be compared. Says whether it is proved.
 */
export async function readByPrefix<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix = '',
  mostByPages = MOST_BY_PAGES,
): Promise<{ proved: boolean; total: number }> {
  const list = listOf(prefix);
  const { proved, tooLong, total } = await readPages(context, list, mostByPages);
  if (proved) return { proved, total };
  context.writer.work.forgetHoles(keyOf(list.endpoint)); // the longer prefixes meet them again
  const within = tooLong ? context : context.mending();
  if (!tooLong)
    context.writer.work.mended(`${list.hole.in} ${prefix}… moved while being read, and were read by id`);
  const parts = await Promise.all(
    ID_CHARACTERS.map((character) => readByPrefix(within, listOf, prefix + character, mostByPages)),
  );
  if (sumOf(parts.map((part) => part.total)) !== total) await findOtherIds(context, listOf, prefix);
  return { proved: false, total };
}

/** How often the parts are counted until nothing changed meanwhile. */
const COUNTS = 3;

/** Counts a prefix and its parts in one moment; where they differ, ids of other characters are read by pages. */
async function findOtherIds<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix: string,
): Promise<void> {
  const mending = context.mending();
  const list = listOf(prefix);
  for (let attempt = 1; attempt <= COUNTS; attempt++) {
    const before = await countOf(mending, list);
    const parts = await Promise.all(
      ID_CHARACTERS.map((character) => countOf(mending, listOf(prefix + character))),
    );
    if (before !== (await countOf(mending, list))) continue;
    if (sumOf(parts) === before) return;
    context.writer.work.mended(`${list.hole.in} with unusual ids were found by pages`);
    await readPages(mending, list);
    return;
  }
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/**
 * Compares what was read by prefix with what Logto counts now, and mends where they differ: reads what came
 * meanwhile, forgets what went, and finds ids of other characters by pages. Gives what Logto counts.
 */
export async function reconcile<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix = '',
): Promise<number> {
  const list = listOf(prefix);
  const total = await countOf(context, list);
  if (total === list.count()) return total;
  const mending = context.mending();
  if (total <= MOST_BY_PAGES && (await readAnew(mending, list))) return total;
  const parts = await Promise.all(
    ID_CHARACTERS.map((character) => reconcile(mending, listOf, prefix + character)),
  );
  if (sumOf(parts) !== total) await findOtherIds(mending, listOf, prefix);
  return total;
}

/** How many rows Logto says a list has: with its first row, or where that is broken with none of them. */
export async function countOf<T extends WithId>(context: SyncContext, list: PagedList<T>): Promise<number> {
  const at = (page: number): Promise<number> =>
    context.read(atPage(list.endpoint, page, 1), list.row, ({ total = 0 }) => total);
  try {
    return await at(1);
  } catch (error) {
    if (!isBroken(error)) throw error;
    return at(BEHIND_ALL);
  }
}

/** A page that no list has: it comes empty, with the number of all rows. */
const BEHIND_ALL = 1_000_000;
