import { applicationAnswer, invitationAnswer, organizationOfApplicationAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { SyncContext } from './context.ts';
import { idsOf, toInvitation } from './toModel.ts';

/** Reads all applications, and the organizations and roles of the machine-to-machine ones. */
export async function syncApplications(context: SyncContext): Promise<void> {
  const { rows } = await context.read(endpoints.applications(), applicationAnswer);
  context.writer.putApplications(rows);
  const machines = rows.filter(({ type }) => type === 'MachineToMachine');
  await Promise.all(machines.map(({ id }) => syncOrganizationsOf(context, id)));
}

async function syncOrganizationsOf(context: SyncContext, applicationId: string): Promise<void> {
  const { rows } = await context.read(
    endpoints.applicationOrganizations(applicationId),
    organizationOfApplicationAnswer,
  );
  for (const { id, organizationRoles } of rows) {
    context.writer.putApplicationInOrganization(id, applicationId, idsOf(organizationRoles));
  }
}

/** Reads the invitations of all organizations: Logto gives them at once, in every state. */
export async function syncInvitations(context: SyncContext): Promise<void> {
  const { rows } = await context.read(endpoints.organizationInvitations(), invitationAnswer);
  context.writer.putInvitations(rows.map(toInvitation));
}
