import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { proveConnection, storeTenant } from '../tenants/connections.ts';
import type { Services } from '../services.ts';
import { askForConnection } from './askForConnection.ts';
import { draftOf } from './connectionDraft.ts';

/**
 * Asks for the App Secret of a tenant that has none: it was imported, or its secret was kept for one session only.
 * False where the person does not give it.
 */
export async function giveSecretWhereMissing(services: Services, tenant: TenantProfile): Promise<boolean> {
  if (!(await services.vault.lacksSecret(tenant))) return true;
  const { name, consoleUrl } = tenant;
  const title = vscode.l10n.t('App Secret of {0}', name);
  const asking = { known: draftOf(tenant), fields: ['clientSecret'] as const, title, consoleUrl };
  const given = await askForConnection(proveConnection, asking);
  if (given === undefined) return false;
  await storeTenant(services, given);
  return true;
}
