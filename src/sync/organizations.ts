import { memberAnswer, organizationAnswer, type MemberAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import { AccessError } from '../errors.ts';
import type { SyncContext } from './context.ts';
import { readPages, readWhole } from './listing.ts';
import { idsOf, toOrganization, toUser } from './toModel.ts';

/** Reads all organizations, and the members of each as soon as it is known. */
export async function syncOrganizations(context: SyncContext): Promise<void> {
  const ids = new Set<string>();
  await readWhole(context, 'organizations', {
    read: () =>
      readPages(context, endpoints.organizations(), organizationAnswer, (rows, newTotal) => {
        if (newTotal !== undefined) context.progress.add('organizations', { total: newTotal });
        context.writer.putOrganizations(rows.map(toOrganization));
        for (const { id } of rows) ids.add(id);
      }),
    forget: () => {
      for (const id of ids) context.writer.removeOrganization(id);
      ids.clear();
      context.progress.reset('organizations');
    },
  });
  await Promise.all([...ids].map((id) => syncMembers(context, id)));
}

async function syncMembers(context: SyncContext, organizationId: string): Promise<void> {
  let members = 0;
  await readWhole(context, `members of ${organizationId}`, {
    read: async () => {
      const listing = await readPages(
        context,
        endpoints.organizationUsers(organizationId),
        memberAnswer,
        (rows, newTotal) => {
          take(context, organizationId, rows, newTotal ?? 0);
        },
      );
      members = listing.unique;
      return listing;
    },
    forget: () => context.writer.clearMembers(organizationId),
  });
  if (members === 0) await dropIfDeleted(context, organizationId);
  context.progress.add('organizations', { done: 1 });
}

function take(
  context: SyncContext,
  organizationId: string,
  rows: readonly MemberAnswer[],
  newTotal: number,
): void {
  context.writer.addMissingUsers(rows.map(toUser));
  const members = rows.map((row) => ({ userId: row.id, roleIds: idsOf(row.organizationRoles) }));
  context.writer.putMembers(organizationId, members);
  context.progress.add('members', { done: rows.length, total: newTotal });
}

/** The members of a deleted organization are an empty list, not an error: only the organization itself tells. */
async function dropIfDeleted(context: SyncContext, organizationId: string): Promise<void> {
  try {
    await context.readOne(endpoints.organization(organizationId), organizationAnswer);
  } catch (error) {
    if (!(error instanceof AccessError && error.code === 'api.not_found')) throw error;
    context.writer.removeOrganization(organizationId);
    context.repairs.push(`organization ${organizationId} was deleted during the sync`);
  }
}
