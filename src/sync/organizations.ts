import pLimit from 'p-limit';
import {
  memberAnswer,
  organizationAnswer,
  type MemberAnswer,
  type OrganizationAnswer,
} from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import { isBroken } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import { countOf } from './countOf.ts';
import { isGone } from './gone.ts';
import { readWhole, rereadWhole } from './list.ts';
import { keyOf, type PagedList } from './pagedList.ts';
import { idsOf, toOrganization } from './toModel.ts';

/** Organizations read side by side: so many that what follows the first page of the last large one is not waited for alone. */
const AT_ONCE = 1024;

/** Reads all organizations and the members of each; says after each which part of them is left, 0 to 1. */
export async function syncOrganizations(context: SyncContext, onLeft: (part: number) => void): Promise<void> {
  const list = organizationsList(context);
  await readWhole(context, list);
  const done = new Set<string>();
  let deleted = await syncNew(context, done, onLeft);
  // One that was deleted may have hidden another one of the list, which is in no order.
  for (let attempt = 1; deleted && attempt <= 3; attempt++) {
    if ((await countOf(context.mending(), list)) !== context.writer.organizationIds().length)
      await rereadWhole(context, list);
    deleted = await syncNew(context.mending(), done);
  }
}

/** Reads the members of organizations that are not done; says whether any of them turned out to be deleted. */
async function syncNew(
  context: SyncContext,
  done: Set<string>,
  onLeft?: (part: number) => void,
): Promise<boolean> {
  const listed = new Set(context.writer.organizationIds());
  for (const id of done) if (!listed.has(id)) done.delete(id); // it may be there again later
  const ids = [...listed].filter((id) => !done.has(id));
  let left = ids.length;
  const there = await pLimit(AT_ONCE).map(ids, async (id) => {
    const isThere = await syncMembers(context.inTurn('members'), id);
    done.add(id);
    onLeft?.(--left / ids.length);
    return isThere;
  });
  return there.includes(false);
}

/** Reads an organization that only something else names; drops it where it is not there. */
export async function syncUnlistedOrganization(context: SyncContext, organizationId: string): Promise<void> {
  const organization = await findOrganization(context, organizationId).catch((error: unknown) => {
    if (isBroken(error)) return undefined; // the list has a hole for it
    throw error;
  });
  if (organization === undefined) return;
  context.writer.putOrganizations([toOrganization(organization)]);
  await syncMembers(context, organizationId);
}

/** Reads an organization's members; false where it turned out to be deleted. */
async function syncMembers(context: SyncContext, organizationId: string): Promise<boolean> {
  const list = membersList(context, organizationId);
  await readWhole(context, list);
  if (!context.isMending) context.progress.add('organizations', { done: 1 });
  if (list.count() > 0 || (await organizationIsThere(context, organizationId))) return true;
  context.writer.removeOrganization(organizationId);
  context.writer.work.mended(`organization ${organizationId} was deleted during the sync`);
  return false;
}

/** Whether an organization without members is there; asked once. */
async function organizationIsThere(context: SyncContext, organizationId: string): Promise<boolean> {
  const { work } = context.writer;
  const key = keyOf(endpoints.organization(organizationId));
  if (work.isWhole(key)) return true;
  try {
    if ((await findOrganization(context, organizationId)) === undefined) return false;
  } catch (error) {
    if (!isBroken(error)) throw error;
    const { hole, endpoint } = membersList(context, organizationId);
    const list = keyOf(endpoint);
    if (work.holes(list).length === 0) work.leaveHole(list, { ...hole, reason: error.message });
    return true; // as far as the list of organizations says
  }
  work.markWhole(key, 1);
  return true;
}

/** The members of a deleted organization are an empty list, not an error: only the organization itself tells. */
async function findOrganization(
  context: SyncContext,
  organizationId: string,
): Promise<OrganizationAnswer | undefined> {
  try {
    return await context.readOne(endpoints.organization(organizationId), organizationAnswer);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function organizationsList(context: SyncContext): PagedList<OrganizationAnswer> {
  const { writer, progress } = context;
  return {
    ...{ endpoint: endpoints.organizations(), row: organizationAnswer, order: 'none' },
    hole: { in: 'organizations' },
    write: (rows) => writer.putOrganizations(rows.map(toOrganization)),
    found: (total) => progress.add('organizations', { total }),
    count: () => writer.organizationIds().length,
    keepOnly: (ids) => {
      for (const id of writer.organizationIds()) if (!ids.has(id)) forgetOrganization(context, id);
    },
  };
}

/** Forgets an organization that the list no longer has, so that its members are read anew should it be there again. */
function forgetOrganization(context: SyncContext, organizationId: string): void {
  context.writer.removeOrganization(organizationId);
  context.writer.work.forget(keyOf(endpoints.organizationUsers(organizationId)));
}

function membersList(context: SyncContext, organizationId: string): PagedList<MemberAnswer> {
  const { writer, progress } = context;
  return {
    ...{ endpoint: endpoints.organizationUsers(organizationId), row: memberAnswer, order: 'id' },
    hole: { in: 'members', of: organizationId },
    write: (rows, { again, counts }) => {
      const members = rows.map((row) => ({ userId: row.id, roleIds: idsOf(row.organizationRoles) }));
      writer.putMembers(organizationId, members, { again });
      if (counts) progress.add('members', { done: rows.length });
    },
    found: (total) => progress.add('members', { total }),
    count: () => writer.countMembers(organizationId),
    keepOnly: (ids) => writer.keepOnlyMembers(organizationId, ids),
  };
}
