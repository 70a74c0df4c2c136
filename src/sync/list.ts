import { AccessError } from '../errors.ts';
import { atPage, PAGE_SIZE } from '../logto/endpoints.ts';
import { sentence } from '../sentence.ts';
import type { PageMark, PageRef } from '../snapshot/write/syncWork.ts';
import type { SyncContext } from './context.ts';
import { countOf } from './countOf.ts';
import { endOf, overlappingPages, plainPages, startOf } from './pages.ts';
import { isBroken, isUnreadable, readAround } from './brokenRows.ts';
import { keyOf, nameOf, type PagedList, type WithId } from './pagedList.ts';

/** The edge of a page that had to be read in parts. */
const UNSAID = '';

/** How often what moved while it was read is read again before the sync says that it cannot be read whole. */
const ATTEMPTS = 3;

/** How a reading of all pages went. */
export interface Reading {
  /** What Logto said last about how many rows there are. */
  readonly total: number;
  /** Whether every row that was there all the time has been read, for certain, or all that can be read and a hole left. */
  readonly proved: boolean;
  /** Whether it is only proved together with a second reading that shows the same: see {@link isOneMoment}. */
  readonly needsSecond: boolean;
  /** Whether a page had to be read in parts. */
  readonly hasParts: boolean;
}

/**
 * Reads every page of a list that was not read before, the first one alone (it says how many there are) and the
 * rest side by side. Gives up after the first page where the list is longer than `upTo`, and writes nothing of it: rows
 * that are gone by the time the list is read in another way would count in its favour.
 */
export async function readPages<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  upTo = Infinity,
): Promise<Reading & { readonly tooLong: boolean }> {
  const pages = list.order === 'id' ? overlappingPages : plainPages;
  const first = await readOnce(context, unlessLonger(list, upTo), { page: 1, size: PAGE_SIZE });
  const total = first.total;
  if (!context.isMending) list.found?.(total);
  if (total > upTo) return { total, proved: false, needsSecond: false, hasParts: false, tooLong: true };
  let marks = [first];
  // The list may have grown meanwhile: the last page has to reach its end.
  for (let known = PAGE_SIZE, latest = total; known < latest;) {
    known = latest;
    const others = pages(known).slice(1);
    marks = [first, ...(await Promise.all(others.map((page) => readOnce(context, list, page))))];
    latest = Math.max(...marks.map((mark) => mark.total));
  }
  const hasParts = marks.some(({ tail }) => tail === UNSAID);
  if (hasParts && isUnreadable(context, list))
    return { total: marks.at(-1)?.total ?? 0, proved: true, needsSecond: false, hasParts, tooLong: false };
  // Parts have no overlap: rows can slip from one to another as between pages in no order.
  const needsSecond = list.order === 'none' ? marks.length > 1 || hasParts : hasParts && total > 1;
  return { ...(await judge(context, list, marks)), needsSecond, hasParts, tooLong: false };
}

function unlessLonger<T extends WithId>(list: PagedList<T>, upTo: number): PagedList<T> {
  return {
    ...list,
    write: (rows, page) => {
      if (page.total <= upTo) list.write(rows, page);
    },
  };
}

/**
 * Whether what was read is whole. One answer is one moment; pages in the order of ids prove each other by their
 * overlap; newest rows first show by an unchanged beginning that nothing moved; otherwise the numbers have to agree,
 * and a second reading with them.
 */
async function judge<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  marks: readonly PageMark[],
): Promise<Pick<Reading, 'total' | 'proved'>> {
  const key = keyOf(list.endpoint);
  const total = marks.at(-1)?.total ?? 0;
  // None of these is asked of the many lists of one page.
  const hidden = (): number => context.writer.work.holes(key).reduce((sum, { rows = 0 }) => sum + rows, 0);
  const agrees = (): boolean => list.count() + hidden() === total;
  const isSteady = (): boolean => marks.every((mark) => mark.total === total) && agrees();
  if (marks.some(({ tail }) => tail === UNSAID)) {
    // Around a broken row, users of one creation time can be shown twice and never: only one alone is certain.
    return { total, proved: isSteady() && (list.order !== 'newest first' || total <= 1) };
  }
  // What an interrupted or broken reading left may be outdated: then even one answer has to agree with the rows.
  const isOne = marks.length === 1;
  const isFirst = !context.writer.resumed && !context.isMending;
  if (isOne || list.order === 'id') {
    const fits = isOne ? isFirst || agrees() : overlap(marks) && (list.isAnew === true || agrees());
    return { total, proved: fits && (await endsThere(context, list, marks)) };
  }
  return { total, proved: isSteady() && (list.order === 'none' || (await isAsBefore(context, list, marks))) };
}

