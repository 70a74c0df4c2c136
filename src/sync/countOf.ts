import { atPage, BEHIND_ALL } from '../logto/endpoints.ts';
import { isBroken } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import type { PagedList, WithId } from './pagedList.ts';

/** How many rows Logto says a list has: with its first row, or where that is broken with none of them. */
export async function countOf<T extends WithId>(context: SyncContext, list: PagedList<T>): Promise<number> {
  const at = (page: number, within = context): Promise<number> =>
    within.read(atPage(list.endpoint, page, 1), list.row, ({ total }) => total);
  try {
    return await at(1);
  } catch (error) {
    if (!isBroken(error)) throw error;
    return at(BEHIND_ALL, context.mending());
  }
}
