import * as vscode from 'vscode';
import type { FromPage, MapWhere, ToPage } from '../../access/map/messages.ts';
import { placeSubject, placeTitle } from '../../access/map/place.ts';
import { CancelledError, traceError } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import { brief } from '../../words.ts';
import { showingErrors } from '../commands/command.ts';
import { accessUri } from '../documents/accessUri.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';
import { crumbsOf } from './crumbs.ts';
import { pageFolder, pageHtml } from './html.ts';
import { noPicture, savePicture } from './savePicture.ts';
import { parseMessage } from './where.ts';
import { explain } from '../say.ts';

/** So much of a name leaves room in a tab for what closes it: VS Code cuts none. */
const MOST_LETTERS = 50;

/** What a panel needs beside the services. */
export interface MapParts {
  readonly services: Services;
  readonly extensionUri: vscode.Uri;
}

/** A panel with a map. What its page shows is read in a worker and handed over part by part. */
export class MapPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #services: Services;
  /** Where the page is to go as soon as it can be spoken to. */
  #pending: MapWhere | undefined;
  #isReady = false;
  #reading = new AbortController();

  constructor({ services, extensionUri }: MapParts, panel: vscode.WebviewPanel, where: MapWhere | undefined) {
    this.panel = panel;
    this.#services = services;
    this.#pending = where;
    panel.onDidDispose(() => this.#reading.abort());
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#isReady = false; // VS Code forgets a page that is hidden
    });
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = parseMessage(message);
      if (parsed !== undefined) void showingErrors(services.log, () => this.#on(parsed));
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri);
  }

  /** Shows another place in it. */
  async go(where: MapWhere): Promise<void> {
    this.#pending = where;
    this.panel.reveal();
    if (this.#isReady) await this.#begin(true);
  }

  async #on(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        return this.#begin(message.hasState);
      case 'show':
        return this.#show(message.request, message.where);
      case 'text':
        return this.#openText(message.where);
      case 'save':
        return savePicture(message);
      case 'noPicture':
        throw noPicture(message);
    }
  }

  async #begin(hasState: boolean): Promise<void> {
    const where = this.#pending;
    this.#pending = undefined;
    if (where !== undefined) await this.#say({ type: 'go', where });
    else if (hasState) await this.#say({ type: 'resume' });
  }

  async #show(request: number, where: MapWhere): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    try {
      await this.#read(request, where, signal);
      await this.#say({ type: 'done', request });
    } catch (error) {
      if (signal.aborted || error instanceof CancelledError) return;
      this.#services.log.error(traceError(error));
      await this.#say({ type: 'failed', request, message: explain(error) });
    }
  }

  async #read(request: number, { snapshotId, place }: MapWhere, signal: AbortSignal): Promise<void> {
    const { snapshots, catalogue, accepted, workerFile } = this.#services;
    const snapshot = snapshots.get(snapshotId);
    const { file, info } = snapshot;
    this.panel.title = vscode.l10n.t('Access Map: {0}', brief(placeTitle(snapshot, place), MOST_LETTERS));
    const source = vscode.l10n.t('as of {0}', localMinute(info.endedAt));
    await this.#say({ type: 'place', request, crumbs: crumbsOf(snapshot, place), source });
    const stored = catalogue.list(info.tenantId).map((one) => ({
      ...{ file: one.file, at: one.info.endedAt, isAccepted: accepted.has(one.info) },
    }));
    const isStored = stored.some((one) => one.file === file);
    const kept = isStored ? stored.reverse() : [{ file, at: info.endedAt }];
    const onProgress = (part: Extract<ToPage, { type: 'part' }>['part']): void =>
      void this.#say({ type: 'part', request, part });
    await runJob(workerFile, 'map', { place, file, kept }, { signal, onProgress });
  }

  async #openText({ snapshotId, place }: MapWhere): Promise<void> {
    const uri = accessUri(this.#services.snapshots.get(snapshotId), placeSubject(place));
    await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }

  async #say(message: ToPage): Promise<void> {
    await this.panel.webview.postMessage(message);
  }
}
