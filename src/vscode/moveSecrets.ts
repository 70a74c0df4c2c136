import * as vscode from 'vscode';
import { describeError } from '../errors.ts';
import type { TenantProfile } from '../credentials/tenants.ts';
import type { Services } from './services.ts';
import { warn } from './say.ts';

/** Moves the App Secrets to where the setting now says that they are to be kept. */
export async function moveSecrets(services: Services): Promise<void> {
  const misplaced = services.tenants.list().filter((tenant) => services.vault.isMisplaced(tenant));
  for (const tenant of misplaced)
    await services
      .secretChange(() => move(services, tenant.id))
      .catch((error: unknown) => tell(tenant, error));
}

/** The old copy goes only once the new one is there and known: at no moment is there none to be found. */
async function move({ tenants, vault, log }: Services, tenantId: string): Promise<void> {
  const tenant = tenants.get(tenantId);
  if (tenant === undefined || !vault.isMisplaced(tenant)) return; // disconnected or connected anew meanwhile
  const secretStore = await vault.write(tenantId, await vault.read(tenant));
  if (secretStore === tenant.secretStore) return;
  await tenants.save({ ...tenant, secretStore });
  await vault.remove(tenant, secretStore);
  log.info(`The secret of ${tenantId} was moved from ${tenant.secretStore} to ${secretStore}`);
}

function tell({ name }: TenantProfile, error: unknown): void {
  void warn(vscode.l10n.t('The App Secret of {0} stays where it is. {1}', name, describeError(error)));
}
