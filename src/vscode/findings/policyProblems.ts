import * as vscode from 'vscode';
import { CancelledError, traceError } from '../../errors.ts';
import { Latest } from '../latest.ts';
import type { Services } from '../services.ts';
import { shownSnapshots } from '../snapshots/shownSnapshot.ts';
import { aboutAll } from './problem.ts';
import { problemsOf } from './policyCheck.ts';
import { findPolicies, LEFT_OUT, POLICY_FILES } from './policyFiles.ts';

/** A check waits so long for the next key. */
const PAUSE_MS = 400;

/** Checks the workspace's policies against the shown snapshots, after each sync and edit, and shows breaches as problems. */
export function registerPolicyProblems(context: vscode.ExtensionContext, services: Services): void {
  const problems = vscode.languages.createDiagnosticCollection('logto-access-policy');
  const watcher = vscode.workspace.createFileSystemWatcher(POLICY_FILES);
  const latest = new Latest();
  let pause: NodeJS.Timeout | undefined;
  const check = async (): Promise<void> => {
    const signal = latest.begin();
    const found = await checkAll(services, signal);
    if (signal.aborted) return;
    problems.clear();
    problems.set(found);
  };
  const checkSoon = (): void => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      check().catch((error: unknown) => {
        if (!(error instanceof CancelledError)) services.log.warn(traceError(error));
      });
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

/** The problems of every policy of the workspace. */
async function checkAll(
  services: Services,
  signal: AbortSignal,
): Promise<[vscode.Uri, vscode.Diagnostic[]][]> {
  const { checked, leftOut } = await findPolicies();
  const snapshots = checked.length === 0 ? [] : shownSnapshots(services);
  const found: [vscode.Uri, vscode.Diagnostic[]][] = leftOut.map((uri) => [uri, [leftOutProblem()]]);
  // one after the other: each takes a thread for each snapshot
  for (const uri of checked) found.push([uri, await problemsOf(services, uri, snapshots, signal)]);
  return found;
}

/** Without it, a policy that is not checked would look like one that holds. */
function leftOutProblem(): vscode.Diagnostic {
  return aboutAll(`${LEFT_OUT.message}.`, vscode.DiagnosticSeverity.Warning);
}
