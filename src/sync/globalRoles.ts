import { globalRoleAnswer, idAnswer, type GlobalRoleAnswer } from '../logto/answers.ts';
import { endpoints, PAGE_SIZE } from '../logto/endpoints.ts';
import type { SyncContext } from './context.ts';
import { readPages, readWhole, type Listing } from './listing.ts';
import { idsOf, toGlobalRole } from './toModel.ts';

/** Reads the global roles with their permissions and holders. Users have to be in the snapshot before. */
export async function syncGlobalRoles(context: SyncContext): Promise<void> {
  const roles = new Map<string, GlobalRoleAnswer>();
  await readWhole(context, 'global roles', {
    read: () =>
      readPages(context, endpoints.roles(), globalRoleAnswer, (rows) => {
        for (const role of rows) roles.set(role.id, role);
      }),
    forget: () => roles.clear(),
  });
  await Promise.all([...roles.values()].map((role) => syncRole(context, role)));
}

async function syncRole(context: SyncContext, role: GlobalRoleAnswer): Promise<void> {
  context.writer.putGlobalRole(toGlobalRole(role));
  await Promise.all([
    syncScopes(context, role.id),
    syncUsers(context, role),
    syncApplications(context, role),
  ]);
}

async function syncScopes(context: SyncContext, roleId: string): Promise<void> {
  const { rows } = await context.read(endpoints.roleScopes(roleId), idAnswer);
  context.writer.putRoleScopes(roleId, idsOf(rows));
}

/** Asks for the holders, or where nearly everybody holds the role for those who do not, whichever is less. */
async function syncUsers(context: SyncContext, { id, name, usersCount }: GlobalRoleAnswer): Promise<void> {
  if (usersCount === 0) return;
  const others = context.writer.counts().users - usersCount;
  const complement = pagesOf(others) < pagesOf(usersCount);
  const ids = await readIds(context, `users of the role ${name}`, (take) =>
    readPages(context, complement ? endpoints.usersWithoutRole(id) : endpoints.roleUsers(id), idAnswer, take),
  );
  if (complement) context.writer.putRoleUsersExcept(id, ids);
  else context.writer.putRoleUsers(id, ids);
}

async function syncApplications(
  context: SyncContext,
  { id, name, applicationsCount }: GlobalRoleAnswer,
): Promise<void> {
  if (applicationsCount === 0) return;
  const ids = await readIds(context, `applications of the role ${name}`, (take) =>
    readPages(context, endpoints.roleApplications(id), idAnswer, take),
  );
  context.writer.putRoleApplications(id, ids);
}

async function readIds(
  context: SyncContext,
  what: string,
  read: (take: (rows: readonly { id: string }[]) => void) => Promise<Listing>,
): Promise<string[]> {
  const ids = new Set<string>();
  let last: Listing | undefined;
  await readWhole(context, what, {
    read: async () => {
      last = await read((rows) => {
        for (const { id } of rows) ids.add(id);
      });
      return { ...last, unique: ids.size };
    },
    // Holders come ordered by creation time, where ties hide some as among users: what a pass saw is kept for the
    // next, unless the list moved or somebody seen is gone.
    forget: () => {
      if (last?.steady !== true || ids.size > last.total) ids.clear();
    },
  });
  return [...ids];
}

function pagesOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / PAGE_SIZE));
}
