import { endpoints, PAGE_SIZE, type Endpoint } from '../logto/endpoints.ts';
import type { SnapshotWriter } from '../snapshot/write/writer.ts';
import type { SyncContext } from './context.ts';
import { keyOf } from './pagedList.ts';

/** Lists that take nearly all requests of a sync: users, members and holders. */
const LONG = /^\/api\/(users( |$)|organizations\/|roles\/[^/]+\/users( |$))/;

const FIRST = { page: 1, size: PAGE_SIZE };

/**
 * Forgets the short lists of an earlier run: what came, went or changed since then is seen for a few requests, which
 * count as repairs where the earlier run had made them all. Members and holders stay as they were read, unless rows that
 * named what lay in a hole were dropped since: no list that is read later brings those back, so all are read anew then.
 */
export function forgetOutdated(context: SyncContext): void {
  const { writer } = context;
  const { work } = writer;
  const lacksRows = work.isTied && work.holes().length > 0;
  for (const list of work.lists()) {
    if (!list.startsWith('/api/') || (LONG.test(list) && !lacksRows)) continue;
    if (lacksRows || isRead(writer, list)) context.asksAgain(list);
    work.forget(list);
  }
  work.untie();
  work.forgetHoled();
  forgetFewUsers(context);
  writer.forgetShortLists();
  work.mended(
    lacksRows
      ? 'every list was asked for anew, since some of them had lacked rows that others named'
      : 'short lists were asked for anew, and long ones are as they had been read',
  );
}

/** Longer lists of users are compared with Logto's number in any case. */
function forgetFewUsers({ writer, progress }: SyncContext): void {
  const key = keyOf(endpoints.users());
  if ((writer.work.pageOf(key, FIRST)?.total ?? Infinity) > PAGE_SIZE) return;
  writer.work.forget(key);
  progress.add('users', { done: -writer.countUsers() }); // each is counted again as it is read
}

function isRead({ work }: SnapshotWriter, list: string): boolean {
  return work.isWhole(list) || (work.pageOf(list, FIRST)?.total ?? Infinity) <= PAGE_SIZE;
}

/** Forgets who holds a role, by both ways to read it. */
export function forgetHolders(writer: SnapshotWriter, roleId: string): void {
  forgetLists(writer, endpoints.roleUsers(roleId));
  writer.keepOnlyRoleUsers(roleId, new Set(), 'role_users', '');
  forgetOthers(writer, roleId);
}

/** Forgets who does not hold a role; says whether anything of it had been read. */
export function forgetOthers(writer: SnapshotWriter, roleId: string): boolean {
  writer.keepOnlyRoleUsers(roleId, new Set(), 'role_users_except', '');
  return forgetLists(writer, endpoints.usersWithoutRole(roleId));
}

/** Forgets a list, and those of the same that ask for a part of it. */
function forgetLists({ work }: SnapshotWriter, endpoint: Endpoint): boolean {
  const lists = work.lists().filter((list) => `${list} `.startsWith(`${keyOf(endpoint)} `));
  for (const list of lists) work.forget(list);
  return lists.length > 0;
}
