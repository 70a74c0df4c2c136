import * as vscode from 'vscode';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { VIEWS } from '../contract.ts';
import { requireTenant } from '../commands/disconnectTenant.ts';
import { applyRetention } from '../snapshots/retention.ts';
import type { Services } from '../services.ts';
import { showNewest } from '../snapshots/shownSnapshot.ts';

/** Syncs a tenant, and removes what are then too many snapshots. */
export async function syncNow(
  services: Services,
  tenantId: string,
  options: { readonly resume?: boolean } = {},
): Promise<SnapshotInfo> {
  const info = await syncKeepingAll(services, tenantId, options);
  await applyRetention(services, tenantId);
  return info;
}

/**
 * Syncs a tenant with the moving line of progress in the view, and shows the snapshot unless it has to be accepted.
 * How it differs from the one before is found out in the background.
 */
export async function syncKeepingAll(
  services: Services,
  tenantId: string,
  options: { readonly resume?: boolean } = {},
): Promise<SnapshotInfo> {
  const tenant = requireTenant(services, tenantId);
  const info = await vscode.window.withProgress({ location: { viewId: VIEWS.access } }, () =>
    services.syncs.run(tenant, options),
  );
  if (services.accepted.has(info)) showNewest(services, tenantId);
  void services.deltas.fill(tenantId, 1);
  return info;
}
