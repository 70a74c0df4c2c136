import * as vscode from 'vscode';
import { traceError } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import type { PolicyResult, Verdict } from '../../policy/check.ts';
import { verdictWords } from '../../policy/report.ts';
import { oneLine } from '../../words.ts';
import type { Services } from '../services.ts';
import { shownSnapshots } from '../shownSnapshot.ts';
import { findPolicies, POLICY_FILES } from './policyFiles.ts';

/** A check waits so long for the next key. */
const PAUSE_MS = 400;

/** Checks the workspace's policies against the shown snapshots, after each sync and edit, and shows breaches as problems. */
export function registerPolicyProblems(context: vscode.ExtensionContext, services: Services): void {
  const problems = vscode.languages.createDiagnosticCollection('logto-access-policy');
  const watcher = vscode.workspace.createFileSystemWatcher(POLICY_FILES);
  let pause: NodeJS.Timeout | undefined;
  const checkSoon = (): void => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      checkAll(services, problems).catch((error: unknown) => services.log.warn(traceError(error)));
    }, PAUSE_MS);
  };
  context.subscriptions.push(
    problems,
    watcher,
    watcher.onDidChange(checkSoon),
    watcher.onDidCreate(checkSoon),
    watcher.onDidDelete(checkSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (vscode.languages.match({ pattern: POLICY_FILES }, document) > 0) checkSoon();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(checkSoon),
    services.shown.onDidChange(checkSoon),
    services.tenants.onDidChange(checkSoon),
    services.files.onDidChange(checkSoon),
    services.syncs.onDidChange((tenantId) => {
      if (services.syncs.stateOf(tenantId)?.kind === 'done') checkSoon();
    }),
    { dispose: () => clearTimeout(pause) },
  );
  checkSoon();
}

async function checkAll(services: Services, problems: vscode.DiagnosticCollection): Promise<void> {
  const files = await findPolicies();
  const snapshots = files.length === 0 ? [] : shownSnapshots(services);
  const found = await Promise.all(
    files.map(async (uri): Promise<[vscode.Uri, vscode.Diagnostic[]]> => {
      const document = await vscode.workspace.openTextDocument(uri);
      const policy = document.getText();
      const results = await Promise.all(
        snapshots.map(({ file }) => runJob(services.workerFile, 'check', { file, policy })),
      );
      return [uri, results.flatMap((result) => diagnosticsOf(document, result, results.length > 1))];
    }),
  );
  problems.clear();
  problems.set(found);
}

function diagnosticsOf(
  document: vscode.TextDocument,
  { info, verdicts }: PolicyResult,
  isOneOfMany: boolean,
): vscode.Diagnostic[] {
  return verdicts.map((verdict: Verdict) => {
    const { at, kind, assert } = verdict;
    const range = new vscode.Range(
      document.positionAt(at.offset),
      document.positionAt(at.offset + at.length),
    );
    const words = verdictWords(verdict);
    const text = isOneOfMany ? `${oneLine(info.tenantName)}: ${words}` : words;
    const severity = kind === 'breach' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
    const problem = new vscode.Diagnostic(range, `${text}.`, severity);
    problem.source = 'Logto Access';
    if (assert !== undefined) problem.code = assert;
    return problem;
  });
}