/**
 * Whether each page begins where the one before ended. One that was not full held the list's end, so what others have
 * behind it is gone.
 */
function overlap(marks: readonly PageMark[]): boolean {
  return marks.every((mark, i) => {
    const before = marks[i - 1];
    if (before === undefined || before.tail === null) return true;
    return mark.head === before.tail;
  });
}

/**
 * Whether a list ends with its last page. Logto counts and lists one after the other: where a page came full to the last
 * row, those that came between may have pushed others off it.
 */
async function endsThere<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  marks: readonly PageMark[],
): Promise<boolean> {
  const last = marks.at(-1);
  if (last === undefined || last.rows < last.size) return true;
  return (await countOf(context, list)) === endOf(last);
}

/**
 * New rows come first in such a list. When its newest row and its length are as they were, nothing was added and so
 * nothing was removed either, and no row can have moved between pages.
 */
async function isAsBefore<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  marks: readonly PageMark[],
): Promise<boolean> {
  const first = marks.find(({ page, size }) => page === 1 && size > 1);
  try {
    return await context.read(atPage(list.endpoint, 1, 1), list.row, ({ rows, total }) => {
      return total === first?.total && stampOf(rows[0]) === first.head;
    });
  } catch (error) {
    if (!isBroken(error)) throw error;
    return false;
  }
}

async function readOnce<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  ref: PageRef,
): Promise<PageMark> {
  const { work } = context.writer;
  const key = keyOf(list.endpoint);
  return work.pageOf(key, ref) ?? readPage(context, list, ref);
}

async function readPage<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  ref: PageRef,
  attempt = 1,
): Promise<PageMark> {
  try {
    const mark = await context.read(
      atPage(list.endpoint, ref.page, ref.size),
      list.row,
      ({ rows, total }) => {
        if (ref.page === 1 && rows.length < Math.min(ref.size, total)) return undefined;
        list.write(rows, {
          total,
          again: context.isMending || context.writer.resumed,
          counts: !context.isMending,
        });
        return remember(context, list, { ...ref, total, rows: rows.length, ...edges(list, ref, rows) });
      },
    );
    if (mark !== undefined) return mark;
  } catch (error) {
    if (!isBroken(error)) throw error;
    const total = await readAround(context.mending(), list, ref, error);
    return remember(context, list, { ...ref, total, rows: 0, head: UNSAID, tail: UNSAID });
  }
  if (attempt === ATTEMPTS) throw isShort(list);
  return readPage(context.mending(), list, ref, attempt + 1);
}

/**
 * A first page has all rows that it has room for. Logto counts and lists one after the other, so one that went between
 * may be missing, but not each time.
 */
function isShort<T extends WithId>(list: PagedList<T>): AccessError {
  return new AccessError(sentence`${list.endpoint.path} has fewer rows than Logto counts.`, {
    code: 'answer.short',
    hint: sentence`Sync again. If it stays so, a proxy or gateway on the way may change what Logto answers.`,
  });
}

function remember<T extends WithId>(context: SyncContext, list: PagedList<T>, mark: PageMark): PageMark {
  context.writer.work.mark(keyOf(list.endpoint), mark);
  return mark;
}

function edges<T extends WithId>(
  { order }: PagedList<T>,
  ref: PageRef,
  rows: readonly T[],
): Pick<PageMark, 'head' | 'tail'> {
  if (order === 'newest first') return { head: ref.page === 1 ? stampOf(rows[0]) : null, tail: null };
  if (order === 'none') return { head: null, tail: null };
  return { head: rows[overlapOf(ref)]?.id ?? null, tail: rows[endOf(ref) - 1 - startOf(ref)]?.id ?? null };
}

