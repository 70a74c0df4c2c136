import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { Waiting } from '../cancellably.ts';
import type { Services } from '../services.ts';
import { explain, warn } from '../say.ts';

/** Moves the App Secrets to where the setting now says that they are to be kept. */
export async function moveSecrets(services: Services): Promise<void> {
  const misplaced = services.tenants.list().filter((tenant) => services.vault.isMisplaced(tenant));
  for (const tenant of misplaced)
    await services.secretChanges
      .run(moving(tenant), (signal) => move(services, tenant.id, signal))
      .catch((error: unknown) => tell(tenant, error));
}

function moving({ name }: TenantProfile): Waiting {
  return {
    title: vscode.l10n.t('Waiting to move the App Secret of {0}', name),
    cancelled: [
      vscode.l10n.t('Moving it was cancelled.'),
      vscode.l10n.t('Give it with "Edit Tenant" to keep it where the setting says.'),
    ],
  };
}

/** The old copy goes only once the new one is there and known: at no moment is there none to be found. */
async function move({ tenants, vault, log }: Services, tenantId: string, signal: AbortSignal): Promise<void> {
  const tenant = tenants.get(tenantId);
  if (tenant === undefined || !vault.isMisplaced(tenant)) return; // disconnected or connected anew meanwhile
  const secretStore = await vault.write(tenantId, await vault.read(tenant, signal), signal);
  if (secretStore === tenant.secretStore) return;
  await tenants.save({ ...tenant, secretStore });
  await vault.remove(tenant, secretStore, signal);
  log.info(`The secret of ${tenantId} was moved from ${tenant.secretStore} to ${secretStore}`);
}

function tell({ name }: TenantProfile, error: unknown): void {
  void warn(vscode.l10n.t('The App Secret of {0} stays where it is. {1}', name, explain(error)));
}
