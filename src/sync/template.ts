import {
  organizationRoleAnswer,
  organizationScopeAnswer,
  resourceAnswer,
  type OrganizationRoleAnswer,
} from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { OrganizationRole } from '../snapshot/model.ts';
import { readAll } from './atOnce.ts';
import type { SyncContext } from './context.ts';
import { readWhole, rereadWhole } from './list.ts';
import { keyOf, type PagedList } from './pagedList.ts';
import { idsOf } from './toModel.ts';

/** Reads what all organizations share: their roles and permissions, and the API resources with theirs. */
export async function syncTemplate(context: SyncContext): Promise<void> {
  await Promise.all([
    readWhole(context, organizationRolesList(context)),
    syncOrganizationScopes(context),
    syncResources(context),
  ]);
}

/** Reads the organization roles again, for when something names one that was not there. */
export async function resyncOrganizationRoles(context: SyncContext): Promise<void> {
  await rereadWhole(context, organizationRolesList(context));
}

/** Reads all permissions again, for when a role names one that was not there. */
export async function resyncScopes(context: SyncContext): Promise<void> {
  for (const endpoint of [endpoints.organizationScopes(), endpoints.resources()])
    context.writer.work.forget(keyOf(endpoint));
  await Promise.all([syncOrganizationScopes(context), syncResources(context)]);
}

/** The organization roles with the ids of their permissions. */
function organizationRolesList({ writer }: SyncContext): PagedList<OrganizationRoleAnswer> {
  return {
    ...{ endpoint: endpoints.organizationRoles(), row: organizationRoleAnswer, order: 'none' },
    hole: { in: 'organizationRoles' },
    write: (rows) => {
      for (const { id, name, description, type, scopes, resourceScopes } of rows) {
        const role: OrganizationRole = { id, name, description, type };
        writer.putOrganizationRole(role, idsOf([...scopes, ...resourceScopes]));
      }
    },
    count: () => writer.organizationRoleIds().length,
    keepOnly: (ids) => {
      for (const id of writer.organizationRoleIds()) if (!ids.has(id)) writer.removeOrganizationRole(id);
    },
  };
}

async function syncOrganizationScopes(context: SyncContext): Promise<void> {
  const { writer } = context;
  await readAll(context, {
    ...{ endpoint: endpoints.organizationScopes(), row: organizationScopeAnswer, hole: { in: 'scopes' } },
    write: (rows) =>
      writer.putScopes(
        rows.map(({ id, name, description }) => ({ id, name, description, resourceId: null })),
      ),
    count: () => writer.countScopesOfTemplate(),
  });
}

async function syncResources(context: SyncContext): Promise<void> {
  const { writer } = context;
  await readAll(context, {
    ...{ endpoint: endpoints.resources(), row: resourceAnswer, hole: { in: 'resources' } },
    write: (rows) => {
      writer.putResources(rows.map(({ id, name, indicator }) => ({ id, name, indicator })));
      for (const { scopes } of rows) {
        writer.putScopes(
          scopes.map(({ id, name, description, resourceId }) => ({ id, name, description, resourceId })),
        );
      }
    },
    count: () => writer.countResources(),
  });
}