/** Which row of the page is the last of the page before. */
function overlapOf(ref: PageRef): number {
  const before = overlappingPages(endOf(ref)).at(-2);
  return before === undefined ? 0 : endOf(before) - 1 - startOf(ref);
}

function stampOf(row: WithId | undefined): string {
  return row !== undefined && 'createdAt' in row ? String(row.createdAt) : '';
}

/** Reads a list until it is proved whole. */
export async function readWhole<T extends WithId>(context: SyncContext, list: PagedList<T>): Promise<void> {
  if (list.order === 'none' && context.writer.work.isWhole(keyOf(list.endpoint))) return;
  if (!(await isProved(context, list, await readPages(context, list)))) await rereadWhole(context, list);
}

/** Whether a reading proves its list, by itself or with a second one. */
export async function isProved<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  { proved, needsSecond, hasParts }: Reading,
): Promise<boolean> {
  return proved && (!needsSecond || isOneMoment(hasParts ? context.mending() : context, list));
}

/**
 * Reads a list in no certain order a second time, and says whether both readings show the same rows, as many as Logto
 * counted when the second began. Each of them was there before that moment and after it, so they are exactly what was
 * there then, in whatever order: what is deleted does not come back.
 */
async function isOneMoment<T extends WithId>(context: SyncContext, list: PagedList<T>): Promise<boolean> {
  const before = list.count();
  const { seen, proved } = await lookAgain(context, list);
  if (!proved || seen.size !== before || list.count() !== before) return false;
  context.writer.work.markWhole(keyOf(list.endpoint), before);
  return true;
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}

/** Reads a list anew, and gives what it shows. */
async function lookAgain<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  upTo = Infinity,
): Promise<Reading & { readonly seen: ReadonlySet<string> }> {
  context.writer.work.forget(keyOf(list.endpoint));
  const seen = new Set<string>();
  const again = { ...seeing(list, seen), isAnew: true, count: () => seen.size, found: () => undefined };
  return { seen, ...(await readPages(context, again, upTo)) };
}

/**
 * Reads a list again until it is proved whole. Logto pages by offset, so a row that is changed, added or deleted
 * meanwhile can hide another one; reading anew finds it. What stays unproved is a hole, and said.
 */
export async function rereadWhole<T extends WithId>(context: SyncContext, list: PagedList<T>): Promise<void> {
  const { work } = context.writer;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (!(await readAnew(context, list))) continue;
    if (!isUnreadable(context, list))
      work.mended(`${nameOf(list)} moved while being read, and were read anew`);
    return;
  }
  const key = keyOf(list.endpoint);
  const reason =
    work.holes(key).length > 0
      ? 'The list could not be proved whole beside rows that cannot be read.'
      : 'The list changed faster than it could be read whole.';
  work.leaveHole(key, { ...list.hole, reason });
}

/**
 * Reads a list that may be in the snapshot already, and forgets rows of it that are gone. Says whether it is proved;
 * one that is longer than `upTo` is not.
 */
export async function readAnew<T extends WithId>(
  context: SyncContext,
  list: PagedList<T>,
  upTo = Infinity,
): Promise<boolean> {
  const mending = context.mending();
  const { seen, proved, needsSecond } = await lookAgain(mending, list, upTo);
  if (!proved) return false;
  if (isUnreadable(context, list)) return true; // what was read before may still be there
  if (needsSecond) {
    const second = await lookAgain(mending, list);
    if (isUnreadable(context, list)) return true;
    if (!second.proved || !isSame(seen, second.seen)) return false;
    context.writer.work.markWhole(keyOf(list.endpoint), seen.size);
  }
  list.keepOnly(seen);
  return true;
}

/** The same list, which tells what it shows. */
export function seeing<T extends WithId>(list: PagedList<T>, seen: Set<string>): PagedList<T> {
  return {
    ...list,
    write: (rows, page) => {
      for (const { id } of rows) seen.add(id);
      list.write(rows, page);
    },
  };
}
