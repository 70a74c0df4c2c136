import * as vscode from 'vscode';
import { isComplete } from '../../snapshot/lacks/holes.ts';
import { capitalized, oneLine } from '../../words.ts';
import { progressText } from '../syncs/progressText.ts';
import { resultLine } from '../syncs/resultText.ts';
import type { Services } from '../services.ts';
import { syncNow } from '../syncs/syncNow.ts';
import { warnOfVanished } from '../syncs/vanishedWarning.ts';
import { explain } from '../say.ts';

/** Between two lines of progress, ms. */
const INTERVAL_MS = 1000;

/** The terminal of a task that syncs a tenant: plain lines, and exit code 0 only for a snapshot one can rely on. */
export class SyncTerminal implements vscode.Pseudoterminal {
  readonly #services: Services;
  readonly #tenantId: string;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  #running = false;
  #toldAt = 0;
  #told = '';

  constructor(services: Services, tenantId: string) {
    this.#services = services;
    this.#tenantId = tenantId;
  }

  open(): void {
    void this.#run().then((code) => this.#closed.fire(code));
  }

  /** The task was cancelled, or its terminal closed. */
  close(): void {
    if (this.#running) void this.#services.syncs.cancel(this.#tenantId);
  }

  async #run(): Promise<number> {
    const listening = this.#services.syncs.onDidChange((id) => {
      if (id === this.#tenantId) this.#tellProgress();
    });
    this.#running = true;
    try {
      return await this.#sync();
    } catch (error) {
      this.#tell(explain(error));
      return 1;
    } finally {
      this.#running = false;
      listening.dispose();
    }
  }

  async #sync(): Promise<number> {
    const info = await syncNow(this.#services, this.#tenantId);
    this.#tell(capitalized(resultLine(info)));
    if (this.#services.accepted.has(info)) return isComplete(info) ? 0 : 1;
    this.#tell(
      vscode.l10n.t('Most of the last snapshot is gone in this one, so the last one is still shown.'),
    );
    warnOfVanished(this.#services, info);
    return 1;
  }

  #tellProgress(): void {
    const state = this.#services.syncs.stateOf(this.#tenantId);
    if (state?.kind !== 'running' || Date.now() - this.#toldAt < INTERVAL_MS) return;
    const line = progressText(state.progress);
    if (line === this.#told) return;
    [this.#told, this.#toldAt] = [line, Date.now()];
    this.#tell(line);
  }

  #tell(line: string): void {
    this.#written.fire(`${oneLine(line)}\r\n`);
  }
}
