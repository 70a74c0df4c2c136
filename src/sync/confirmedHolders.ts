import { idAnswer } from '../logto/answers.ts';
import { atPage, endpoints } from '../logto/endpoints.ts';
import { isUnreadable, leaveHole, readByHalves } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import type { PagedList } from './pagedList.ts';
import { idsOf } from './toModel.ts';
import { inBatches } from './users.ts';

/** The holders of a global role. */
export interface Holders {
  readonly roleId: string;
  readonly list: PagedList;
}

/**
 * Reads who holds a role by asking about everybody who may, for when not all of those without it can be read: to take
 * the others for holders would give the role to people who do not have it.
 */
export async function readConfirmedHolders(context: SyncContext, holders: Holders): Promise<void> {
  const { writer } = context;
  const confirmed = await askWhoHolds(context, holders, writer.mayHoldRole(holders.roleId));
  holders.list.keepOnly(new Set());
  writer.putRoleUsers(holders.roleId, confirmed);
}

/** Those of some users who hold the role, as many as there may be; each broken one among them is named. */
export async function askWhoHolds(
  context: SyncContext,
  holders: Holders,
  ids: readonly string[],
): Promise<readonly string[]> {
  const [first = [], ...others] = inBatches(ids);
  const confirmed = [await confirmedAmong(context, holders, first)]; // alone, since it may be that none can be read
  confirmed.push(...(await Promise.all(others.map((batch) => confirmedAmong(context, holders, batch)))));
  return confirmed.flat();
}

function confirmedAmong(
  context: SyncContext,
  { roleId, list }: Holders,
  ids: readonly string[],
): Promise<readonly string[]> {
  return readByHalves(
    ids,
    async (part) => (isUnreadable(context, list) ? [] : readHoldersAmong(context, roleId, part)),
    (id, error) => leaveHole(context, list, `Whether the user ${id} is among ${list.endpoint.path}`, error),
  );
}

/** Asks which of some users hold a role. */
export function readHoldersAmong(
  context: SyncContext,
  roleId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  return context.read(atPage(endpoints.roleUsers(roleId, ids), 1), idAnswer, ({ rows }) => idsOf(rows));
}
