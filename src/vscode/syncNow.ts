import * as vscode from 'vscode';
import { VIEWS } from './contract.ts';
import { requireTenant } from './commands/disconnectTenant.ts';
import type { SyncOutcome } from './resultText.ts';
import type { Services } from './services.ts';
import { showNewest } from './shownSnapshot.ts';

/** Syncs a tenant with the moving line of progress in the view, and shows the snapshot unless it has to be accepted. */
export async function syncNow(
  services: Services,
  tenantId: string,
  options: { readonly resume?: boolean } = {},
): Promise<SyncOutcome> {
  const tenant = requireTenant(services, tenantId);
  const outcome = await vscode.window.withProgress({ location: { viewId: VIEWS.access } }, () =>
    services.syncs.run(tenant, options),
  );
  if (services.accepted.has(outcome.info)) showNewest(services, tenantId);
  return outcome;
}
