import * as vscode from 'vscode';
import type { SnapshotInfo } from '../snapshot/model.ts';
import { VIEWS } from './contract.ts';
import { requireTenant } from './commands/disconnectTenant.ts';
import { applyRetention } from './retention.ts';
import type { Services } from './services.ts';
import { showNewest } from './shownSnapshot.ts';

/**
 * Syncs a tenant with the moving line of progress in the view, and shows the snapshot unless it has to be accepted.
 * What are then too many are removed, and how the new one differs is found out in the background.
 */
export async function syncNow(
  services: Services,
  tenantId: string,
  options: { readonly resume?: boolean } = {},
): Promise<SnapshotInfo> {
  const tenant = requireTenant(services, tenantId);
  const info = await vscode.window.withProgress({ location: { viewId: VIEWS.access } }, () =>
    services.syncs.run(tenant, options),
  );
  if (services.accepted.has(info)) showNewest(services, tenantId);
  applyRetention(services, tenantId);
  void services.deltas.fill(tenantId, 1);
  return info;
}
