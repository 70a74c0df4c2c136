import * as vscode from 'vscode';
import { describeError } from '../../errors.ts';
import { ChangesNotice } from '../changes/changesNotice.ts';
import { applyRetention } from '../snapshots/retention.ts';
import type { Services } from '../services.ts';
import { Schedule } from './schedule.ts';
import { scheduleSetting } from '../settings.ts';
import { syncKeepingAll } from './syncNow.ts';
import { warnOfVanished } from './vanishedWarning.ts';

/** Keeps tenants synced as the setting says, while the window is open. What fails is in the log and in the view. */
export function registerScheduledSyncs(context: vscode.ExtensionContext, services: Services): Schedule {
  const { tenants, catalogue, syncs, log } = services;
  const notice = new ChangesNotice(services);
  const schedule = new Schedule({
    interval: () => scheduleSetting((key) => vscode.workspace.getConfiguration('logtoAccess').get(key)),
    tenants: () => tenants.list(),
    syncedAt: (id) => catalogue.newest(id)?.info.endedAt,
    isRunning: (id) => syncs.running.includes(id),
    sync: ({ id }) => syncScheduled(services, notice, id),
    random: Math.random,
    failed: (error) => log.warn(`A scheduled sync did not come about: ${describeError(error)}`),
  });
  context.subscriptions.push(schedule);
  return schedule;
}

/** Tells what changed. Warns of what vanished once, and not every hour until somebody answers. */
async function syncScheduled(services: Services, notice: ChangesNotice, tenantId: string): Promise<void> {
  const before = services.catalogue.newest(tenantId);
  const info = await syncKeepingAll(services, tenantId);
  if (services.accepted.has(info)) await notice.tellOf(info);
  else if (before === undefined || services.accepted.has(before.info)) warnOfVanished(services, info);
  await applyRetention(services, tenantId); // which leaves alone what the message offers to compare
}
