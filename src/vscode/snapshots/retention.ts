import * as vscode from 'vscode';
import { describeError } from '../../errors.ts';
import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import { beyondKept } from '../../snapshot/store/retention.ts';
import { count } from '../../words.ts';
import { newestWhole } from '../changes/news.ts';
import type { Services } from '../services.ts';
import { keepSetting } from '../settings.ts';
import { newestAccepted, shownSnapshotOf } from './shownSnapshot.ts';

/**
 * Removes the oldest snapshots of a tenant beyond those that the setting keeps, and says so in the log. What is removed
 * is compared before with the run after it, which so still tells what changed.
 */
export async function applyRetention(services: Services, tenantId: string): Promise<void> {
  for (const { info } of beforeWhichAreGone(services, tenantId)) await services.deltas.of(info);
  const removed = tooManyOf(services, tenantId).filter((stored) => remove(services, stored));
  if (removed.length === 0) return;
  const names = removed.map(({ info }) => `${info.id} of ${new Date(info.endedAt).toISOString()}`);
  services.log.info(
    `Removed ${count(removed.length, 'snapshot')} of ${tenantId} beyond the newest ${keptAtMost()}: ${names.join(', ')}`,
  );
}

function keptAtMost(): number {
  return keepSetting((key) => vscode.workspace.getConfiguration('logtoAccess').get(key));
}

function tooManyOf(services: Services, tenantId: string): StoredSnapshot[] {
  return beyondKept(services.catalogue.list(tenantId), keptAtMost(), inUse(services, tenantId));
}

/** The runs that stay while the one before goes. */
function beforeWhichAreGone(services: Services, tenantId: string): StoredSnapshot[] {
  const gone = new Set(tooManyOf(services, tenantId).map(({ info }) => info.id));
  const runs = services.catalogue.list(tenantId);
  return runs.filter(({ info }, at) => !gone.has(info.id) && gone.has(runs[at + 1]?.info.id ?? ''));
}

/** What a job reads, a view shows or a message offers, what the Access view would show by itself, and what later syncs are told against. */
function inUse(services: Services, tenantId: string): ReadonlySet<string> {
  const { catalogue, comparison, answer, unseen, offered } = services;
  const beingRead = catalogue.list(tenantId).filter(({ file }) => services.inUse.has(file));
  const ids = [
    ...beingRead.map(({ info }) => info.id),
    ...[shownSnapshotOf(services, tenantId), newestAccepted(services, tenantId)?.info.id],
    ...[comparison.value?.before.id, comparison.value?.after.id, answer.value?.snapshotId],
    ...[unseen.value.get(tenantId)?.since, offered.get(tenantId), newestWhole(services, tenantId)?.info.id],
  ];
  return new Set(ids.filter((id) => id !== undefined));
}

/** A file that cannot be removed stays until after the next sync. */
function remove({ catalogue, snapshots, log }: Services, { file, info }: StoredSnapshot): boolean {
  try {
    snapshots.forget(info.id);
    catalogue.remove(file);
    return true;
  } catch (error) {
    log.warn(`${file} was not removed: ${describeError(error)}`);
    return false;
  }
}
