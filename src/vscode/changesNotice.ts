import * as vscode from 'vscode';
import { summaryLine } from '../changes/sentences.ts';
import type { Delta } from '../snapshot/facts.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import { showingErrors } from './commands/command.ts';
import { showComparison } from './commands/diffSnapshots.ts';
import type { Services, Unseen } from './services.ts';
import { notifySetting } from './settings.ts';
import { inform } from './say.ts';
import { newestAccepted } from './shownSnapshot.ts';
import { count } from '../words.ts';

/** Tells what scheduled syncs found: the badge counts it all, and one notification at a time tells of a tenant. */
export class ChangesNotice {
  readonly #services: Services;
  #isTelling = false;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Counts what a sync found as not looked at, and tells it once where the setting wants it; waits for no answer. */
  async tellOf(info: SnapshotInfo): Promise<void> {
    const { unseen, log, deltas } = this.#services;
    const delta = await deltas.of(info);
    const changes = delta === undefined ? 0 : delta.added + delta.removed + delta.changed;
    if (delta === undefined || changes === 0) return;
    const earlier = unseen.value.get(info.tenantId);
    const all: Unseen = {
      since: earlier?.since ?? delta.before,
      changes: changes + (earlier?.changes ?? 0),
    };
    unseen.set(new Map([...unseen.value, [info.tenantId, all]]));
    const settings = vscode.workspace.getConfiguration('logtoAccess');
    if (this.#isTelling || !notifySetting((key) => settings.get(key))) return;
    this.#isTelling = true;
    const told = earlier === undefined ? sinceSyncBefore(info, delta) : sinceLastLook(info, all);
    void showingErrors(log, () => this.#tell(told, info.tenantId, all.since)).finally(
      () => (this.#isTelling = false),
    );
  }

  /** Offers all that changed since a snapshot, which stays until then. */
  async #tell(told: string, tenantId: string, since: string): Promise<void> {
    const { offered } = this.#services;
    offered.set(tenantId, since);
    try {
      const show = vscode.l10n.t('Show Changes');
      const never = vscode.l10n.t('Do Not Show Again');
      const answer = await inform(told, show, never);
      if (answer === never) await tellNoMore();
      if (answer === show) await this.#show(tenantId, since);
    } finally {
      offered.delete(tenantId);
    }
  }

  /** Compares with the newest run, which may have come while the message stood there. */
  async #show(tenantId: string, before: string): Promise<void> {
    const newest = newestAccepted(this.#services, tenantId);
    if (newest !== undefined) await showComparison(this.#services, { before, after: newest.info.id });
  }
}

function sinceSyncBefore({ tenantName }: SnapshotInfo, delta: Delta): string {
  return vscode.l10n.t('{0}: {1} since the sync before.', tenantName, summaryLine(delta));
}

function sinceLastLook({ tenantName }: SnapshotInfo, { changes }: Unseen): string {
  return vscode.l10n.t('{0}: {1} since you last looked.', tenantName, count(changes, 'change'));
}

async function tellNoMore(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('logtoAccess');
  await settings.update('notifyOnChanges', false, vscode.ConfigurationTarget.Global);
}
