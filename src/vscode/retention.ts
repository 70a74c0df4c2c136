import * as vscode from 'vscode';
import { describeError } from '../errors.ts';
import type { StoredSnapshot } from '../snapshot/catalogue.ts';
import { beyondKept } from '../snapshot/retention.ts';
import { count } from '../words.ts';
import type { Services } from './services.ts';
import { keepSetting } from './settings.ts';
import { newestAccepted, shownSnapshotOf } from './shownSnapshot.ts';

/** Removes the oldest snapshots of a tenant beyond those that the setting keeps, and says so in the log. */
export function applyRetention(services: Services, tenantId: string): void {
  const keep = keepSetting((key) => vscode.workspace.getConfiguration('logtoAccess').get(key));
  const tooMany = beyondKept(services.catalogue.list(tenantId), keep, inUse(services, tenantId));
  const removed = tooMany.filter((stored) => remove(services, stored));
  if (removed.length === 0) return;
  const names = removed.map(({ info }) => `${info.id} of ${new Date(info.endedAt).toISOString()}`);
  services.log.info(
    `Removed ${count(removed.length, 'snapshot')} of ${tenantId} beyond the newest ${keep}: ${names.join(', ')}`,
  );
}

/** What a view shows, and what the Access view would show by itself. */
function inUse(services: Services, tenantId: string): ReadonlySet<string> {
  const { comparison, answer } = services;
  const ids = [
    ...[shownSnapshotOf(services, tenantId), newestAccepted(services, tenantId)?.info.id],
    ...[comparison.value?.before.id, comparison.value?.after.id, answer.value?.snapshotId],
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
