import * as v from 'valibot';
import * as vscode from 'vscode';
import { missingIn } from '../../snapshot/holes.ts';
import { VIEWS, type TenantArgument } from '../contract.ts';
import type { Services } from '../services.ts';
import type { CommandParts } from './command.ts';
import { showNewest } from '../shownSnapshot.ts';
import { requireTenant } from './disconnectTenant.ts';
import { pickTenant } from './pick.ts';

/** Reads a whole tenant into a new snapshot, with progress in the view and the status bar. */
export function syncCommand(services: Services): CommandParts<'logtoAccess.sync'> {
  return {
    id: 'logtoAccess.sync',
    argument: v.object({ tenantId: v.string() }),
    run: async ({ tenantId }) => {
      const tenant = requireTenant(services, tenantId);
      const info = await inView(() => services.syncs.run(tenant));
      showNewest(services, tenantId);
      const { id, counts, startedAt, endedAt, requests } = info;
      const seconds = (endedAt - startedAt) / 1000;
      return { snapshotId: id, counts, seconds, requests, missing: missingIn(info) };
    },
    ask: (item) => askForTenant(services, item?.tenantId, vscode.l10n.t('Sync')),
  };
}

/** Cancels a running sync; nothing of it is kept. */
export function cancelSyncCommand(services: Services): CommandParts<'logtoAccess.cancelSync'> {
  return {
    id: 'logtoAccess.cancelSync',
    argument: v.object({ tenantId: v.string() }),
    run: async ({ tenantId }) => {
      await services.syncs.cancel(tenantId);
      return undefined;
    },
    ask: async () => {
      const running = services.tenants.list().filter(({ id }) => services.syncs.running.includes(id));
      const tenant = await pickTenant(running, vscode.l10n.t('Cancel sync'));
      return tenant && { tenantId: tenant.id };
    },
  };
}

async function askForTenant(
  { tenants }: Services,
  tenantId: string | undefined,
  title: string,
): Promise<TenantArgument | undefined> {
  if (tenantId !== undefined) return { tenantId };
  const tenant = await pickTenant(tenants.list(), title);
  return tenant && { tenantId: tenant.id };
}

/** Shows the moving line of progress at the top of the view while `work` runs. */
function inView<T>(work: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId: VIEWS.access } }, work);
}
