import {
  applicationAnswer,
  invitationAnswer,
  organizationOfApplicationAnswer,
  type ApplicationAnswer,
} from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import { readAll, type WholeList } from './atOnce.ts';
import type { SyncContext } from './context.ts';
import { isThere } from './gone.ts';
import { keyOf } from './pagedList.ts';
import { idsOf, toInvitation } from './toModel.ts';

/** Reads all applications, and the organizations and roles of the machine-to-machine ones. */
export async function syncApplications(context: SyncContext): Promise<void> {
  await readAll(context, applicationsList(context));
  await Promise.all(context.writer.machineIds().map((id) => syncMachine(context, id)));
}

/** Reads all applications again, for when a role names one that was not there. */
export async function resyncApplications(context: SyncContext): Promise<void> {
  context.writer.work.forget(keyOf(endpoints.applications()));
  await syncApplications(context);
}

function applicationsList({ writer }: SyncContext): WholeList<ApplicationAnswer> {
  return {
    ...{ endpoint: endpoints.applications(), row: applicationAnswer, hole: { in: 'applications' } },
    write: (rows) => writer.putApplications(rows),
    count: () => writer.counts().applications,
  };
}

async function syncMachine(context: SyncContext, id: string): Promise<void> {
  if (await isThere(syncOrganizationsOf(context, id))) return;
  context.writer.removeApplication(id);
  context.writer.work.mended(`application ${id} was deleted during the sync`);
}

async function syncOrganizationsOf(context: SyncContext, applicationId: string): Promise<void> {
  const { writer } = context;
  await readAll(context, {
    ...{ endpoint: endpoints.applicationOrganizations(applicationId), row: organizationOfApplicationAnswer },
    hole: { in: 'applicationOrganizations', of: applicationId },
    write: (rows) => {
      for (const { id, organizationRoles } of rows)
        writer.putApplicationInOrganization(id, applicationId, idsOf(organizationRoles));
    },
    count: () => writer.countOrganizationsOf(applicationId),
  });
}

/** Reads the invitations of all organizations: Logto gives them at once, in every state. */
export async function syncInvitations(context: SyncContext): Promise<void> {
  const { writer } = context;
  await readAll(context, {
    ...{ endpoint: endpoints.organizationInvitations(), row: invitationAnswer, hole: { in: 'invitations' } },
    hasNoPages: true,
    write: (rows) => writer.putInvitations(rows.map(toInvitation)),
    count: () => writer.counts().invitations,
  });
}
