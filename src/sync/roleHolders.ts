import { idAnswer } from '../logto/answers.ts';
import { endpoints, PAGE_SIZE } from '../logto/endpoints.ts';
import type { Holds, RoleCounts } from '../snapshot/write/accessWriter.ts';
import type { Hole } from '../snapshot/model.ts';
import { capitalized } from '../words.ts';
import { isBroken, isUnreadable } from './brokenRows.ts';
import { askWhoHolds, readConfirmedHolders, readHoldersAmong } from './confirmedHolders.ts';
import type { SyncContext } from './context.ts';
import { countOf } from './countOf.ts';
import { forgetOthers } from './earlierRun.ts';
import { isProved, readPages, seeing } from './list.ts';
import { keyOf, type PagedList, type WithId } from './pagedList.ts';
import { readByPrefix, reconcile, type ByPrefix } from './prefixes.ts';
import { requestsForTwoReadings, requestsForOthers } from './plan.ts';
import { idsOf } from './toModel.ts';
import { forgetGoneUsers, inBatches } from './users.ts';

type RoleName = Pick<RoleCounts, 'id' | 'name'>;

/** How often the holders are read before those without the role are. */
const ATTEMPTS = 8;

/**
 * Reads who holds a global role: its holders, or where nearly everybody holds it those who do not, whichever is
 * less. Holders come by creation time of the user, where ties hide some as they do among users; then those without
 * the role are read by id prefix, which has no ties.
 */
export async function syncRoleHolders(context: SyncContext, role: RoleCounts): Promise<void> {
  if (role.usersCount === 0) return;
  const others = context.writer.countUsers() - role.usersCount;
  const direct = requestsForTwoReadings(role.usersCount) <= requestsForOthers(others);
  if (direct && (await readHolders(context, role.id))) return;
  await readOthers(context, role, direct);
}

/**
 * Reads the holders until two readings agree. One alone proves nothing: while a role is taken from one user and given
 * to another, a third can slip from page to page, and the number stays the same. What each reading finds is kept for
 * the next, since ties hide others each time; whom the last one did not show is asked for by id.
 */
async function readHolders(context: SyncContext, roleId: string): Promise<boolean> {
  const list = holdersList(context, roleId);
  const first = await readPages(context, list);
  if (isUnreadable(context, list)) return true;
  if (first.total <= PAGE_SIZE && (await isProved(context.mending(), list, first))) return true;
  let within = context;
  // Where rows are broken, readings cannot agree with Logto's number.
  for (let attempt = 2; attempt <= ATTEMPTS && !hasHoles(context, roleId); attempt++) {
    const before = list.count();
    const seen = new Set<string>();
    context.writer.work.forget(keyOf(list.endpoint));
    const { proved, total } = await readPages(within, seeing(list, seen));
    if (isUnreadable(context, list)) return true;
    const isSteady = proved && total === before && list.count() === before;
    if (isSteady && (seen.size === total || (await othersHold(context, { roleId, list, shown: seen }))))
      return true;
    if (seen.size === total) list.keepOnly(seen);
    within = context.mending();
  }
  return false;
}

/**
 * Whether those whom a reading did not show hold the role: one who has lost it since an earlier reading would stand for
 * one whom ties hide in all of them. Forgets those who do not.
 */
async function othersHold(
  context: SyncContext,
  { roleId, list, shown }: { roleId: string; list: PagedList; shown: ReadonlySet<string> },
): Promise<boolean> {
  const doubtful = context.writer.roleUserIdsBut(roleId, shown);
  const within = context.mending();
  const batches = inBatches(doubtful).map((ids) => holdersAmong(within, roleId, ids));
  const held = new Set((await Promise.all(batches)).flat());
  if (doubtful.every((id) => held.has(id))) return true;
  list.keepOnly(new Set([...shown, ...held]));
  return false;
}

/** Those of some users who hold the role; nobody where one of them is broken, so that it is read in another way. */
async function holdersAmong(
  context: SyncContext,
  roleId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  try {
    return await readHoldersAmong(context, roleId, ids);
  } catch (error) {
    if (!isBroken(error)) throw error;
    return [];
  }
}

async function readOthers(context: SyncContext, { id, name }: RoleCounts, isRepair: boolean): Promise<void> {
  const { work } = context.writer;
  const holders = holdersList(context, id);
  const confirmed = `${keyOf(holders.endpoint)} confirmed`;
  if (work.isWhole(confirmed)) return;
  work.forgetHoles(keyOf(holders.endpoint));
  const within = isRepair ? context.mending() : context;
  await readWithout(within, id);
  if (isRepair) work.mended(`holders of the role ${name} moved while being read, and were found by id`);
  const follows = holdersFollow(context, id);
  if (!follows) holders.keepOnly(new Set());
  const expected = await countHolders(within, id);
  if (expected === undefined) return;
  if (!follows) await confirmHolders(context.mending(), { id, name });
  if (holders.count() === expected) {
    if (!follows && !hasHoles(context, id)) work.markWhole(confirmed, expected);
    return;
  }
  if (follows) await mendOthers(context.mending(), { id, name }, expected);
  await compareNumbers(context.mending(), id, name);
}

/**
 * Reads those without a role. Every user who is not among them is taken for a holder, so all users have to be known
 * before. Of what an earlier reading has shown only the whole is of use: who came since is in neither list then.
 */
async function readWithout(context: SyncContext, roleId: string): Promise<void> {
  const { writer } = context;
  const listOf = othersOf(writer, roleId);
  if (writer.work.isWhole(followingFrom(listOf))) {
    await catchUp(context.mending(), roleId);
    return;
  }
  const within = forgetOthers(writer, roleId) ? context.mending() : context;
  const { proved } = await readByPrefix(within, listOf, '', PAGE_SIZE); // one answer a prefix is certain
  if (!proved && !hasHoles(context, roleId) && (await countOf(within, listOf(''))) !== listOf('').count())
    await reconcile(within, listOf, '', PAGE_SIZE);
}

