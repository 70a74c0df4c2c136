import { globalRoleAnswer, idAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { RoleCounts } from '../snapshot/accessWriter.ts';
import { readAll } from './atOnce.ts';
import type { SyncContext } from './context.ts';
import { readWhole } from './list.ts';
import { syncRoleHolders } from './roleHolders.ts';
import { idsOf, toGlobalRole } from './toModel.ts';

/** Reads the global roles with their permissions and holders. Users have to be in the snapshot before. */
export async function syncGlobalRoles(context: SyncContext): Promise<void> {
  const { writer } = context;
  await readWhole(context, {
    ...{ endpoint: endpoints.roles(), row: globalRoleAnswer, order: 'none', hole: { in: 'globalRoles' } },
    write: (rows) => {
      for (const role of rows) writer.putGlobalRole(toGlobalRole(role), role);
    },
    count: () => writer.roleCounts().length,
    keepOnly: (ids) => {
      for (const { id } of writer.roleCounts()) if (!ids.has(id)) writer.removeGlobalRole(id);
    },
  });
  await Promise.all(writer.roleCounts().map((role) => syncRole(context, role)));
}

async function syncRole(context: SyncContext, role: RoleCounts): Promise<void> {
  await Promise.all([
    syncScopes(context, role.id),
    syncRoleHolders(context, role),
    syncApplications(context, role),
  ]);
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
