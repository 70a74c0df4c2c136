import { idAnswer, userAnswer, type UserAnswer } from '../logto/answers.ts';
import { atPage, endpoints, PAGE_SIZE } from '../logto/endpoints.ts';
import type { SyncContext } from './context.ts';
import { keepsChanging, readPages } from './listing.ts';
import { toUser } from './toModel.ts';

/** The characters of Logto's user ids. */
const ID_CHARACTERS = Array.from('0123456789abcdefghijklmnopqrstuvwxyz');
const SWEEPS = 3;

/**
 * Reads all users. Pages of `/users` are ordered by creation time with nothing to break a tie, so users created in
 * the same millisecond (any bulk import) move between pages and some are never shown. When pages gave fewer
 * different users than Logto counts, the list is read by id prefix, which has neither ties nor offsets.
 */
export async function syncUsers(context: SyncContext): Promise<void> {
  const { unique, total, steady } = await readPages(
    context,
    endpoints.users(),
    userAnswer,
    (rows, newTotal) => {
      if (newTotal !== undefined) context.progress.add('users', { total: newTotal });
      take(context, rows);
    },
  );
  if (unique === total && steady) return;
  await sweepUntilWhole(context, total);
  const found = total - unique;
  context.repairs.push(
    found > 0 ? `${found} users that pages did not show were found by id` : 'users were read anew by id',
  );
}

async function sweepUntilWhole(context: SyncContext, expected: number): Promise<void> {
  for (let attempt = 1; attempt <= SWEEPS; attempt++) {
    context.writer.clearUsers();
    context.progress.reset('users', expected);
    const counts = await Promise.all(ID_CHARACTERS.map((character) => sweepPrefix(context, character)));
    const found = counts.reduce((sum, count) => sum + count, 0);
    const total = await countUsers(context);
    if (found === total) return;
  }
  throw keepsChanging('users');
}

/** Reads the users whose id begins with `prefix`, splitting a prefix of more than one page; returns how many. */
async function sweepPrefix(context: SyncContext, prefix: string): Promise<number> {
  const { rows, total = 0 } = await context.read(atPage(endpoints.usersByIdPrefix(prefix), 1), userAnswer);
  if (total > PAGE_SIZE) {
    const counts = await Promise.all(
      ID_CHARACTERS.map((character) => sweepPrefix(context, prefix + character)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }
  take(context, rows);
  return rows.length;
}

async function countUsers(context: SyncContext): Promise<number> {
  const { total } = await context.read(atPage(endpoints.users(), 1), idAnswer);
  return total ?? 0;
}

/**
 * Reads the users whom memberships or global roles name and whom the list did not have: created meanwhile, or
 * deleted meanwhile, in which case nothing comes back.
 */
export async function syncMissingUsers(context: SyncContext): Promise<void> {
  const missing = context.writer.missingUserIds();
  for (let at = 0; at < missing.length; at += PAGE_SIZE) {
    const { rows } = await context.read(
      atPage(endpoints.usersByIds(missing.slice(at, at + PAGE_SIZE)), 1),
      userAnswer,
    );
    take(context, rows);
  }
}

function take(context: SyncContext, rows: readonly UserAnswer[]): void {
  context.writer.putUsers(rows.map(toUser));
  context.progress.add('users', { done: rows.length });
}
