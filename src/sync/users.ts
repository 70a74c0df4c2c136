import { idAnswer, userAnswer, type UserAnswer } from '../logto/answers.ts';
import { atPage, endpoints, PAGE_SIZE } from '../logto/endpoints.ts';
import { inShort } from '../snapshot/lacks/holes.ts';
import { readByHalves } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import { countOf } from './countOf.ts';
import { askEach } from './details.ts';
import type { PagedList } from './pagedList.ts';
import { MOST_BY_PAGES, readByPrefix, reconcile, type ByPrefix } from './prefixes.ts';
import { idsOf, toUser } from './toModel.ts';

/** Reads all users, and compares their number with what Logto counts when they are all there. */
export async function syncUsers(context: SyncContext): Promise<void> {
  const listOf = usersByPrefix(context);
  context.writer.work.forgetHoles('users'); // of an earlier run
  if ((await readByPrefix(context, listOf)).proved) return;
  const expected = await countOf(context, listOf(''));
  const hidden = (): number =>
    context.writer.work.holes().reduce((sum, hole) => sum + (hole.in === 'users' ? (hole.rows ?? 0) : 0), 0);
  if (context.writer.countUsers() + hidden() === expected) return;
  const before = context.writer.countUsers();
  const total = await reconcile(context.mending(), listOf);
  const found = context.writer.countUsers();
  context.writer.work.mended(
    `${before} users were read where Logto counted ${expected}; compared by id, ${found} now`,
  );
  const missing = total - found - hidden();
  if (missing > 0)
    context.writer.work.leaveHole('users', {
      ...{ in: 'users', rows: missing },
      reason: `Logto counts ${total} users and shows ${found}.`,
    });
}

/** Forgets users who are gone. Who came meanwhile is not put: they would pass for holders of every role that is being read. */
export async function forgetGoneUsers(context: SyncContext): Promise<void> {
  const listOf = usersByPrefix(context);
  await reconcile(context, (prefix) => ({ ...listOf(prefix), write: () => undefined }));
}

/** The lists of users by id prefix. */
function usersByPrefix(context: SyncContext): ByPrefix<UserAnswer> {
  return (prefix) => usersList(context, prefix);
}

function usersList(context: SyncContext, prefix: string): PagedList<UserAnswer> {
  const { writer, progress } = context;
  return {
    ...{ endpoint: endpoints.users(prefix), row: userAnswer, order: 'newest first', hole: { in: 'users' } },
    write: (rows, { total, counts }) => {
      writer.putUsers(rows.map(toUser));
      if (total <= MOST_BY_PAGES && counts) progress.add('users', { done: rows.length });
    },
    ...(prefix === '' && { found: (total: number) => progress.add('users', { total }) }),
    count: () => writer.countUsers(prefix),
    keepOnly: (ids) => writer.keepOnlyUsers(prefix, ids),
  };
}

/**
 * Reads the users whom memberships or global roles name and whom the list did not have: created meanwhile, or
 * deleted meanwhile, in which case nothing comes back and what names them goes too.
 */
export async function syncMissingUsers(context: SyncContext): Promise<void> {
  context.writer.work.forgetHoles('users by id'); // of an earlier run
  const missing = context.writer.missingUserIds();
  if (missing.length === 0) return;
  await Promise.all(inBatches(missing).map((ids) => readByIds(context.mending(), ids)));
  const gone = new Set(context.writer.missingUserIds());
  for (const id of gone) context.writer.removeUser(id);
  const { work } = context.writer;
  await syncRolesOf(
    context.mending(),
    missing.filter((id) => !gone.has(id)),
  );
  if (gone.size < missing.length)
    work.mended(`${missing.length - gone.size} users came from the lists that name them`);
  const broken = work.holes('users by id').filter((hole) => hole.in === 'users').length;
  if (gone.size > broken) work.mended(`${gone.size - broken} users were deleted during the sync`);
}

/** As many ids at a time as one answer has room for. */
export function inBatches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / PAGE_SIZE) }, (_, i) =>
    ids.slice(i * PAGE_SIZE, (i + 1) * PAGE_SIZE),
  );
}

/** Reads the global roles of users who were not there when the holders of each role were read. */
async function syncRolesOf(context: SyncContext, userIds: readonly string[]): Promise<void> {
  const { writer } = context;
  const known = new Set(writer.roleCounts().map(({ id }) => id));
  const { broken, unasked } = await askEach(context, userIds, (within, userId) =>
    readRolesOf(within, userId, (roleIds) => {
      for (const id of roleIds) if (known.has(id)) writer.putRoleUsers(id, [userId]);
    }),
  );
  if (broken.length === 0) return;
  const which = inShort([...broken.map(({ id }) => id), ...unasked], 50);
  const reason = `The global roles of these users cannot be read: ${which}`;
  writer.work.leaveHole('users by id', { in: 'roleUsers', reason });
}

async function readRolesOf(
  context: SyncContext,
  userId: string,
  take: (roleIds: readonly string[]) => void,
): Promise<void> {
  for (let page = 1, left = true; left; page++)
    left = await context.read(atPage(endpoints.userRoles(userId), page), idAnswer, ({ rows, total }) => {
      take(idsOf(rows));
      return total > page * PAGE_SIZE;
    });
}

/** Reads users by id; a broken one among them is named. */
async function readByIds(context: SyncContext, ids: readonly string[]): Promise<void> {
  const { writer } = context;
  await readByHalves(
    ids,
    (part) =>
      context.read(atPage(endpoints.usersByIds(part), 1), userAnswer, ({ rows }) => {
        writer.putUsers(rows.map(toUser));
        return [];
      }),
    (id, error) =>
      writer.work.leaveHole('users by id', {
        ...{ in: 'users', of: id, rows: 1 },
        reason: `The user ${id} cannot be read: ${error.message}`,
      }),
  );
}
