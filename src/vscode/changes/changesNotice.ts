import * as vscode from 'vscode';
import { summaryLine } from '../../changes/text/sentences.ts';
import { changesIn } from '../../changes/summary.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { showingErrors } from '../commands/command.ts';
import { showComparison } from '../commands/diffSnapshots.ts';
import type { Services } from '../services.ts';
import { newsOf, unseenOf, withUnseen, type News } from './news.ts';
import { runName, timesOf } from '../snapshots/runNames.ts';
import { notifySetting } from '../settings.ts';
import { inform } from '../say.ts';
import { newestAccepted } from '../snapshots/shownSnapshot.ts';
import { count } from '../../words.ts';

/** Tells what scheduled syncs found: the badge counts it all, and one notification at a time tells of a tenant. */
export class ChangesNotice {
  readonly #services: Services;
  #isTelling = false;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Counts what a sync found as not looked at, and tells it once where the setting wants it; waits for no answer. What
   * was taken back counts no more; where nothing is certain yet, the next sync is measured against the same run.
   */
  async tellOf(info: SnapshotInfo): Promise<void> {
    const { unseen, log, deltas } = this.#services;
    const news = await newsOf(this.#services, info, unseen.value.get(info.tenantId)?.since);
    if (news === undefined) return;
    const since = news.baseline.info.id;
    const changes = changesIn(news.delta);
    const earlier = unseen.value.get(info.tenantId); // as it is now: somebody may have looked meanwhile
    unseen.set(withUnseen(unseen.value, info.tenantId, unseenOf(news)));
    const step = await deltas.of(info);
    const isNew = changes !== earlier?.changes || (step !== undefined && changesIn(step) > 0);
    if (changes === 0 || !isNew) return;
    const settings = vscode.workspace.getConfiguration('logtoAccess');
    if (this.#isTelling || !notifySetting((key) => settings.get(key))) return;
    this.#isTelling = true;
    const told = this.#sentence(info, news, earlier !== undefined && earlier.changes > 0);
    void showingErrors(log, () => this.#tell(told, info.tenantId, since)).finally(
      () => (this.#isTelling = false),
    );
  }

  /** Says since when: of a run that is not the one before, its name. */
  #sentence({ tenantId, tenantName }: SnapshotInfo, news: News, wasUnseen: boolean): string {
    const { delta, baseline, isNeighbour } = news;
    const line = summaryLine(delta);
    if (wasUnseen)
      return vscode.l10n.t('{0}: {1} since you last looked.', tenantName, count(changesIn(delta), 'change'));
    if (isNeighbour) return vscode.l10n.t('{0}: {1} since the sync before.', tenantName, line);
    const name = runName(baseline, timesOf(this.#services.catalogue.list(tenantId)));
    return vscode.l10n.t('{0}: {1} since the snapshot {2}.', tenantName, line, name);
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
      if (answer === show) await this.#show(tenantId, offered.get(tenantId) ?? since);
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

async function tellNoMore(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('logtoAccess');
  await settings.update('notifyOnChanges', false, vscode.ConfigurationTarget.Global);
}
