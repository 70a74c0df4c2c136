import { withUnusualIds } from '../logto/endpoints.ts';
import type { SyncContext } from './context.ts';
import { countOf } from './countOf.ts';
import { isProved, readAnew, readPages } from './list.ts';
import { keyOf, nameOf, type PagedList, type WithId } from './pagedList.ts';

/** The characters of Logto's user ids. */
export const ID_CHARACTERS = Array.from('0123456789abcdefghijklmnopqrstuvwxyz');

/** What ids of older versions had besides. */
const OLDER_ID_CHARACTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ_-');

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
  const reading = await readPages(context, list, mostByPages);
  const { tooLong, total } = reading;
  if (await isProved(context, list, reading)) return { proved: true, total };
  context.writer.work.forgetHoles(keyOf(list.endpoint)); // the longer prefixes meet them again
  if (tooLong)
    await Promise.all([
      ...ID_CHARACTERS.map((character) => readByPrefix(context, listOf, prefix + character, mostByPages)),
      readUnusual(context, listOf, prefix),
    ]);
  else {
    const which = prefix === '' ? nameOf(list) : `${nameOf(list)} ${prefix}…`;
    context.writer.work.mended(`${which} moved while being read, and were read by id`);
    await inParts(context.mending(), listOf, prefix, mostByPages, rereadByPrefix);
  }
  return { proved: false, total };
}

/**
 * Reads the users whose id does not go on behind a prefix as Logto's ids do. Asked for always: that the longer prefixes
 * add up to the whole does not show that there are none, when others come or go meanwhile.
 */
async function readUnusual<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix: string,
): Promise<void> {
  const list = unusual(listOf, prefix);
  const reading = await readPages(context, list);
  if (!(await isProved(context.mending(), list, reading)))
    await rereadUnusual(context.mending(), listOf, prefix);
}

/** Where they are so many that ties can hide some, most are ids of an older Logto. */
async function rereadUnusual<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix: string,
): Promise<void> {
  const list = unusual(listOf, prefix);
  if (await readAnew(context, list)) return;
  context.writer.work.forgetHoles(keyOf(list.endpoint)); // the longer prefixes meet them again
  await Promise.all(
    OLDER_ID_CHARACTERS.map((one) => rereadByPrefix(context, listOf, prefix + one, MOST_BY_PAGES)),
  );
}

function unusual<T extends WithId>(listOf: ByPrefix<T>, prefix: string): PagedList<T> {
  const list = listOf(prefix);
  return {
    ...list,
    endpoint: withUnusualIds(listOf('').endpoint, prefix),
    found: () => undefined,
    count: () => list.count() - sumOf(ID_CHARACTERS.map((character) => listOf(prefix + character).count())),
    keepOnly: () => undefined, // it would forget the others too; who went meanwhile may stay
  };
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/**
 * Compares what was read by prefix, and has whoever was there all the time, with what Logto counts now, and mends where
 * they differ: reads what came meanwhile, and forgets what went. Gives what Logto counts.
 */
export async function reconcile<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix = '',
  mostByPages = MOST_BY_PAGES,
): Promise<number> {
  const list = listOf(prefix);
  const total = await countOf(context, list);
  if (total === list.count()) return total;
  const mending = context.mending();
  if (total > mostByPages || !(await readAnew(mending, list)))
    await inParts(mending, listOf, prefix, mostByPages, reconcile);
  return total;
}

/**
 * Reads the users of a prefix anew where not whoever was there all the time has been read: then equal numbers prove
 * nothing, since somebody who is gone can stand for somebody who is not seen.
 */
async function rereadByPrefix<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix: string,
  mostByPages: number,
): Promise<void> {
  if (!(await readAnew(context, listOf(prefix), mostByPages)))
    await inParts(context, listOf, prefix, mostByPages, rereadByPrefix);
}

async function inParts<T extends WithId>(
  context: SyncContext,
  listOf: ByPrefix<T>,
  prefix: string,
  mostByPages: number,
  mend: typeof reconcile<T> | typeof rereadByPrefix<T>,
): Promise<void> {
  context.writer.work.forgetHoles(keyOf(listOf(prefix).endpoint)); // the longer prefixes meet them again
  await Promise.all([
    ...ID_CHARACTERS.map((one) => mend(context, listOf, prefix + one, mostByPages)),
    rereadUnusual(context, listOf, prefix),
  ]);
}
