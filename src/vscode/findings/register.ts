import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerFindingCommands } from './findingCommands.ts';
import { Findings } from './findings.ts';
import { registerFindingsView } from './findingsView.ts';
import { registerPolicyProblems } from './policyProblems.ts';
import { registerFindingProblems } from './problems.ts';

/** Shows what looks wrong, as a view and as problems, and what breaches the workspace's policy. */
export function registerFindings(context: vscode.ExtensionContext, services: Services): void {
  const findings = new Findings(services, context);
  const suppressions = vscode.workspace.createFileSystemWatcher('**/logto-access.suppressions.json');
  const judgeAnew = (): void => findings.forget();
  context.subscriptions.push(
    findings,
    suppressions,
    suppressions.onDidChange(judgeAnew),
    suppressions.onDidCreate(judgeAnew),
    suppressions.onDidDelete(judgeAnew),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('logtoAccess.findings')) judgeAnew();
    }),
  );
  registerFindingsView(context, services, findings);
  registerFindingProblems(context, services, findings);
  registerFindingCommands(context, services, findings);
  registerPolicyProblems(context, services);
}
