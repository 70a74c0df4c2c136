import { AccessError } from '../errors.ts';
import { atPage } from '../logto/endpoints.ts';
import type { PageRef } from '../snapshot/syncWork.ts';
import type { SyncContext } from './context.ts';
import { keyOf, type PagedList, type WithId } from './pagedList.ts';
import { smallerPages } from './pages.ts';

/** So many rows may be broken before the sync takes it for a broken server. */
const MOST_HOLES = 50;

/** Whether Logto failed by itself, and lastingly: it answers so when a single row of a page cannot be read. */
export function isBroken(error: unknown): error is AccessError {
  return error instanceof AccessError && error.code === 'http.500';
}

/**
 * Reads what can be read of a page that fails, by smaller pages down to single rows, and leaves a hole for each row
 * that fails alone. Gives the list's length; throws `error` where nothing at all can be read.
 */
export async function readAround<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  ref: PageRef,
  error: AccessError,
): Promise<number> {
  const total = await readParts(context, list, ref);
  if (total === undefined) throw error;
  return total;
}

async function readParts<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  ref: PageRef,
): Promise<number | undefined> {
  const totals = await Promise.all(smallerPages(ref).map((part) => readPart(context, list, part)));
  const known = totals.filter((total) => total !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

async function readPart<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  part: PageRef,
): Promise<number | undefined> {
  try {
    return await context.read(atPage(list.endpoint, part.page, part.size), list.row, ({ rows, total }) => {
      list.write(rows, { total, again: true, counts: false });
      return total;
    });
  } catch (error) {
    if (!isBroken(error)) throw error;
    if (part.size > 1) return readParts(context, list, part);
    leaveHole(context, list, part, error);
    return undefined;
  }
}

function leaveHole<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  { page }: PageRef,
  error: AccessError,
): void {
  const { work } = context.writer;
  if (work.holes().length >= MOST_HOLES) throw error;
  const prefix = list.endpoint.query.find(([name]) => name === 'search.id')?.[1];
  const where = prefix === undefined ? list.endpoint.path : `${list.endpoint.path}?search.id=${prefix}`;
  const reason = `Row ${page} of ${where} cannot be read: ${error.message}`;
  work.leaveHole(keyOf(list.endpoint), { ...list.hole, rows: 1, reason });
}
