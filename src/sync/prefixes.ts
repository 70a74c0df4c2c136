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
): Promise<boolean> {
  const list = listOf(prefix);
  const { proved, tooLong } = await readPages(context, list, MOST_BY_PAGES);
  if (proved) return true;
  context.writer.work.forgetHoles(keyOf(list.endpoint)); // the longer prefixes meet them again
  const within = tooLong ? context : context.mending();
  if (!tooLong)
    context.writer.work.mended(`${list.hole.in} ${prefix}… moved while being read, and were read by id`);
  await Promise.all(ID_CHARACTERS.map((character) => readByPrefix(within, listOf, prefix + character)));
  return false;
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
  const inParts = parts.reduce((sum, part) => sum + part, 0);
  if (inParts < total && list.count() < total) await readPages(mending, list); // ids of other characters
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