/** Asks about the users who came since those without a role were read, and compares these with what Logto counts now. */
async function catchUp(context: SyncContext, roleId: string): Promise<void> {
  const { writer } = context;
  const came = writer.userIdsOfNeither(roleId);
  const held = new Set(await askWhoHolds(context, { roleId, list: holdersList(context, roleId) }, came));
  const others = came.filter((id) => !held.has(id));
  writer.putRoleUsers(roleId, others, 'role_users_except');
  await reconcile(context, othersOf(writer, roleId), '', PAGE_SIZE);
}

/** Takes all users for holders but those without the role, where all of these could be read; says whether. */
function holdersFollow(context: SyncContext, roleId: string): boolean {
  const { writer } = context;
  const following = followingFrom(othersOf(writer, roleId));
  if (hasHoles(context, roleId)) {
    writer.work.forget(following);
    return false;
  }
  context.whileReading(() => writer.completeRoleUsers(roleId));
  writer.work.markWhole(following, 0);
  return true;
}

/** What is remembered once the holders of a role follow from those without it. */
function followingFrom(listOf: ByPrefix<WithId>): string {
  return `${keyOf(listOf('').endpoint)} holders`;
}

/** Whether some of those who hold a role, or do not, could not be read. */
function hasHoles(context: SyncContext, roleId: string): boolean {
  return holesOf(context, roleId).length > 0;
}

function holesOf({ writer }: SyncContext, roleId: string): Hole[] {
  return writer.work.holes().filter((hole) => hole.in === 'roleUsers' && hole.of === roleId);
}

/** Leaves one hole for a role, in the place of any others. */
function leaveOneHole(context: SyncContext, roleId: string, reason: string): void {
  const { work } = context.writer;
  const { endpoint, hole } = holdersList(context, roleId);
  work.forgetHolesIn(hole);
  work.leaveHole(keyOf(endpoint), { ...hole, reason });
}

/** How many hold a role; leaves a hole where Logto cannot say. */
async function countHolders(context: SyncContext, roleId: string): Promise<number | undefined> {
  const list = holdersList(context, roleId);
  try {
    return await countOf(context, list);
  } catch (error) {
    if (!isBroken(error)) throw error;
    leaveOneHole(context, roleId, error.message);
    return undefined;
  }
}

/** Reads the holders by id, after which it does not matter who of the others could not be read. */
async function confirmHolders(context: SyncContext, { id, name }: RoleName): Promise<void> {
  const { work } = context.writer;
  work.forgetHolesIn({ in: 'roleUsers', of: id });
  await readConfirmedHolders(context, { roleId: id, list: holdersList(context, id) });
  work.mended(`not all who are without the role ${name} could be read, so its holders were asked for by id`);
}

/**
 * Compares those without a role with what Logto counts now: who got it since they were read is a holder. Who was deleted
 * before passes for one: forgets such users too.
 */
async function mendOthers(context: SyncContext, role: RoleName, expected: number): Promise<void> {
  if (holdersList(context, role.id).count() > expected) await forgetGoneUsers(context);
  await reconcile(context, othersOf(context.writer, role.id), '', PAGE_SIZE);
  if (!holdersFollow(context, role.id)) await confirmHolders(context, role);
}

/**
 * Compares the holders that are in the snapshot with Logto's own number. Those of whom Logto cannot say, and users who
 * came or went since they were read, explain a difference; any other one is a hole.
 */
async function compareNumbers(context: SyncContext, id: string, name: string): Promise<void> {
  const { writer } = context;
  const found = writer.countRoleUsers(id);
  const expected = await countHolders(context, id);
  if (expected === undefined) return;
  const missing = expected - found;
  if (missing >= 0 && missing <= hiddenHolders(context, id)) return;
  const users = await countOf(context.mending(), {
    ...holdersList(context, id),
    endpoint: endpoints.users(),
  });
  const says = `the role ${name} has ${found} holders here, where Logto counted ${expected} a moment later`;
  if (Math.abs(missing) <= Math.abs(users - writer.countUsers())) writer.work.mended(says);
  else leaveOneHole(context, id, `${capitalized(says)}.`);
}

/** How many holders of a role may lie in its holes. */
function hiddenHolders(context: SyncContext, roleId: string): number {
  return holesOf(context, roleId).reduce((sum, { rows = Infinity }) => sum + rows, 0);
}

function holdersList({ writer }: SyncContext, roleId: string): PagedList {
  return listOfRole(writer, roleId, 'role_users', '', endpoints.roleUsers(roleId));
}

/** The lists of those without a role, by id prefix. */
function othersOf(writer: SyncContext['writer'], roleId: string): ByPrefix<WithId> {
  return (prefix) =>
    listOfRole(writer, roleId, 'role_users_except', prefix, endpoints.usersWithoutRole(roleId, prefix));
}

function listOfRole(
  writer: SyncContext['writer'],
  roleId: string,
  holds: Holds,
  prefix: string,
  endpoint: PagedList['endpoint'],
): PagedList {
  return {
    ...{ endpoint, row: idAnswer, order: 'none', hole: { in: 'roleUsers', of: roleId } },
    write: (rows: readonly WithId[]) => writer.putRoleUsers(roleId, idsOf(rows), holds),
    count: () => writer.countRoleUsers(roleId, holds, prefix),
    keepOnly: (ids) => writer.keepOnlyRoleUsers(roleId, ids, holds, prefix),
  };
}
