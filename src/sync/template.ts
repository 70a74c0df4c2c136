import { organizationRoleAnswer, organizationScopeAnswer, resourceAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { SyncContext } from './context.ts';
import { readPages, readWhole } from './listing.ts';
import { idsOf } from './toModel.ts';

/** Reads what all organizations share: their roles and permissions, and the API resources with theirs. */
export async function syncTemplate(context: SyncContext): Promise<void> {
  await Promise.all([
    syncOrganizationRoles(context),
    syncOrganizationScopes(context),
    syncResources(context),
  ]);
}

/** Reads the organization roles with the ids of their permissions. */
export async function syncOrganizationRoles(context: SyncContext): Promise<void> {
  await readWhole(context, 'organization roles', {
    read: () =>
      readPages(context, endpoints.organizationRoles(), organizationRoleAnswer, (rows) => {
        for (const { id, name, description, type, scopes, resourceScopes } of rows) {
          context.writer.putOrganizationRole(
            { id, name, description, type },
            idsOf([...scopes, ...resourceScopes]),
          );
        }
      }),
    forget: () => context.writer.clearOrganizationRoles(),
  });
}

async function syncOrganizationScopes(context: SyncContext): Promise<void> {
  const { rows } = await context.read(endpoints.organizationScopes(), organizationScopeAnswer);
  context.writer.putScopes(
    rows.map(({ id, name, description }) => ({ id, name, description, resourceId: null })),
  );
}

async function syncResources(context: SyncContext): Promise<void> {
  const { rows } = await context.read(endpoints.resources(), resourceAnswer);
  context.writer.putResources(rows.map(({ id, name, indicator }) => ({ id, name, indicator })));
  for (const { scopes } of rows) {
    context.writer.putScopes(
      scopes.map(({ id, name, description, resourceId }) => ({ id, name, description, resourceId })),
    );
  }
}
