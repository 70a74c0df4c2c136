import * as vscode from 'vscode';
import type { FindingCounts, FindingsJob, FoundPage, HowToJudge, Wanted } from '../../findings/found.ts';
import type { FindingFormat } from '../../findings/report/report.ts';
import type { Suppression } from '../../findings/suppressionFile.ts';
import type { LocatedFindings, LocateFindingsJob } from '../../jobs/locateFindings.ts';
import { runJob } from '../../jobs/run.ts';
import { utcDay } from '../../words.ts';
import type { Services } from '../services.ts';
import { findingSettings } from '../settings.ts';
import { writeTo } from '../targets.ts';
import { OncePerDay } from './oncePerDay.ts';
import { addSuppression, suppressionsIn, suppressionsUri } from './suppressionFile.ts';

/** A document of access, and how many of its findings are wanted. */
type DocumentOf = Pick<LocateFindingsJob, 'text' | 'naming' | 'limit'>;

/** Judges snapshots in the worker, and remembers how much was found in each until something changes. */
export class Findings implements vscode.Disposable {
  readonly #services: Services;
  readonly #context: vscode.ExtensionContext;
  readonly #counts = new OncePerDay<FindingCounts>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #day = utcDay(Date.now());

  constructor(services: Services, context: vscode.ExtensionContext) {
    this.#services = services;
    this.#context = context;
  }

  /** How many findings there are today: suppressions end. */
  counts(snapshotId: string): Promise<FindingCounts> {
    return this.#counts.get(snapshotId, utcDay(Date.now()), async () =>
      runJob(this.#services.workerFile, 'countFindings', await this.#job(snapshotId)),
    );
  }

  /** Forgets what was found in all but these: each sync of a long session brings another one. */
  keepOnly(snapshotIds: readonly string[]): void {
    this.#counts.keepOnly(snapshotIds);
  }

  async page(snapshotId: string, wanted: Wanted, signal?: AbortSignal): Promise<FoundPage> {
    const job = await this.#job(snapshotId);
    return runJob(this.#services.workerFile, 'findings', { ...job, wanted }, { ...(signal && { signal }) });
  }

  /** What of it stands in a document, and where. */
  async locate(snapshotId: string, document: DocumentOf, signal: AbortSignal): Promise<LocatedFindings> {
    const job = await this.#job(snapshotId);
    return runJob(this.#services.workerFile, 'locateFindings', { ...job, ...document }, { signal });
  }

  async write(snapshotId: string, format: FindingFormat, target: string, signal: AbortSignal): Promise<void> {
    const { version } = this.#context.extension.packageJSON as { readonly version: string };
    const job = { ...(await this.#job(snapshotId)), format, version };
    await writeTo(target, signal, (file) =>
      runJob(this.#services.workerFile, 'writeFindings', { ...job, target: file }, { signal }),
    );
  }

  async suppress(one: Suppression): Promise<vscode.Uri> {
    const file = suppressionsUri(this.#context);
    await addSuppression(file, one);
    this.forget();
    return file;
  }

  /** Judges anew what is asked for from now on. */
  forget(): void {
    this.#counts.clear();
    this.#changed.fire(undefined);
  }

  /** Judges anew where another day has begun since: what was suppressed until the one before comes back. */
  lookAtDay(): void {
    const today = utcDay(Date.now());
    if (today === this.#day) return;
    this.#day = today;
    this.forget();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** How to judge, as the settings and the file of suppressions say. */
  async how(): Promise<HowToJudge> {
    const settings = vscode.workspace.getConfiguration('logtoAccess');
    return {
      settings: findingSettings((key) => settings.get(key)),
      ...(await suppressionsIn(suppressionsUri(this.#context))),
      today: utcDay(Date.now()),
    };
  }

  async #job(snapshotId: string): Promise<FindingsJob> {
    return { file: this.#services.snapshots.fileOf(snapshotId), ...(await this.how()) };
  }
}
