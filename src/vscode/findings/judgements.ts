import * as vscode from 'vscode';
import type { Judgement } from '../../changes/judging/judgement.ts';
import { countOf } from '../../changes/text/judgementText.ts';
import type { Comparison } from '../../changes/model.ts';
import type { PolicyChanges, PolicyText } from '../../changes/judging/policy.ts';
import { runJob } from '../../jobs/run.ts';
import { number, textOf } from '../../words.ts';
import type { Services } from '../services.ts';
import type { Findings } from './findings.ts';
import { findPolicies, LEFT_OUT, POLICY_FILES } from './policyFiles.ts';
import { tenantNow } from './tenantNow.ts';

/** What came of judging the snapshots of a comparison, as far as it is known. */
interface Judged {
  readonly comparison: Comparison;
  readonly judging: Promise<Judgement>;
  readonly cancel: AbortController;
  /** Undefined while it is being found out; null where it could not be. */
  result: Judgement | null | undefined;
}

/** Finds out in the worker what looks wrong in one of two compared snapshots alone: once somebody looks, and once. */
export class Judgements implements vscode.Disposable {
  readonly #services: Services;
  readonly #findings: Findings;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  #last: Judged | undefined;

  constructor(services: Services, findings: Findings) {
    this.#services = services;
    this.#findings = findings;
    const policies = vscode.workspace.createFileSystemWatcher(POLICY_FILES);
    const judgeAnew = (): void => {
      this.#drop();
      this.#changed.fire(undefined);
    };
    this.#subscriptions = vscode.Disposable.from(
      ...[this.#changed, policies, policies.onDidChange(judgeAnew)],
      ...[policies.onDidCreate(judgeAnew), policies.onDidDelete(judgeAnew), findings.onDidChange(judgeAnew)],
      services.comparison.onDidChange(() => this.#drop()),
      services.tenants.onDidChange(judgeAnew),
    );
  }

  /** What looks wrong since. What failed is tried again when it is asked for again. */
  of(comparison: Comparison): Promise<Judgement> {
    if (this.#last?.comparison === comparison && this.#last.result !== null) return this.#last.judging;
    this.#drop();
    const cancel = new AbortController();
    const judged: Judged = {
      ...{ comparison, cancel, result: undefined },
      judging: this.#judge(comparison, cancel.signal),
    };
    this.#last = judged;
    const settle = (result: Judged['result']): void => {
      judged.result = result;
      if (this.#last === judged) this.#changed.fire(undefined);
    };
    judged.judging.then(settle, () => settle(null));
    return judged.judging;
  }

  /** Begins to find it out, where that has not begun: a failure is told where somebody looks. */
  begin(comparison: Comparison): void {
    if (this.#last?.comparison !== comparison) this.of(comparison).catch(() => undefined);
  }

  /** `3 new, 1 gone`, as far as it is known. */
  headline(comparison: Comparison): string {
    const result = this.#last?.comparison === comparison ? this.#last.result : undefined;
    if (result === undefined) return vscode.l10n.t('being judged…');
    if (result === null) return vscode.l10n.t('could not be judged');
    const { new: came, gone } = result.findings ?? { new: [], gone: [] };
    const breaches = result.policies
      .flatMap(({ verdicts }) => verdicts)
      .filter(({ kind }) => kind === 'breach');
    const told = [
      ...(came.length > 0 ? [vscode.l10n.t('{0} new', number(countOf(came)))] : []),
      ...(gone.length > 0 ? [vscode.l10n.t('{0} gone', number(countOf(gone)))] : []),
      ...(breaches.length > 0 ? [vscode.l10n.t('policy breached')] : []),
    ];
    return told.length === 0 ? vscode.l10n.t('none new, none gone') : told.join(', ');
  }

  dispose(): void {
    this.#drop();
    this.#subscriptions.dispose();
  }

  #drop(): void {
    this.#last?.cancel.abort();
    this.#last = undefined;
  }

  async #judge(comparison: Comparison, signal: AbortSignal): Promise<Judgement> {
    const { snapshots, workerFile } = this.#services;
    const [before, after] = [snapshots.fileOf(comparison.before.id), snapshots.fileOf(comparison.after.id)];
    const tenant = tenantNow(this.#services, comparison.after);
    const { checked, leftOut } = await findPolicies();
    const policies = await Promise.all(checked.map(readPolicy));
    const job = { before, after, tenant, ...(await this.#findings.how()), policies };
    const judgement = await runJob(workerFile, 'judge', job, { signal });
    return { ...judgement, policies: [...judgement.policies, ...leftOut.map(notChecked)] };
  }
}

async function readPolicy(uri: vscode.Uri): Promise<PolicyText> {
  const text = textOf(await vscode.workspace.fs.readFile(uri));
  return { file: vscode.workspace.asRelativePath(uri), text };
}

function notChecked(uri: vscode.Uri): PolicyChanges {
  const verdicts = [{ ...LEFT_OUT, isNew: false }];
  return { file: vscode.workspace.asRelativePath(uri), assertions: 0, verdicts };
}
