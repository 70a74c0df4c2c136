import { globalRoleAnswer, idAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { RoleCounts } from '../snapshot/write/accessWriter.ts';
import { readAll } from './atOnce.ts';
import type { SyncContext } from './context.ts';
import { forgetHolders } from './earlierRun.ts';
import { isThere } from './gone.ts';
import { readWhole } from './list.ts';
import { syncRoleHolders } from './roleHolders.ts';
import { idsOf, toGlobalRole } from './toModel.ts';

/** Reads the global roles with their permissions and holders. Users have to be in the snapshot before. */
export async function syncGlobalRoles(context: SyncContext): Promise<void> {
  const { writer } = context;
  await readWhole(context, {
    ...{ endpoint: endpoints.roles(), row: globalRoleAnswer, order: 'none', hole: { in: 'globalRoles' } },
    write: (rows) => {
      const earlier = new Map(writer.roleCounts().map(({ id, usersCount }) => [id, usersCount]));
      for (const role of rows) {
        if (role.usersCount !== (earlier.get(role.id) ?? role.usersCount)) forgetHolders(writer, role.id);
        writer.putGlobalRole(toGlobalRole(role), role);
      }
    },
    count: () => writer.roleCounts().length,
    keepOnly: (ids) => {
      for (const { id } of writer.roleCounts()) if (!ids.has(id)) writer.removeGlobalRole(id);
    },
  });
  const roles = writer.roleCounts();
  const there = await Promise.all(roles.map((role) => syncRole(context, role)));
  for (const { id, name } of roles.filter((_, i) => there[i] !== true)) {
    writer.removeGlobalRole(id);
    writer.work.mended(`the global role ${name} was deleted during the sync`);
  }
}

/** Reads what belongs to a role; false where it turned out to be deleted. */
async function syncRole(context: SyncContext, role: RoleCounts): Promise<boolean> {
  const parts = [
    syncScopes(context, role.id),
    syncRoleHolders(context, role),
    syncApplications(context, role),
  ];
  const there = await Promise.all(parts.map(isThere));
  return !there.includes(false);
}

async function syncScopes(context: SyncContext, roleId: string): Promise<void> {
  const { writer } = context;
  await readAll(context, {
    ...{ endpoint: endpoints.roleScopes(roleId), row: idAnswer, hole: { in: 'roleScopes', of: roleId } },
    write: (rows) => writer.putRoleScopes(roleId, idsOf(rows)),
    count: () => writer.countRoleScopes(roleId),
  });
}

async function syncApplications(context: SyncContext, { id, applicationsCount }: RoleCounts): Promise<void> {
  if (applicationsCount === 0) return;
  const { writer } = context;
  await readWhole(context, {
    ...{ endpoint: endpoints.roleApplications(id), row: idAnswer, order: 'none' },
    hole: { in: 'roleApplications', of: id },
    write: (rows) => writer.putRoleApplications(id, idsOf(rows)),
    count: () => writer.countRoleApplications(id),
    keepOnly: (ids) => writer.keepOnlyRoleApplications(id, ids),
  });
}
