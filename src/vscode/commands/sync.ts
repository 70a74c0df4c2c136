import * as v from 'valibot';
import * as vscode from 'vscode';
import { missingIn } from '../../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { choose } from '../ask/choose.ts';
import type { SyncArgument, SyncResult } from '../contract.ts';
import { localMinute } from '../localTime.ts';
import { resultLine } from '../syncs/resultText.ts';
import type { Services } from '../services.ts';
import { syncNow } from '../syncs/syncNow.ts';
import { warnOfVanished } from '../syncs/vanishedWarning.ts';
import type { CommandParts } from './command.ts';
import { giveSecretWhereMissing } from './giveSecret.ts';
import { pickTenant } from './pick.ts';
import { inform, warn } from '../say.ts';

/** Reads a whole tenant into a new snapshot, with progress in the view and the status bar. */
export function syncCommand(services: Services): CommandParts<'logtoAccess.sync'> {
  return {
    id: 'logtoAccess.sync',
    argument: v.object({ tenantId: v.string(), resume: v.exactOptional(v.boolean()) }),
    run: async ({ tenantId, ...options }) => toResult(await syncNow(services, tenantId, options)),
    ask: async (item) => {
      const known = item?.tenantId === undefined ? undefined : services.tenants.get(item.tenantId);
      const tenant = known ?? (await pickTenant(services.tenants.list(), vscode.l10n.t('Sync')));
      if (tenant === undefined || !(await giveSecretWhereMissing(services, tenant))) return undefined;
      return askHow(services, tenant);
    },
    tell: (_, { tenantId }) => {
      const state = services.syncs.stateOf(tenantId);
      if (state?.kind === 'done') tellOutcome(services, state.info);
    },
  };
}

/** Cancels a running sync; the next one goes on with what it has read. */
export function cancelSyncCommand(services: Services): CommandParts<'logtoAccess.cancelSync'> {
  return {
    id: 'logtoAccess.cancelSync',
    argument: v.object({ tenantId: v.string() }),
    run: async ({ tenantId }) => {
      await services.syncs.cancel(tenantId);
      return undefined;
    },
    ask: async (item) => {
      const running = services.tenants.list().filter(({ id }) => services.syncs.running.includes(id));
      if (running.length === 0) {
        void inform(vscode.l10n.t('No sync is running.'));
        return undefined;
      }
      const meant = running.find(({ id }) => id === item?.tenantId);
      if (meant !== undefined) return { tenantId: meant.id };
      const tenant = await pickTenant(running, vscode.l10n.t('Cancel sync'));
      return tenant && { tenantId: tenant.id };
    },
  };
}

function toResult(info: SnapshotInfo): SyncResult {
  const { id, counts, workedMs, requests, verified, vanished } = info;
  const made = { seconds: workedMs / 1000, requests, verified };
  const found = { snapshotId: id, counts, ...made, missing: missingIn(info) };
  return vanished === undefined ? found : { ...found, vanished };
}

/** Asks whether to go on with an unfinished sync, where there is one. */
async function askHow(services: Services, tenant: TenantProfile): Promise<SyncArgument | undefined> {
  const tenantId = tenant.id;
  const unfinished = services.syncs.running.includes(tenantId)
    ? undefined
    : services.syncs.unfinished(tenant);
  if (unfinished === undefined) return { tenantId };
  const began = localMinute(unfinished.startedAt);
  const goOn = {
    label: vscode.l10n.t('Go On'),
    detail: vscode.l10n.t('What was read since {0} is not asked for again.', began),
  };
  const afresh = {
    label: vscode.l10n.t('Start Afresh'),
    detail: vscode.l10n.t('Reads the whole tenant anew.'),
  };
  const title = vscode.l10n.t('The sync of {0} that began at {1} was not finished', tenant.name, began);
  const answer = await choose([goOn, afresh], { title });
  return answer && { tenantId, resume: answer === goOn };
}

/** Says what came of it, without making the command wait for an answer. */
function tellOutcome(services: Services, info: SnapshotInfo): void {
  const line = `${info.tenantName}: ${resultLine(info)}`;
  if (!services.accepted.has(info)) warnOfVanished(services, info);
  else if (info.holes.length > 0) void warn(line);
  else void inform(line);
}
