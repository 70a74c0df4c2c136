import type { SyncContext } from './context.ts';
import { isBroken } from './brokenRows.ts';
import { readWhole } from './list.ts';
import { keyOf, type PagedList, type WithId } from './pagedList.ts';

/** A list that Logto gives at once unless asked for pages: one answer is one moment, and so is whole. */
export type WholeList<T extends WithId> = Omit<PagedList<T>, 'order' | 'found' | 'keepOnly'> & {
  /** Logto gives it at once even when asked for pages, so that one broken row hides all. */
  readonly hasNoPages?: true;
};

/** Reads such a list, and by pages where a row of it is broken. */
export async function readAll<T extends WithId>(context: SyncContext, list: WholeList<T>): Promise<void> {
  const { work } = context.writer;
  const key = keyOf(list.endpoint);
  if (work.isWhole(key)) return;
  work.forgetHoles(key); // of an earlier run
  try {
    await context.read(list.endpoint, list.row, ({ rows }) => {
      list.write(rows, { total: rows.length, again: context.isMending, counts: false });
      work.markWhole(key, rows.length);
    });
  } catch (error) {
    if (!isBroken(error)) throw error;
    if (list.hasNoPages === true) work.leaveHole(key, { ...list.hole, reason: error.message });
    else await readWhole(context.mending(), { ...list, order: 'none', keepOnly: () => undefined });
  }
}
