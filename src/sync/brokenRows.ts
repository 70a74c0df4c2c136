import { AccessError } from '../errors.ts';
import { atPage, BEHIND_ALL } from '../logto/endpoints.ts';
import { BROKEN } from '../logto/serverFailures.ts';
import type { PageRef } from '../snapshot/write/syncWork.ts';
import type { SyncContext } from './context.ts';
import { keyOf, type PagedList, type WithId } from './pagedList.ts';
import { smallerPages, startOf } from './pages.ts';

/** So many rows of one list may be broken before it is taken for one that cannot be read. */
const MOST_HOLES = 50;

/** So many holes of all lists a sync leaves before it takes the server for one that cannot be read. */
const MOST_ALTOGETHER = 1000;

/** Says that a server that failed for a moment was given another chance. */
export const ASKED_ONCE_MORE = 'what could not be read at first was asked for once more';

/** Whether Logto failed by itself, and lastingly: it answers so when a single row of a page cannot be read. */
export function isBroken(error: unknown): error is AccessError {
  return error instanceof AccessError && error.code === BROKEN;
}

/** What has to be known of a list of which something cannot be read. */
type Broken = Pick<PagedList, 'endpoint' | 'hole'>;

/** Whether some of a list cannot be read and nobody knows how much, so that reading it again would prove nothing. */
export function isUnreadable({ writer }: SyncContext, { endpoint }: Pick<Broken, 'endpoint'>): boolean {
  return writer.work.holes(keyOf(endpoint)).some(({ rows }) => rows === undefined);
}

/**
 * Reads what can be read of a page that fails, by smaller pages down to single rows, and leaves a hole for each row
 * that fails alone, or one for the list where nothing of it can be read. Gives the list's length. Throws `error` where
 * that list is not one of many alike, such as the members of an organization: nothing would be left of the tenant.
 */
export async function readAround<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  ref: PageRef,
  error: AccessError,
): Promise<number> {
  if (isUnreadable(context, list)) return 0; // other pages of it have shown so meanwhile
  const length = await lengthOf(context, list);
  if (length === undefined) {
    giveUp(context, list, error);
    return 0;
  }
  const total = await readParts(context, { list, length }, ref);
  const { work } = context.writer;
  if (total === undefined && list.hole.of !== undefined && work.holes(keyOf(list.endpoint)).length > 1)
    giveUp(context, list, error);
  return total ?? length;
}

/** How long a list is; undefined where Logto fails on it even if asked for none of its rows. */
async function lengthOf<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
): Promise<number | undefined> {
  try {
    return await context.read(atPage(list.endpoint, BEHIND_ALL, 1), list.row, ({ total }) => total);
  } catch (error) {
    if (!isBroken(error)) throw error;
    return undefined;
  }
}

/** A list with a page that fails, and how long it was when it did. */
interface Failing<T extends WithId> {
  readonly list: PagedList<T>;
  readonly length: number;
}

/** One part after the other: where too many rows turn out to be broken, the rest of them is not asked for. */
async function readParts<T extends WithId>(
  context: SyncContext,
  failing: Failing<T>,
  ref: PageRef,
): Promise<number | undefined> {
  let latest: number | undefined;
  for (const part of smallerPages(ref).filter((one) => startOf(one) < failing.length)) {
    const total = await readPart(context, failing, part);
    if (total !== undefined) latest = Math.max(latest ?? 0, total);
  }
  return latest;
}

async function readPart<T extends WithId>(
  context: SyncContext,
  failing: Failing<T>,
  part: PageRef,
): Promise<number | undefined> {
  const { list } = failing;
  if (isUnreadable(context, list)) return undefined;
  try {
    return await context.read(atPage(list.endpoint, part.page, part.size), list.row, ({ rows, total }) => {
      list.write(rows, { total, again: true, counts: false });
      return total;
    });
  } catch (error) {
    if (!isBroken(error)) throw error;
    if (part.size > 1) return readParts(context, failing, part);
    leaveHole(context, list, `Row ${part.page} of ${placeOf(list)}`, error);
    return undefined;
  }
}

function placeOf({ endpoint }: Broken): string {
  const prefix = endpoint.query.find(([name]) => name === 'search.id')?.[1];
  return prefix === undefined ? endpoint.path : `${endpoint.path}?search.id=${prefix}`;
}

/** Leaves a hole for a row of a list, or where there are too many one for all of it. */
export function leaveHole(context: SyncContext, list: Broken, what: string, error: AccessError): void {
  if (isUnreadable(context, list)) return; // that says it all
  const { work } = context.writer;
  const key = keyOf(list.endpoint);
  const reason = `${what} cannot be read: ${error.message}`;
  if (work.holes(key).some((hole) => hole.reason === reason)) return; // pages overlap
  if (work.countHoles() >= MOST_ALTOGETHER) throw error;
  if (holesOf(context, list) >= MOST_HOLES) {
    giveUp(context, list, error);
    return;
  }
  work.leaveHole(key, { ...list.hole, rows: 1, reason });
}

/** Holes of a list; of users, in all their lists by prefix. */
function holesOf({ writer: { work } }: SyncContext, { endpoint, hole }: Broken): number {
  if (hole.of !== undefined) return work.holes(keyOf(endpoint)).length;
  return work.holes().filter((other) => other.in === hole.in && other.of === undefined).length;
}

/** Leaves one hole for a list, in the place of those for its rows. */
function giveUp(context: SyncContext, list: Broken, error: AccessError): void {
  const { work } = context.writer;
  if (list.hole.of === undefined || work.countHoles() >= MOST_ALTOGETHER) throw error;
  work.forgetHoles(keyOf(list.endpoint));
  work.leaveHole(keyOf(list.endpoint), { ...list.hole, reason: error.message });
}

/** Reads some things by id; where Logto fails on them, half of them at a time, down to each that fails alone. */
export async function readByHalves<T>(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<readonly T[]>,
  onBroken: (id: string, error: AccessError) => void,
): Promise<readonly T[]> {
  const [id, ...others] = ids;
  if (id === undefined) return [];
  try {
    return await read(ids);
  } catch (error) {
    if (!isBroken(error)) throw error;
    if (others.length === 0) {
      onBroken(id, error);
      return [];
    }
    const half = Math.ceil(ids.length / 2);
    const parts = [ids.slice(0, half), ids.slice(half)].map((part) => readByHalves(part, read, onBroken));
    return (await Promise.all(parts)).flat();
  }
}
